/** `aboveboard approvals`: what waits for a second person. */
import { cashierRest as rest } from '@aboveboard/protocol';
import { Command } from 'commander';
import { reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { lengthWords, timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { APPROVALS } from './chip-paths.ts';

export function approvalsCommand(): Command {
  return new Command('approvals')
    .description('Transfers of players and adjustments of operators, which a second person agrees to or not.')
    .addCommand(listCommand())
    .addCommand(decideCommand('approve', 'Agree, so that the chips move: not to what was proposed here, too.'))
    .addCommand(decideCommand('reject', 'Refuse; the chips go back.'))
    .addCommand(decideCommand('withdraw', 'Take back what was proposed here; the chips go back.'))
    .addHelpText('after', '\nAll who use this command on the room’s own machine are one person.');
}

interface ListFlags {
  readonly all?: boolean;
  readonly n: number;
  readonly json?: boolean;
}

function listCommand(): Command {
  return withControl(new Command('list').description('What waits, newest first.'))
    .option('--all', 'what was decided or expired, too')
    .option('-n, --n <number>', 'how many', wholeNumber(1, 100_000), 50)
    .option('--json', 'a JSON object a line, one for each')
    .action((flags) => inRoom(flags, (control) => list(control, flags)));
}

async function list(control: Control, { all, n, json }: ListFlags): Promise<number> {
  const found: rest.Approval[] = [];
  let before = '';
  while (found.length < n) {
    const path = `${APPROVALS}?state=${all ? 'all' : 'pending'}&limit=200${before}`;
    const { approvals, next } = answered(await control.get(path, rest.approvalsReply));
    found.push(...approvals);
    if (next === null) break;
    before = `&before=${next}`;
  }
  const wanted = found.slice(0, n);
  if (json) return printLines(wanted);
  if (wanted.length === 0) return printText(all ? 'Nothing was ever proposed.\n' : 'Nothing waits for a second person.\n');
  return printText(table(['no', 'proposed', 'by', 'moves', 'why', 'state'], wanted.map(rowOf)));
}

function rowOf(approval: rest.Approval): string[] {
  const { no, proposedAtMs, proposedBy, why, moves } = approval;
  const [first, ...others] = moves.map((move) => movesWords(move, approval.names));
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return [
    String(no),
    timeWords(proposedAtMs),
    harmless(proposedBy.name, 30),
    `${first ?? ''}${more}`,
    harmless(why === '' ? '-' : why, 60),
    stateWords(approval),
  ];
}

function movesWords({ from, to, amount }: rest.Approval['moves'][number], names: Readonly<Record<string, string>>): string {
  const named = (account: string): string => {
    const name = names[account.split(':').at(-1) ?? ''];
    return harmless(name === undefined ? account : `${name} (${account})`, 90);
  };
  return `${amount.toLocaleString('en')} from ${named(from)} to ${named(to)}`;
}

function stateWords({ state, decided, expiresAtMs }: rest.Approval): string {
  if (state === 'pending') return `expires in ${lengthWords(Math.max(0, expiresAtMs - Date.now()))}`;
  return decided ? `${state} by ${harmless(decided.name, 30)}` : state;
}

interface DecideFlags {
  readonly why?: string;
  readonly json?: boolean;
}

function decideCommand(verb: 'approve' | 'reject' | 'withdraw', description: string): Command {
  return withControl(new Command(verb).description(description))
    .argument('<no>', 'its number', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object')
    .action((no, flags) => inRoom(flags, (control) => decide(control, verb, no, flags)));
}

async function decide(control: Control, verb: string, no: number, { why, json }: DecideFlags): Promise<number> {
  const body = { why: await reasonFor(why) };
  const approval = answered(await control.post(`${APPROVALS}/${no}/${verb}`, body, rest.approval));
  if (json) return printLines([approval]);
  const came = approval.state === 'approved' ? 'the chips moved' : 'the chips went back';
  return printText(`${no} is ${approval.state}: ${came}.\n`);
}
