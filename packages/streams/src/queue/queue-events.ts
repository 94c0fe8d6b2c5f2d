/**
 * What happens in queues, for whoever counts it. What nobody was answered, such as a settlement lost with its connection, is not told;
 * nor are entries that were found to be no job, which `counts` has among the dead.
 */
import type { AddRefusal, ClaimedJob, DeathReason } from './job.ts';

/** Each is told once the store has answered, with the queue's name. Runs that failed are those retried and those dead-lettered. */
export interface QueueEvents {
  produced(queue: string, jobs: number): void;
  refused(queue: string, reason: AddRefusal): void;
  /** Given to a worker from the queue; `waitedMs` says how long each had been ready. */
  claimed(queue: string, jobs: readonly ClaimedJob[]): void;
  /** Given to a worker because the lease of another ran out. */
  reclaimed(queue: string, jobs: number): void;
  /** `ranMs`: since the run was given out by this process. */
  completed(queue: string, ranMs: number): void;
  retried(queue: string, ranMs: number): void;
  cancelled(queue: string): void;
  givenBack(queue: string): void;
  deadLettered(queue: string, reason: DeathReason, jobs: number): void;
}
