/**
 * The worker: the room's own jobs, run beside its tables.
 *
 * @see design/work.md
 */
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';
import type { Db } from '@aboveboard/storage';
import type { Limiter, QueueStore } from '@aboveboard/streams';
import type { HandFiles } from './hand-files.ts';
import type { HouseQueues } from './queues.ts';
import type { JobTraces } from './traces/job-traces.ts';

export interface WorkerPorts {
  readonly db: Db;
  readonly store: QueueStore;
  readonly files: HandFiles;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly ids: Ids;
  readonly limiter: Limiter;
  readonly traces: JobTraces;
  /** Lower-case hex. */
  readonly sha256Hex: (text: string) => string;
  /** Hears of what went wrong beside the jobs; the worker goes on. */
  readonly trouble: (error: unknown, what: string) => void;
}

export interface WorkerConfig {
  readonly queues: HouseQueues;
  /** Jobs of each queue at a time. */
  readonly concurrency: number;
  readonly importsPerMinute: number;
}

export interface WorkerHealth {
  readonly workers: readonly { readonly queue: string; readonly answeredAtMs: number; readonly running: number }[];
  /** Null while the scheduler of repeating jobs does its work. */
  readonly schedulerFailingSinceMs: number | null;
}

export interface WorkerRole {
  start(): Promise<void>;
  /** Claims no more; jobs under way finish within `graceMs`, the others go back to their queue. */
  stop(graceMs: number): Promise<void>;
  health(): WorkerHealth;
}
