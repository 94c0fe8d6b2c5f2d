/** `aboveboard import-hands`: files of hands, checked through the engine and stored by a running room. */
import { realpathSync } from 'node:fs';
import { workJobs } from '@aboveboard/protocol';
import { Command } from 'commander';
import { Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { findHandFiles } from '../../replay/find-hand-files.ts';
import { harmless } from '../../terminal/harmless.ts';
import { printLines, printText } from '../queue/look.ts';
import type { EndedJob, Order } from './job-batch.ts';
import { watchedBatch } from './watched-batch.ts';

const QUEUE = 'import-hands';

interface ImportFlags {
  readonly data?: string;
  readonly wait: boolean;
  readonly why?: string;
  readonly json?: boolean;
}

export function importHandsCommand(): Command {
  return new Command('import-hands')
    .description('Have a running room check files of hands (.phh, .phhs, .txt) through the engine and store those that hold.')
    .argument('<path...>', 'files or folders on the machine of the room')
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('--no-wait', 'hand the files over and do not wait for them')
    .option('-w, --why <sentence>', 'a reason, for the audit log')
    .option('--json', 'one JSON object at the end')
    .addHelpText(
      'after',
      `
A hand that is stored already is not stored twice, so files may be imported again. Ctrl+C leaves the room working.

Exit code 0 only if every hand of every file is stored; 1 if some were refused, each named with its reason; 2 for a wrong call.`,
    )
    .action((paths: string[], flags: ImportFlags) => inRoom(flags, (control) => importHands(control, paths, flags)));
}

async function importHands(control: Control, paths: readonly string[], flags: ImportFlags): Promise<number> {
  const files = findHandFiles(paths);
  if (!files.ok) throw new Complaint(files.error);
  const orders = files.value.filter(({ path }) => !path.endsWith('.gz')).map(({ path }) => orderOf(path));
  if (orders.length === 0) throw new Complaint(`${paths.join(', ')}: only packed files there; unpack them first.`);
  const why = flags.why ?? 'import-hands on the command line';
  const ended = await watchedBatch(control, { queue: QUEUE, why, orders }, flags, ({ ended, faults, units }) =>
    [`${ended} of ${orders.length} files`, `${units} hands`, `${faults} with faults`].join(', '),
  );
  const outcome = { files: orders.length, ...(ended && summed(ended)) };
  if (flags.json) printLines([outcome]);
  else if (ended) printText(summary(ended, orders.length));
  else printText(`${orders.length} files handed over. See them with: npx aboveboard queue stats --queue ${QUEUE}\n`);
  return ended?.some(({ fault }) => fault !== null) ? EXIT.NEGATIVE : EXIT.GOOD;
}

function orderOf(path: string): Order {
  const payload: workJobs.ImportPayload = { path: realpathSync(path) };
  return { name: path, payload };
}

function summed(ended: readonly EndedJob[]) {
  const results = ended.flatMap(({ result }) => (result === null ? [] : [workJobs.importResult.parse(JSON.parse(result))]));
  const sum = (of: (result: workJobs.ImportResult) => number): number => results.reduce((total, one) => total + of(one), 0);
  return {
    /** In files without a fault. */
    hands: sum(({ hands }) => hands),
    stored: sum(({ stored }) => stored),
    known: sum(({ known }) => known),
    refused: ended.flatMap(({ name, fault }) => (fault === null ? [] : [{ file: name, fault }])),
  };
}

function summary(ended: readonly EndedJob[], files: number): string {
  const { hands, stored, known, refused } = summed(ended);
  const faults = refused.map(({ file, fault }) => `${harmless(fault.startsWith(file) ? fault : `${file}: ${fault}`, 2_000)}\n`);
  const good = files - refused.length;
  const tail = refused.length === 0 ? '' : `; ${refused.length} with faults, whose good hands are stored as well`;
  return `${faults.join('')}${good} of ${files} files whole, ${hands} hands in them: ${stored} stored, ${known} known before${tail}\n`;
}
