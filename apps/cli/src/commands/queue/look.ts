/** `queue stats` and `queue peek`: looking changes nothing. */
import { operatorRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { agoWords, lengthWords } from '../../terminal/time-words.ts';
import { jobsOf } from './pages.ts';
import { QUEUES, queuePath } from './queue-paths.ts';

export async function statsOf(control: Control, queue?: string): Promise<rest.QueueStats[]> {
  const path = queue === undefined ? QUEUES : queuePath(queue);
  return answered(await control.get(path, rest.queuesReply)).queues;
}

export function waitingIn({ waiting }: rest.QueueStats): number {
  return waiting.urgent + waiting.normal + waiting.bulk;
}

export async function stats(control: Control, { queue, json }: { queue?: string; json?: boolean }): Promise<number> {
  const queues = await statsOf(control, queue);
  if (json) return printLines(queues);
  const headers = ['queue', 'waiting', 'held', 'delayed', 'running', 'dead', 'holds', 'oldest waits', 'state'];
  const rows = queues.map((one) => [
    harmless(one.name),
    waitingIn(one),
    one.held,
    one.delayed,
    one.running,
    one.dead,
    one.maxJobs,
    one.oldestWaitingMs === null ? '-' : lengthWords(one.oldestWaitingMs),
    one.isPaused ? 'paused' : 'open',
  ]);
  process.stdout.write(table(headers, rows));
  return EXIT.GOOD;
}

export interface PeekFlags {
  readonly queue: string;
  readonly state: 'waiting' | 'held' | 'delayed';
  readonly n: number;
  readonly json?: boolean;
}

export async function peek(control: Control, { queue, state, n, json }: PeekFlags): Promise<number> {
  const jobs = await jobsOf(control, { queue, state, n, isBrief: !json });
  if (json) return printLines(jobs);
  if (jobs.length === 0) return printText(`No job of ${harmless(queue)} is ${state}.\n`);
  const rows = jobs.map((job) => [
    harmless(job.id, 60),
    job.priority,
    harmless(job.key ?? '-', 30),
    agoWords(job.addedAtMs),
    job.errors.length,
    harmless(job.payload, 60),
  ]);
  return printText(table(['id', 'priority', 'key', 'added', 'failed runs', 'payload'], rows));
}

/** A JSON object a line. JSON writes control characters as their codes, so a terminal may be shown it, too. */
export function printLines(objects: readonly object[]): number {
  for (const object of objects) process.stdout.write(`${JSON.stringify(object)}\n`);
  return EXIT.GOOD;
}

export function printText(text: string): number {
  process.stdout.write(text);
  return EXIT.GOOD;
}
