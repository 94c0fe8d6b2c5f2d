/** `aboveboard verify`: checks receipts by themselves, without the network and without trusting anybody. */
import { readFileSync } from 'node:fs';
import { parseHex, verifyReceipt } from '@aboveboard/fairness';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exit-code.ts';

interface VerifyFlags {
  readonly key?: Uint8Array;
  readonly json?: boolean;
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check .hand receipts: sealed before the deal, cut by the players, opened as sealed, signed by the operator.')
    .argument('<file...>', 'receipts')
    .option(
      '--key <hex>',
      "the operator's deal key, from /api/v1/log/key or a friend; without it any operator's is accepted",
      dealKey,
    )
    .option('--json', 'print one JSON object a file')
    .addHelpText(
      'after',
      '\nExit code 0 only if every file is a good receipt. What a receipt proves, and what not: docs/verify/.',
    )
    .action((files: string[], { key, json }: VerifyFlags) => {
      const outcomes = files.map((file) => verifyFile(file, key));
      for (const outcome of outcomes) process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : format(outcome));
      const isUnreadable = outcomes.some(({ code }) => code === 'UNREADABLE');
      process.exitCode = isUnreadable ? EXIT.USAGE : outcomes.every(({ isGood }) => isGood) ? EXIT.GOOD : EXIT.NEGATIVE;
    });
}

function dealKey(text: string): Uint8Array {
  const key = parseHex(text);
  if (key?.length !== 32) throw new InvalidArgumentError('A deal key is 64 hexadecimal digits.');
  return key;
}

interface Outcome {
  readonly file: string;
  readonly isGood: boolean;
  readonly checks: readonly { readonly id: string; readonly state: string; readonly detail: string }[];
  /** Why it is refused. */
  readonly code?: string;
  readonly detail?: string;
  readonly isKeyPinned?: boolean;
}

function verifyFile(file: string, key: Uint8Array | undefined): Outcome {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return { file, isGood: false, checks: [], code: 'UNREADABLE', detail: (error as Error).message };
  }
  const verified = verifyReceipt(Uint8Array.from(bytes), { dealKey: key });
  if (!verified.ok) {
    const { code, detail, checks } = verified.error;
    return { file, isGood: false, checks, code, detail };
  }
  return { file, isGood: true, checks: verified.value.checks, isKeyPinned: verified.value.isKeyPinned };
}

const MARKS: Readonly<Record<string, string>> = { passed: 'ok  ', failed: 'FAIL', pending: '–   ' };

function format({ file, isGood, checks, code, detail, isKeyPinned }: Outcome): string {
  const lines = checks.map((check) => `  ${MARKS[check.state] ?? check.state} ${check.id.padEnd(14)}${check.detail}`);
  const verdict = isGood
    ? `${file}: good${isKeyPinned ? '' : " (signed by the key in the file; give --key to hold it to your operator's)"}`
    : `${file}: REFUSED ${code}: ${detail}`;
  return `${[...lines, verdict].join('\n')}\n`;
}
