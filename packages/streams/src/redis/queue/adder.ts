/** Adding, gathered: what a process adds to a queue in one turn of its event loop is one call. */
import { assertNewJob } from '../../queue/bounds.ts';
import type { AddRefusal, NewJob } from '../../queue/job.ts';
import { PRIORITIES } from '../../queue/priority.ts';
import type { QueueSpec } from '../../queue/queue-store.ts';
import { utf8Length } from '../../stream/utf8-length.ts';
import type { Asker } from './asker.ts';
import { gather } from './gather.ts';
import { ADD } from './scripts/adding.ts';

/** About as many bytes in one call, so that no script holds Redis up for long; more go in several, one after the other. */
const CALL_BYTES = 1_000_000;
/** What a job is besides its payload, as bytes of a call: about 1 000 of them are one. */
const EACH = 1_000;

export type AddAnswer = 'ADDED' | AddRefusal;

/** Adds jobs to one queue; an answer for each, in order. */
export type Add = (jobs: readonly NewJob[]) => Promise<readonly AddAnswer[]>;

export function createAdder(asker: Asker, queue: QueueSpec): Add {
  const send = async (batch: readonly (readonly NewJob[])[]): Promise<readonly (readonly AddAnswer[])[]> => {
    const args = batch.flatMap((jobs) => jobs.flatMap(argumentsOf));
    const answers = await asker.run<AddAnswer[]>(queue, ADD, queue.maxJobs, queue.dedupeMs, ...args);
    const rest = answers.values();
    return batch.map((jobs) => jobs.map(() => rest.next().value as AddAnswer));
  };
  const ask = gather(send, (jobs) => jobs.reduce((sum, job) => sum + bytesOf(job), 0), CALL_BYTES);
  return async (jobs) => {
    jobs.forEach(assertNewJob);
    const fits = jobs.filter((job) => utf8Length(job.payload) <= queue.maxPayloadBytes);
    const answers = (await Promise.all(callsOf(fits).map(ask))).flat().values();
    const fitting = new Set(fits);
    return jobs.map((job) => (fitting.has(job) ? (answers.next().value as AddAnswer) : 'TOO_LARGE'));
  };
}

function bytesOf(job: NewJob): number {
  return EACH + job.payload.length;
}

/** The jobs in portions, each for one call. */
function callsOf(jobs: readonly NewJob[]): NewJob[][] {
  const calls: NewJob[][] = [];
  let left = 0;
  for (const job of jobs) {
    left -= bytesOf(job);
    if (left < 0) {
      calls.push([]);
      left = CALL_BYTES - bytesOf(job);
    }
    calls.at(-1)?.push(job);
  }
  return calls;
}

function argumentsOf(job: NewJob): (string | number)[] {
  const priority = PRIORITIES.indexOf(job.priority ?? 'normal');
  return [job.id, job.payload, priority, job.key ?? '', job.trace ?? '', job.delayMs ?? 0];
}
