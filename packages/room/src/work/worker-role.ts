/**
 * The worker: the room's own jobs, run beside its tables. One worker a queue, a scheduler for what repeats, and the relay and the consumers
 * of events.
 *
 * A job runs at least once, so what is done here bears being done again: an archive is written in the place of the last one, a hand is
 * stored under what it says.
 *
 * @see design/work.md, rules/WORK.md
 */
import { assert, type Clock, type Ids, ok, type Random, type Result, type Scheduler } from '@aboveboard/kit';
import { workJobs } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import {
  type JobId,
  type Limiter,
  planRepeat,
  type QueueSpec,
  type QueueStore,
  queueWorker,
  type Refused,
  type Repeater,
  type RunningJob,
  type Streams,
  startRepeater,
  type TokenBucket,
  type Worker,
  waitFor,
} from '@aboveboard/streams';
import type { Consumer } from '../events/consumer.ts';
import type { EventBell } from '../events/event-bell.ts';
import { startEvents } from '../events/run-events.ts';
import type { FailPoints } from '../ports.ts';
import { startWeighing } from '../signals/weigh-pairs.ts';
import { startRatings } from '../standings/rate-days.ts';
import { archiveHands } from './archive/archive-hands.ts';
import { planArchives } from './archive/plan-archives.ts';
import type { HandFiles } from './hand-files.ts';
import { importHands } from './import/import-hands.ts';
import { readPayload } from './payloads.ts';
import type { HouseQueues } from './queues.ts';
import type { JobTraces } from './traces/job-traces.ts';

export interface WorkerPorts {
  readonly db: Db;
  /** Where events are told. */
  readonly streams: Streams;
  readonly consumers: readonly Consumer[];
  readonly bell: Pick<EventBell, 'onRing'>;
  readonly failPoints: FailPoints;
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
  readonly importsPerMinute: number;
  /** How long jobs have to finish when the worker stops, and to heed that they are told to end. */
  readonly graceMs: number;
}

export interface WorkerHealth {
  readonly workers: readonly { readonly queue: string; readonly answeredAtMs: number; readonly running: number }[];
  /** Null while the scheduler of repeating jobs does its work. */
  readonly schedulerFailingSinceMs: number | null;
}

export interface WorkerRole {
  /** Claims jobs and takes events from now on, and looks at once what is to be archived. */
  start(): void;
  /** Claims no more; jobs under way finish within the grace, the others go back to their queue. No event is under way afterwards. */
  stop(): Promise<void>;
  health(): WorkerHealth;
}

/** Both kinds of work use one thread with the tables, which come first: one archive, and a file more than one so that reading overlaps. */
const ARCHIVES_AT_A_TIME = 1;
const IMPORTS_AT_A_TIME = 2;
/** A run that takes longer is taken for stuck. */
const LONGEST_RUN_MS = 15 * 60_000;
/** Seven minutes past each hour, for what ended before midnight and was still being written. */
const PLAN_CRON = '7 * * * *';
const PLAN: workJobs.ArchivePayload = { kind: 'plan' };
const PLAN_JOB = { payload: JSON.stringify(PLAN), key: 'plan' };

export function createWorkerRole(ports: WorkerPorts, config: WorkerConfig): WorkerRole {
  const { archiveHands: archives, importHands: imports } = config.queues;
  const workers: { readonly queue: QueueSpec; readonly worker: Worker }[] = [];
  let repeater: Repeater | null = null;
  let events: { stop(): Promise<void> } | null = null;
  let ratings: { stop(): Promise<void> } | null = null;
  let signals: { stop(): Promise<void> } | null = null;
  const work = (queue: QueueSpec, concurrency: number, run: (job: RunningJob) => Promise<Result<string, Refused>>): void => {
    const handle = async ([job]: readonly RunningJob[]) => {
      assert(job, 'a batch without a job');
      return [await ports.traces.within(queue.name, job, () => run(job))];
    };
    const options = {
      ...ports,
      queue,
      concurrency,
      handle,
      name: `${queue.name}-${ports.ids.uuid()}`,
      graceMs: config.graceMs,
    };
    const onTrouble = (error: unknown): void => ports.trouble(error, `the worker of ${queue.name}`);
    workers.push({ queue, worker: queueWorker({ ...options, timeoutMs: LONGEST_RUN_MS, onTrouble }) });
  };
  return {
    start() {
      assert(workers.length === 0, 'a worker is started once');
      work(archives, ARCHIVES_AT_A_TIME, (job) => runArchive(ports, archives, job));
      work(imports, IMPORTS_AT_A_TIME, (job) => runImport(ports, config, job));
      repeater = startRepeater({ ...ports, queue: archives, plans: [hourlyPlan()], onTrouble: schedulerTrouble(ports) });
      const first = { ...PLAN_JOB, id: `plan-archives@start-${ports.ids.uuid()}` as JobId };
      ports.store.add(archives, [first]).catch(schedulerTrouble(ports)); // the next hour's may come through
      events = startEvents(ports);
      ratings = startRatings({ ...ports, failed: (error) => ports.trouble(error, 'the rating of days') });
      signals = startWeighing({ ...ports, failed: (error) => ports.trouble(error, 'the weighing of signals') });
    },
    async stop() {
      repeater?.stop();
      await Promise.all([events?.stop(), ratings?.stop(), signals?.stop(), ...workers.map(({ worker }) => worker.stop())]);
    },
    health: () => ({
      workers: workers.map(({ queue, worker }) => ({ queue: queue.name, ...worker.health() })),
      schedulerFailingSinceMs: repeater?.health().failingSinceMs ?? null,
    }),
  };
}

function hourlyPlan() {
  const plan = planRepeat({ name: 'plan-archives', cron: PLAN_CRON, timeZone: 'UTC', job: PLAN_JOB });
  assert(plan.ok, plan.ok ? '' : plan.error.message);
  return plan.value;
}

function schedulerTrouble({ trouble }: WorkerPorts): (error: unknown) => void {
  return (error) => trouble(error, 'the scheduler of archives');
}

async function runArchive(ports: WorkerPorts, queue: QueueSpec, job: RunningJob): Promise<Result<string, Refused>> {
  const payload = readPayload(workJobs.archivePayload, job.payload);
  if (!payload.ok) return payload;
  const nowMs = ports.clock.nowMs;
  if (payload.value.kind === 'plan') return ok(JSON.stringify(await planArchives({ ...ports, queue, nowMs })));
  return asText(await archiveHands({ ...ports, ...runOf(ports, job), nowMs }, payload.value));
}

async function runImport(ports: WorkerPorts, { importsPerMinute, queues }: WorkerConfig, job: RunningJob) {
  const payload = readPayload(workJobs.importPayload, job.payload);
  if (!payload.ok) return payload;
  const limits = [{ limit: importLimit(importsPerMinute) }];
  const mayGo = await waitFor(ports, { queue: queues.importHands.name, limits }, job.signal);
  if (!mayGo.ok) throw new Error('told to end before its turn');
  return asText(await importHands({ ...ports, ...runOf(ports, job), nowMs: ports.clock.nowMs }, payload.value.path));
}

/** Files an even flow lets through, a tenth of a minute's at once. */
function importLimit(perMinute: number): TokenBucket {
  const burst = Math.max(1, Math.floor(perMinute / 10));
  return { kind: 'token-bucket', name: 'imports', count: perMinute, perMs: 60_000, burst };
}

/** A run as its work sees it: how far it is, and when to let others have a turn or to end. */
function runOf({ scheduler }: WorkerPorts, { signal, progress }: RunningJob) {
  return {
    progress,
    breathe: async (): Promise<void> => {
      await new Promise<void>((resolve) => scheduler.after(0, resolve));
      if (signal.aborted) throw new Error(`told to end: ${signal.reason}`);
    },
  };
}

function asText(result: Result<unknown, Refused>): Result<string, Refused> {
  return result.ok ? ok(JSON.stringify(result.value)) : result;
}
