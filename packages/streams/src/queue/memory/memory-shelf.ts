/**
 * Where the jobs of a memory queue are kept over a restart. A running job is kept as it last lay, so it runs again: at least once.
 * Ids of jobs that have ended are not kept: after a restart the same id may be added again.
 */

import type { DeathReason, JobId, JobRecord } from '../job.ts';
import type { Page } from '../queue-store.ts';
import { enter, type Job, type MemoryQueue, putOff } from './memory-queue.ts';

export interface Shelved extends JobRecord {
  /** Held and running jobs are kept as waiting. */
  readonly state: 'waiting' | 'delayed' | 'dead';
  /** When it became or becomes due, or died. */
  readonly atMs: number;
  /** Order among the jobs of its queue. */
  readonly order: number;
  readonly reason: DeathReason | null;
}

/** Calls for one queue are answered in the order they were made. */
export interface JobShelf {
  /** All that was kept of a queue and not dropped since, by `order`. */
  load(queue: string): Promise<readonly Shelved[]>;
  /** Keeps each job in the place of what was kept under its id; what is answered for is on disk. */
  keep(queue: string, jobs: readonly Shelved[]): Promise<void>;
  drop(queue: string, ids: readonly JobId[]): Promise<void>;
  /** Whether the queue was paused and not resumed since. */
  isPaused(queue: string): Promise<boolean>;
  setPaused(queue: string, isPaused: boolean): Promise<void>;
}

export function shelvedOf(job: Job): Shelved {
  const { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors, atMs, order, reason } = job;
  const state = job.state === 'dead' || job.state === 'delayed' ? job.state : 'waiting';
  return { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors, state, atMs, order, reason };
}

/** Puts kept jobs back where they lay; one between two runs has its key before any other, as it had. */
export function unshelve(queue: MemoryQueue, kept: readonly Shelved[], nowMs: number): void {
  const isBetweenRuns = (job: Shelved) => job.state === 'delayed' && job.key !== null && job.errors.length > 0;
  for (const shelved of [...kept.filter(isBetweenRuns), ...kept.filter((job) => !isBetweenRuns(job))]) {
    const job: Job = { ...shelved, run: 0, isCancelled: false, progress: null, result: null };
    queue.jobs.set(job.id, job);
    if (isBetweenRuns(shelved)) queue.holders.set(job.key as string, job);
    if (shelved.state === 'dead') queue.dead.add(job);
    else if (shelved.state === 'delayed') putOff(queue, job, shelved.atMs);
    else enter(queue, job, nowMs);
  }
}

/** A page of a list; the position is the place in it. */
export function peekAt<T>(all: readonly T[], limit: number, from = '0'): Page<T> {
  const start = Number(from);
  const end = start + limit;
  return { items: all.slice(start, end), next: end < all.length ? String(end) : null };
}
