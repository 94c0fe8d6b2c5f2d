/** Jobs: as they are added, as they run, and as they end. */
import type { Brand } from '@aboveboard/kit';
import type { Priority } from './priority.ts';

/** Chosen by whoever adds the job: the same id is the same job. */
export type JobId = Brand<string, 'JobId'>;

export interface NewJob {
  readonly id: JobId;
  readonly payload: string;
  /** `normal` where none is given. */
  readonly priority?: Priority;
  /** Jobs of one key run in the order they became due, never two at a time. */
  readonly key?: string;
  readonly delayMs?: number;
  /** W3C trace context of whoever adds it. */
  readonly trace?: string;
}

export type AddRefusal = 'DUPLICATE' | 'FULL' | 'TOO_LARGE';

/** One failed run. */
export interface JobError {
  readonly atMs: number;
  /** 1 for the first run that failed. */
  readonly attempt: number;
  readonly message: string;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number;
}

/** A job as it was added, and what befell it since. Times in ms since 1970, null for what has not happened. */
export interface JobRecord {
  readonly id: JobId;
  readonly payload: string;
  readonly priority: Priority;
  readonly key: string | null;
  readonly trace: string | null;
  readonly addedAtMs: number;
  /** When it was first given to a worker. */
  readonly startedAtMs: number | null;
  readonly errors: readonly JobError[];
}

/** The right to settle one run of one job. A queue numbers its runs, so a later run makes every earlier lease worthless. */
export interface JobLease {
  readonly id: JobId;
  readonly run: number;
}

export interface ClaimedJob extends JobRecord {
  readonly run: number;
  /** How long it had been ready when this run began, in ms by the store's clock; 0 for a run taken over, which was not ready but running. */
  readonly waitedMs: number;
}

/**
 * - `exhausted`: as many runs failed, or lost their lease, as the queue allows.
 * - `refused`: its handler said that no retry will help.
 * - `malformed`: its payload could not be read by its handler.
 * - `unreadable`: an entry of the store that is no job at all; it cannot be queued again, only looked at and discarded.
 */
export type DeathReason = 'exhausted' | 'refused' | 'malformed' | 'unreadable';

export interface DeadLetter extends JobRecord {
  readonly reason: DeathReason;
  readonly diedAtMs: number;
}

/** `held`: due, and waiting for another job of its key to end. */
export type JobState = QueuedState | 'running' | 'dead' | 'done' | 'cancelled';
/** Of a job that is to run. */
export type QueuedState = 'waiting' | 'held' | 'delayed';
/** Of a job that nobody works on, and that is not over. */
export type RestingState = QueuedState | 'dead';

export interface JobView {
  readonly state: JobState;
  readonly progress: JobProgress | null;
  /** What its handler left when it was done. */
  readonly result: string | null;
}
