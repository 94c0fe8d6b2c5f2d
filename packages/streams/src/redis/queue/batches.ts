/** Adding and settling, gathered: what a process adds to a queue, or settles of it, in one turn of its event loop is one call. */
import { assertNewJob } from '../../queue/bounds.ts';
import type { AddRefusal, JobLease, NewJob } from '../../queue/job.ts';
import { PRIORITIES } from '../../queue/priority.ts';
import type { QueueSpec } from '../../queue/queue-store.ts';
import { utf8Length } from '../../stream/utf8-length.ts';
import type { Asker } from './asker.ts';
import { gather } from './gather.ts';
import { ADD } from './scripts/adding.ts';
import { SETTLE } from './scripts/settling.ts';

/** About as many bytes in one call, so that no script holds Redis up for long. */
const BATCH_BYTES = 1_000_000;
/** What a job or a settlement is besides its text, as bytes of a batch: about 1 000 of them are one. */
const EACH = 1_000;

type AddAnswer = 'ADDED' | AddRefusal;
/** What is to be booked of a run: the arguments of SETTLE. */
export type Settlement = readonly [lease: JobLease, what: string, a: string, b: string | number];

export interface Batches {
  add(jobs: readonly NewJob[]): Promise<readonly AddAnswer[]>;
  settle(settlement: Settlement): Promise<string>;
}

/** The batches of each queue. */
export function createBatches(asker: Asker): (queue: QueueSpec) => Batches {
  const known = new WeakMap<QueueSpec, Batches>();
  return (queue) => {
    const batches = known.get(queue) ?? batchesOf(asker, queue);
    known.set(queue, batches);
    return batches;
  };
}

function batchesOf(asker: Asker, queue: QueueSpec): Batches {
  const sendJobs = async (batch: readonly (readonly NewJob[])[]): Promise<readonly (readonly AddAnswer[])[]> => {
    const args = batch.flatMap((jobs) => jobs.flatMap(argumentsOfJob));
    const answers = await asker.run<AddAnswer[]>(queue, ADD, queue.maxJobs, queue.dedupeMs, ...args);
    const rest = answers.values();
    return batch.map((jobs) => jobs.map(() => rest.next().value as AddAnswer));
  };
  const sendSettlements = (batch: readonly Settlement[]): Promise<readonly string[]> => {
    const args = batch.flatMap(([{ id, run }, what, a, b]) => [id, run, what, a, b]);
    return asker.run<string[]>(queue, SETTLE, queue.keepResultMs, queue.maxAttempts, ...args);
  };
  return {
    add: gather(sendJobs, (jobs) => jobs.reduce((sum, job) => sum + EACH + job.payload.length, 0), BATCH_BYTES),
    settle: gather(sendSettlements, ([, , a]) => EACH + a.length, BATCH_BYTES),
  };
}

function argumentsOfJob(job: NewJob): (string | number)[] {
  const priority = PRIORITIES.indexOf(job.priority ?? 'normal');
  return [job.id, job.payload, priority, job.key ?? '', job.trace ?? '', job.delayMs ?? 0];
}

/** Those of a queue's new jobs that fit it. */
export function fitting(queue: QueueSpec, jobs: readonly NewJob[]): readonly NewJob[] {
  jobs.forEach(assertNewJob);
  return jobs.filter((job) => utf8Length(job.payload) <= queue.maxPayloadBytes);
}
