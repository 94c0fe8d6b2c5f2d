/**
 * Operating the queues: what can be asked and changed, and by whom.
 *
 * Looking is free. A change is made for somebody, with a reason, and both are in the audit log before it is made: see rules/DESK.md.
 */
import type { Result } from '@aboveboard/kit';
import type {
  AddRefusal,
  DeadLetter,
  JobId,
  JobRecord,
  JobView,
  NewJob,
  Page,
  QueueCounts,
  QueuedState,
  RestingState,
} from '@aboveboard/streams';

/** An operator by token, or whoever may use the room's control socket, by the name the shell gives. */
export interface Who {
  readonly kind: 'operator' | 'shell';
  /** The operator's name, or the shell user's. */
  readonly name: string;
  /** Of an operator, whose name may not be the only one. */
  readonly principalId?: string;
}

/** For whom something is changed, and why: a sentence for whoever reads the audit log. */
export interface Change {
  readonly who: Who;
  readonly why: string;
}

export interface QueueStats {
  readonly name: string;
  readonly counts: QueueCounts;
  readonly limits: { readonly maxJobs: number; readonly maxAttempts: number; readonly leaseMs: number };
}

export interface DeskRefusal {
  readonly code: 'NO_SUCH_QUEUE' | 'NO_REASON' | 'NO_SUCH_JOB' | 'NO_SUCH_CONSUMER' | 'NO_SUCH_EVENT' | 'NO_SUCH_SIGNAL';
  /** What to do, in English. */
  readonly message: string;
}

export interface Requeued {
  readonly id: JobId;
  /** `UNREADABLE`: an entry that never was a job can only be discarded. */
  readonly outcome: 'REQUEUED' | 'NOT_FOUND' | 'UNREADABLE';
}

/** Jobs that lie in one state. */
export interface Lying {
  readonly state: RestingState;
  readonly ids: readonly JobId[];
}

/** What a removal is part of, for the audit log. */
export type Removal = 'discard' | 'purge';

export type DeskResult<T> = Promise<Result<T, DeskRefusal>>;

/** Every call fails as its queue store does when that cannot be reached; a change that failed so is in the audit log as failed. */
export interface QueueDesk {
  /** Of all queues of the room, or of one. */
  stats(queue?: string): DeskResult<readonly QueueStats[]>;
  /** What runs is only counted. */
  peek(queue: string, state: QueuedState, limit: number, from?: string): DeskResult<Page<JobRecord>>;
  deadLetters(queue: string, limit: number, from?: string): DeskResult<Page<DeadLetter>>;
  deadLetter(queue: string, id: JobId): DeskResult<DeadLetter>;
  /** What became of each job, null for one that is not known, or not any more. */
  look(queue: string, ids: readonly JobId[]): DeskResult<readonly (JobView | null)[]>;

  addJobs(change: Change, queue: string, jobs: readonly NewJob[]): DeskResult<readonly Result<JobId, AddRefusal>[]>;
  pause(change: Change, queue: string): DeskResult<void>;
  resume(change: Change, queue: string): DeskResult<void>;
  /** Makes dead jobs ready, each with all its runs before it again. */
  requeue(change: Change, queue: string, ids: readonly JobId[]): DeskResult<readonly Requeued[]>;
  /** Removes those that still lie there. @returns those that were removed. */
  discard(change: Change, queue: string, jobs: Lying, as: Removal): DeskResult<readonly JobId[]>;
}
