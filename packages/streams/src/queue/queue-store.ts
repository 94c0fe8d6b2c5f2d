/**
 * Work queues: what a store must do in one step so that a job is never lost and a key never runs twice at once.
 *
 * A job runs at least once: whoever holds its lease when it ends settles it, and a worker that dies or loses its lease while running
 * leaves the job to the next. So what a job does must bear being done again. Times are the store's own: the machine's for memory,
 * Redis's for Redis, so that no worker's clock matters.
 * @see rules/QUEUE.md, contracts/streams.md
 */
import type { Result } from '@aboveboard/kit';
import type {
  AddRefusal,
  ClaimedJob,
  DeadLetter,
  DeathReason,
  JobId,
  JobLease,
  JobProgress,
  JobRecord,
  JobView,
  NewJob,
  QueuedState,
  RestingState,
} from './job.ts';
import type { Priority } from './priority.ts';

/** A queue's name and its bounds; every user of a queue states the same ones. */
export interface QueueSpec {
  readonly name: string;
  /** A run whose lease was not renewed for this long is taken over by another worker. */
  readonly leaseMs: number;
  /** Runs that may fail, counting those whose lease ran out, before the job is dead. */
  readonly maxAttempts: number;
  /** Of all jobs, the dead ones too: dead letters are never dropped for room, so a queue full of them refuses new work. */
  readonly maxJobs: number;
  /** Of one job, as UTF-8; and of its result, which a worker counts as a failure when it is larger. */
  readonly maxPayloadBytes: number;
  /** How long an id is refused again, counted from its adding; a job that is still there is refused however old it is. */
  readonly dedupeMs: number;
  /** How long the end of a job, with its result, can be asked for; 0 keeps none. */
  readonly keepResultMs: number;
}

export interface Claim {
  readonly jobs: readonly ClaimedJob[];
  /** In how many ms the next delayed job is due; null when none is. */
  readonly nextDueInMs: number | null;
}

export interface TakenOver {
  readonly jobs: readonly ClaimedJob[];
  /** Jobs whose last allowed run lapsed: dead letters now. */
  readonly buried: number;
}

/** `CANCELLED`: the run still holds its lease and should end. `LOST`: another may be running it already. */
export type LeaseState = 'HELD' | 'CANCELLED' | 'LOST';

export interface QueueCounts {
  readonly waiting: Readonly<Record<Priority, number>>;
  readonly held: number;
  readonly delayed: number;
  readonly running: number;
  readonly dead: number;
  /** How long the job next in turn, of any priority, has been waiting; null when none waits. */
  readonly oldestWaitingMs: number | null;
  readonly isPaused: boolean;
}

/** A page of what lies in a queue. A look, not a snapshot: jobs move on while it is taken. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Pass back to go on; null at the end. */
  readonly next: string | null;
}

export interface QueueStore {
  /** Adds each job or says why not; an answer per job, in order. A job counts as added when the store has it for good. */
  add(queue: QueueSpec, jobs: readonly NewJob[]): Promise<readonly Result<JobId, AddRefusal>[]>;

  /** Makes due jobs ready, then leases up to `limit` of those ready to `worker`, by the weights of their priorities. */
  claim(queue: QueueSpec, worker: string, limit: number): Promise<Claim>;

  /** Leases to `worker` up to `limit` runs whose lease ran out; each counts as failed, and the last one allowed kills the job. */
  takeOver(queue: QueueSpec, worker: string, limit: number): Promise<TakenOver>;

  /** Makes each lease last `leaseMs` from now; an answer per lease, in order. */
  renew(queue: QueueSpec, leases: readonly JobLease[]): Promise<readonly LeaseState[]>;

  /** Ends a job well. */
  complete(queue: QueueSpec, lease: JobLease, result: string | null): Promise<Result<void, 'LEASE_LOST'>>;

  /** Books a failed run. Where another is allowed it becomes due in `delayMs`, its key staying taken; else the job is dead. */
  fail(
    queue: QueueSpec,
    lease: JobLease,
    message: string,
    delayMs: number,
  ): Promise<Result<'RETRIED' | 'BURIED' | 'CANCELLED', 'LEASE_LOST'>>;

  /** Makes a job a dead letter at once. */
  bury(queue: QueueSpec, lease: JobLease, reason: DeathReason, message: string): Promise<Result<void, 'LEASE_LOST'>>;

  /** Ends a run as if it had not begun; the job is ready again, behind others of its priority. */
  giveBack(queue: QueueSpec, lease: JobLease): Promise<Result<void, 'LEASE_LOST'>>;

  progress(queue: QueueSpec, lease: JobLease, progress: JobProgress): Promise<Result<void, 'LEASE_LOST'>>;

  /** Removes a job that is not running; asks a running one to end, which its worker hears at its next renewal. */
  cancel(queue: QueueSpec, id: JobId): Promise<Result<'REMOVED' | 'ASKED', 'NOT_FOUND'>>;

  /** What became of a job; null when there is no such job, or no longer. */
  look(queue: QueueSpec, id: JobId): Promise<JobView | null>;
  counts(queue: QueueSpec): Promise<QueueCounts>;
  peek(queue: QueueSpec, state: QueuedState, limit: number, from?: string): Promise<Page<JobRecord>>;

  /** While paused nothing is claimed or taken over; runs under way end as they would. */
  pause(queue: QueueSpec): Promise<void>;
  resume(queue: QueueSpec): Promise<void>;

  /** Dead letters, oldest first. */
  deadLetters(queue: QueueSpec, limit: number, from?: string): Promise<Page<DeadLetter>>;
  deadLetter(queue: QueueSpec, id: JobId): Promise<DeadLetter | null>;
  /** Makes a dead job ready, with all its runs before it again. */
  requeue(queue: QueueSpec, id: JobId): Promise<Result<void, 'NOT_FOUND' | 'UNREADABLE'>>;
  /** Removes those jobs that are still as `state` says. @returns those that were removed. */
  discard(queue: QueueSpec, state: RestingState, ids: readonly JobId[]): Promise<readonly JobId[]>;

  /**
   * Calls `listener` when a job is ready, or put off, after somebody came away with less than it asked for. A hint: it may be lost.
   */
  onReady(queue: QueueSpec, listener: () => void): { unsubscribe(): void };
}
