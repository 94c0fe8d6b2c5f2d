/** What lies in a memory queue, for whoever looks. */
import type { DeadLetter, DeathReason, JobRecord, QueuedState } from '../job.ts';
import type { QueueCounts } from '../queue-store.ts';
import { firstOf, type Job, type MemoryQueue } from './memory-queue.ts';

export function countsOf(queue: MemoryQueue, nowMs: number): QueueCounts {
  const sizes = queue.ready.map((jobs) => jobs.size);
  const firsts = queue.ready.flatMap((jobs) => [...firstOf(jobs, 1)]);
  return {
    waiting: { urgent: sizes[0] as number, normal: sizes[1] as number, bulk: sizes[2] as number },
    held: [...queue.held.values()].reduce((sum, line) => sum + line.size, 0),
    delayed: queue.delayed.length,
    running: queue.running.size,
    dead: queue.dead.size,
    oldestWaitingMs: firsts.length === 0 ? null : nowMs - Math.min(...firsts.map((job) => job.atMs)),
    isPaused: queue.isPaused,
  };
}

export function recordOf(job: Job): JobRecord {
  const { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors } = job;
  return { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors };
}

export function letterOf(job: Job): DeadLetter {
  return { ...recordOf(job), reason: job.reason as DeathReason, diedAtMs: job.atMs };
}

/** Jobs that lie there, in the order they will come. */
export function jobsLying(queue: MemoryQueue, state: QueuedState): readonly Job[] {
  if (state === 'delayed') return queue.delayed;
  if (state === 'waiting') return queue.ready.flatMap((jobs) => [...jobs]);
  return [...queue.held.values()].flatMap((line) => [...line]).sort((a, b) => a.order - b.order);
}
