/** `aboveboard hands`: the hands that a running room has imported. */
import { readPhh, writeText } from '@aboveboard/notation';
import { workJobs } from '@aboveboard/protocol';
import { Command, Option } from 'commander';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import {
  cardsCommand,
  findCommand,
  refundCommand,
  settleCommand,
  showCommand,
  terminationsCommand,
} from '../hands/room-hands.ts';
import { printLines, printText } from '../queue/look.ts';
import { wholeNumber } from '../queue/whole-number.ts';

interface HandsFlags {
  readonly data?: string;
  readonly n: number;
  readonly to?: 'phh' | 'text';
  readonly json?: boolean;
}

const PAGE = 200;
/** Of an id in a list; --json has it whole. */
const ID_SHOWN = 12;

export function handsCommand(): Command {
  return new Command('hands')
    .enablePositionalOptions() // what stands behind `find` is that one's
    .description(
      'The hands that a running room has imported, in the order of their import; and below it, those that it has dealt.',
    )
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('-n, --n <number>', 'how many', wholeNumber(1, 1_000_000), 20)
    .addOption(
      new Option('--to <form>', 'print the hands themselves: PHH in numbered tables, or text').choices(['phh', 'text']),
    )
    .addOption(new Option('--json', 'a JSON object a line, one for each hand').conflicts('to'))
    .action((flags: HandsFlags) => inRoom(flags, (control) => hands(control, flags)))
    .addCommand(findCommand())
    .addCommand(showCommand())
    .addCommand(cardsCommand())
    .addCommand(terminationsCommand())
    .addCommand(settleCommand())
    .addCommand(refundCommand());
}

async function hands(control: Control, flags: HandsFlags): Promise<number> {
  let shown = 0;
  let from: string | null = null;
  let isGood = true;
  do {
    const query = [
      `limit=${Math.min(PAGE, flags.n - shown)}`,
      `brief=${!flags.to && !flags.json}`,
      ...(from ? [`from=${from}`] : []),
    ];
    const page = await pageOf(control, query.join('&'));
    isGood = show(page.hands, shown, flags) && isGood;
    shown += page.hands.length;
    from = page.next;
  } while (from !== null && shown < flags.n);
  if (shown === 0 && !flags.json) process.stderr.write('No hands are imported yet: npx aboveboard import-hands <folder>\n');
  return isGood ? EXIT.GOOD : EXIT.NEGATIVE;
}

async function pageOf(control: Control, query: string) {
  return answered(await control.get(`/control/imported-hands?${query}`, workJobs.importedHandsReply));
}

/** @returns whether every hand has the form that is wanted. */
function show(page: readonly workJobs.ImportedHand[], before: number, { to, json }: HandsFlags): boolean {
  if (json) printLines(page);
  else if (to === 'phh') printText(page.map(({ phh }, i) => `[${before + i + 1}]\n${phh}\n`).join(''));
  else if (to === 'text') return page.map((hand, i) => showText(hand, before + i + 1)).every(Boolean);
  else if (page.length > 0) printText(table(['id', 'game', 'seats', 'played', 'imported', 'from', 'hand'], page.map(rowOf)));
  return true;
}

function rowOf({ id, variant, seats, playedDay, importedMs, source, entry }: workJobs.ImportedHand) {
  return [
    id.slice(0, ID_SHOWN),
    harmless(variant, 10),
    seats,
    playedDay ?? '-',
    timeWords(importedMs),
    harmless(source, 40),
    entry,
  ];
}

/** Only hold'em and Omaha have a text form; of the others it is said which. */
function showText({ id, phh }: workJobs.ImportedHand, number: number): boolean {
  const record = readPhh(phh ?? '')[0]?.record;
  const text = record?.ok ? writeText(record.value, { number }) : record;
  if (text?.ok) printText(`${text.value}\n\n`);
  else process.stderr.write(`${id.slice(0, ID_SHOWN)} has no text: ${JSON.stringify(text?.error ?? 'it is gone')}\n`);
  return text?.ok === true;
}
