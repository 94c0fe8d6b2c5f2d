/** Jobs coming into a memory queue. */
import { err, ok, type Result } from '@aboveboard/kit';
import { utf8Length } from '../../stream/utf8-length.ts';
import { assertNewJob } from '../bounds.ts';
import type { AddRefusal, JobId, NewJob } from '../job.ts';
import type { QueueSpec } from '../queue-store.ts';
import { enter, forget, type MemoryQueue, newJob, putOff } from './memory-queue.ts';

export function addOne(queue: MemoryQueue, spec: QueueSpec, added: NewJob, nowMs: number): Result<JobId, AddRefusal> {
  assertNewJob(added);
  sweep(queue, nowMs);
  if (queue.jobs.has(added.id) || queue.seen.has(added.id)) return err('DUPLICATE');
  if (utf8Length(added.payload) > spec.maxPayloadBytes) return err('TOO_LARGE');
  if (queue.jobs.size - queue.ended.size >= spec.maxJobs) return err('FULL');
  const job = newJob(added, nowMs);
  queue.jobs.set(job.id, job);
  if (spec.dedupeMs > 0) queue.seen.set(job.id, nowMs + spec.dedupeMs);
  if ((added.delayMs ?? 0) > 0) putOff(queue, job, nowMs + (added.delayMs as number));
  else enter(queue, job, nowMs);
  return ok(job.id);
}

/** Forgets ids and ends whose time is over. Both lie in the order of their end, as every entry of a queue is kept equally long. */
export function sweep(queue: MemoryQueue, nowMs: number): void {
  for (const [id, untilMs] of queue.seen) {
    if (untilMs > nowMs) break;
    queue.seen.delete(id);
  }
  for (const job of queue.ended) {
    if (job.atMs > nowMs) break;
    forget(queue, job, nowMs);
  }
}
