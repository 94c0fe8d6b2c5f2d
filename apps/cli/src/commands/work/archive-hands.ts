/** `aboveboard archive-hands`: days that are over, written into PHH files by a running room, table by table. */
import { join } from 'node:path';
import { workJobs } from '@aboveboard/protocol';
import { Command, InvalidArgumentError } from 'commander';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { printLines, printText } from '../queue/look.ts';
import type { EndedJob, Order } from './job-batch.ts';
import { watchedBatch } from './watched-batch.ts';

const QUEUE = 'archive-hands';

interface ArchiveFlags {
  readonly data?: string;
  readonly day?: string;
  readonly table?: string;
  readonly wait: boolean;
  readonly why?: string;
  readonly json?: boolean;
}

export function archiveHandsCommand(): Command {
  return new Command('archive-hands')
    .description('Have a running room write the hands of past days into packed PHH files, one a table and day.')
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('--day <day>', 'all of that day in UTC, also what is archived already: YYYY-MM-DD', dayOf)
    .option('--table <id>', 'of one table only')
    .option('--no-wait', 'hand the work over and do not wait for it')
    .option('-w, --why <sentence>', 'a reason, for the audit log')
    .option('--json', 'a JSON object a line, one for each table and day')
    .addHelpText(
      'after',
      `
The room does this by itself once an hour; without --day only what it has not done yet is written. Cards that were not shown are ????.

Exit code 0 if everything was written, or there was nothing to write; 1 if something could not be; 2 for a wrong call.`,
    )
    .action((flags: ArchiveFlags) => inRoom(flags, (control) => archiveHands(control, flags)));
}

function dayOf(text: string): string {
  if (workJobs.archiveDaysQuery.shape.day.safeParse(text).success) return text;
  throw new InvalidArgumentError('A day of the calendar, such as 2026-03-01.');
}

async function archiveHands(control: Control, flags: ArchiveFlags): Promise<number> {
  const { day, table: tableId } = flags;
  const query = [...(day ? [`day=${day}`] : []), ...(tableId ? [`table=${encodeURIComponent(tableId)}`] : [])];
  const found = answered(await control.get(`/control/archive-days?${query.join('&')}`, workJobs.archiveDaysReply));
  if (found.days.length === 0) return flags.json ? EXIT.GOOD : printText(nothingText(flags));
  const why = flags.why ?? 'archive-hands on the command line';
  const orders = found.days.map(orderOf);
  const ended = await watchedBatch(control, { queue: QUEUE, why, orders }, flags, ({ ended, faults, units }) =>
    [`${ended} of ${orders.length} archives`, `${units} hands`, `${faults} with faults`].join(', '),
  );
  if (ended === null) return flags.json ? printLines(found.days) : printText(`${orders.length} archives handed over.\n`);
  return flags.json ? printOutcomes(ended) : printSummary(ended, found.folder);
}

function orderOf({ tableId, day }: { tableId: string; day: string }): Order {
  const payload: workJobs.ArchivePayload = { kind: 'archive', tableId, day };
  return { name: `${day} ${tableId}`, payload, key: `${tableId}/${day}` };
}

function nothingText({ day, table: tableId }: ArchiveFlags): string {
  const where = tableId ? ` at table ${harmless(tableId)}` : '';
  return day ? `No hand ended${where} on ${day}.\n` : `Every day that is over is archived${where}.\n`;
}

function resultOf({ result }: EndedJob): workJobs.ArchiveResult | null {
  return result === null ? null : workJobs.archiveResult.parse(JSON.parse(result));
}

function printOutcomes(ended: readonly EndedJob[]): number {
  printLines(
    ended.map((one) => {
      const [day, tableId] = one.name.split(' ');
      return { day, tableId, ...resultOf(one), ...(one.fault !== null && { fault: one.fault }) };
    }),
  );
  return exitOf(ended);
}

function printSummary(ended: readonly EndedJob[], folder: string): number {
  const rows = ended.flatMap((one) => {
    const result = resultOf(one);
    return result ? [[join(folder, result.file), result.hands, result.bytes]] : [];
  });
  if (rows.length > 0) printText(table(['file', 'hands', 'bytes'], rows));
  for (const { name, fault } of ended) if (fault !== null) printText(`${harmless(`${name}: ${fault}`, 1_000)}\n`);
  return exitOf(ended);
}

function exitOf(ended: readonly EndedJob[]): number {
  return ended.every(({ fault }) => fault === null) ? EXIT.GOOD : EXIT.NEGATIVE;
}
