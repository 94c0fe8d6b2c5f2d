/**
 * A worker of a queue: claims jobs for its free places, keeps their leases while they run, and settles what came of them.
 *
 * A lease is kept by renewing it, so a job may take as long as it likes and a worker that hangs or dies loses it. A worker that could
 * not renew in time ends the run itself, by its own clock, before it can know that another has it.
 */
import { assert, type Clock, type Random, type Scheduler } from '@aboveboard/kit';
import type { ClaimedJob } from './job.ts';
import type { QueueSpec, QueueStore } from './queue-store.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';
import { waitFor } from './timing.ts';
import { createClaimer } from './worker/claimer.ts';
import { type Handler, handleBatch } from './worker/handle-batch.ts';
import { keepLeases } from './worker/lease-keeper.ts';
import { createRuns, hasLapsed, type Run } from './worker/runs.ts';
import { createSettler } from './worker/settler.ts';

/** How long handlers have to heed the signal of a worker that stops. */
const HEED_MS = 1_000;

export interface WorkerOptions {
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  /** Of this worker alone. */
  readonly name: string;
  readonly handle: Handler;
  /** For lengths of time alone: it need not be right. */
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** Batches under way at a time; 1 by default. */
  readonly concurrency?: number;
  /** Most jobs in a batch; 1 by default. */
  readonly batchSize?: number;
  /** How long a run may take; none by default. */
  readonly timeoutMs?: number;
  /** How long a handler has to heed its signal, and jobs have to finish when the worker stops; 10 s by default. */
  readonly graceMs?: number;
  /** Longest time between two looks when nothing is heard; 1 s by default. */
  readonly lookEveryMs?: number;
  readonly retry?: RetryPolicy;
  /** Hears of what the store did not do. The worker goes on. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface WorkerHealth {
  /** When the store last answered a look for work or a renewal, by the worker's clock; when it began, before the first. */
  readonly answeredAtMs: number;
  /** Runs under way. */
  readonly running: number;
}

export interface Worker {
  health(): WorkerHealth;
  /** Claims no more, waits for what runs up to the grace, and gives the rest back to the queue. */
  stop(): Promise<{ readonly givenBack: number }>;
}

export function queueWorker(options: WorkerOptions): Worker {
  const { store, queue, clock, scheduler, random, name } = options;
  const { concurrency = 1, batchSize = 1, graceMs = 10_000, lookEveryMs = 1_000, retry = DEFAULT_RETRY } = options;
  assert(concurrency >= 1 && batchSize >= 1, 'a worker has places, and batches have jobs');
  const onTrouble = options.onTrouble ?? (() => {});
  const runs = createRuns();
  let answeredAtMs = clock.nowMs();
  let givenBack = 0;
  /** Batches whose handler is at work, and those that are not settled yet. */
  let atWork = 0;
  let unsettled = 0;
  let isStopped = false;
  let whenIdle = (): void => {};

  const onAnswer = (): void => {
    answeredAtMs = clock.nowMs();
  };
  const tellIdle = (): void => {
    if (unsettled === 0 && !claimer.isLooking()) whenIdle();
  };
  const giveBack = (jobs: readonly ClaimedJob[]): Promise<unknown> =>
    Promise.all(jobs.map((job) => store.giveBack(queue, job).catch(onTrouble)));
  const begin = (jobs: readonly ClaimedJob[], askedAtMs: number): void => {
    if (isStopped) return void giveBack(jobs); // what comes between being told to stop and this runs, within the grace
    if (hasLapsed(askedAtMs, queue.leaseMs, clock.nowMs())) return; // others may have them by now
    for (let at = 0; at < jobs.length; at += batchSize) {
      void runBatch(jobs.slice(at, at + batchSize).map((job) => runs.begin(job, askedAtMs)));
    }
  };
  const runBatch = async (batch: readonly Run[]): Promise<void> => {
    atWork += 1;
    unsettled += 1;
    const outcome = await handleBatch(handler, batch);
    atWork -= 1;
    claimer.look(); // beside the settling, so that both are one round trip
    await Promise.all(batch.map((run, index) => settle(run, outcome, index)));
    unsettled -= 1;
    claimer.look();
    tellIdle();
  };
  const claimer = createClaimer({
    ...{ store, queue, clock, scheduler, worker: name, concurrency, batchSize, lookEveryMs, onAnswer, onTrouble, begin },
    onLooked: () => tellIdle(),
    // a place is free when its handler has ended; but those not settled yet are no more than there are places
    freePlaces: () => concurrency - Math.max(atWork, unsettled - concurrency),
  });
  const handler = {
    ...{ handle: options.handle, scheduler, runs, timeoutMs: options.timeoutMs, graceMs },
    progress: async (run: Run, of: Parameters<QueueStore['progress']>[2]) => {
      if (!run.isOver) await store.progress(queue, run.job, of);
    },
  };
  const settle = createSettler({
    ...{ store, queue, clock, scheduler, random, retry, runs, tryEveryMs: lookEveryMs, onTrouble },
    onGivenBack: () => {
      givenBack += 1;
    },
  });
  const keeping = keepLeases({ store, queue, clock, scheduler, runs, onAnswer, onTrouble });
  /** Waits until nothing runs, at most so long. */
  const within = async (ms: number): Promise<void> => {
    const idle = new Promise<void>((resolve) => {
      whenIdle = resolve;
    });
    if (unsettled === 0 && !claimer.isLooking()) return;
    const wait = waitFor(scheduler, ms);
    await Promise.race([idle, wait.passed]);
    wait.cancel();
  };
  const ear = store.onReady(queue, claimer.hear);
  claimer.look();

  return {
    health: () => ({ answeredAtMs, running: runs.count() }),
    async stop() {
      claimer.stop();
      ear.unsubscribe();
      await within(graceMs);
      for (const run of runs.all()) runs.tellToEnd(run, 'STOPPING');
      await within(Math.min(graceMs, HEED_MS)); // those that heed it are given back when they have ended
      isStopped = true;
      const deaf = runs.all();
      for (const run of deaf) runs.end(run);
      givenBack += deaf.length;
      await giveBack(deaf.map(({ job }) => job));
      keeping.cancel();
      return { givenBack };
    },
  };
}
