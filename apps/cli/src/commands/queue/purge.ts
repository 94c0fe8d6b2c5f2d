/**
 * `queue purge`: everything of one state goes, and stands in a file before it does.
 *
 * The room hands out a page; it is written and on disk; only then the room is asked to remove just those jobs. So a command that dies,
 * a disk that is full and a connection that is lost leave every job in the queue or in the file, or in both.
 * @see rules/DESK.md DESK-4
 */
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { operatorRest as rest } from '@aboveboard/protocol';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { statusLine } from '../../terminal/status-line.ts';
import type { ChangeFlags } from './dead.ts';
import { printLines, printText, statsOf, waitingIn } from './look.ts';
import { jobsOf } from './pages.ts';
import { queuePath } from './queue-paths.ts';

export interface PurgeFlags extends ChangeFlags {
  readonly state: rest.PurgeState;
  readonly dryRun?: boolean;
  readonly out?: string;
}

const PAGE = 100;

export async function purge(control: Control, flags: PurgeFlags): Promise<number> {
  const { queue, state, json } = flags;
  const there = await countOf(control, queue, state);
  const what = `${there} ${state} jobs of ${harmless(queue)}`;
  if (there === 0 || flags.dryRun) {
    if (json) return printLines([{ queue, state, wouldRemove: there, removed: 0 }]);
    return printText(there === 0 ? `No job of ${harmless(queue)} is ${state}.\n` : `${what} would go; none was removed.\n`);
  }
  await confirmed(flags.yes, `${what} would be removed.`, queue);
  const why = await reasonFor(flags.why);
  const path = flags.out ?? `${queue}-${state}-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.jsonl`;
  await using file = await newFile(path);
  const { written, removed } = await movePages(control, { queue, state, why, most: there }, file);
  const now = await countOf(control, queue, state);
  if (json) return printLines([{ queue, state, removed, written, file: path, left: now }]);
  const taken = written - removed;
  printText(`${removed} removed, and kept in ${path}.\n`);
  if (taken > 0) printText(`${taken} of those in the file had been taken by a worker in between, and were not removed.\n`);
  if (now > 0) printText(`${now} have come since.\n`);
  return EXIT.GOOD;
}

interface Wanted {
  readonly queue: string;
  readonly state: rest.PurgeState;
  readonly why: string;
  /** As many as there were at the start: whoever adds jobs all the while does not keep this from ending. */
  readonly most: number;
}

async function movePages(control: Control, { queue, state, why, most }: Wanted, file: FileHandle) {
  const line = statusLine(process.stderr);
  const written = new Set<string>();
  let removed = 0;
  let isStuck = false;
  while (removed < most && !isStuck) {
    const n = Math.min(PAGE, most - removed);
    const jobs = await jobsOf(control, { queue, state, n, isBrief: false });
    if (jobs.length === 0) break;
    await keep(
      file,
      jobs.filter((job) => !written.has(job.id)),
    );
    const ids = jobs.map(({ id }) => id);
    const isRepeat = ids.every((id) => written.has(id));
    for (const id of ids) written.add(id);
    const wish = { why, state, ids, isPurge: true };
    const reply = answered(await control.post(queuePath(queue, '/discard'), wish, rest.discardReply));
    isStuck = isRepeat && reply.removed.length === 0;
    removed += reply.removed.length;
    line.show(`${removed} of ${most} removed`);
  }
  line.clear();
  return { written: written.size, removed };
}

/** On disk when it comes back. @throws Complaint when it cannot be: nothing of it is removed then. */
async function keep(file: FileHandle, jobs: readonly object[]): Promise<void> {
  try {
    await file.appendFile(jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
    await file.sync();
  } catch (error) {
    throw new Complaint(`What would go cannot be written down, so no more was removed: ${(error as Error).message}`);
  }
}

/** Readable by its owner alone, as the data folder is; its name is on disk, too. */
async function newFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'wx', 0o600);
    await using folder = await open(dirname(path), 'r');
    await folder.sync();
    return file;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST'
        ? 'is there already, and is not overwritten: name another one with --out'
        : `cannot be made: ${message}`;
    throw new Complaint(`${path} ${why}. Nothing was removed.`);
  }
}

async function countOf(control: Control, queue: string, state: rest.PurgeState): Promise<number> {
  const [stats] = await statsOf(control, queue);
  if (!stats) return 0;
  return state === 'waiting' ? waitingIn(stats) : stats[state];
}
