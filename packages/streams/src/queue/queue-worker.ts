/**
 * A worker of a queue: claims jobs for its free places, keeps their leases while they run, and settles what came of them.
 *
 * A lease is kept by renewing it, so a job may take as long as it likes and a worker that hangs or dies loses it. A worker that could
 * not renew in time ends the run itself, by its own clock, before it can know that another has it.
 */
import { assert, type Clock, type Random, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import type { ClaimedJob, JobProgress, QueueSpec, QueueStore } from './queue-store.ts';
import { DEFAULT_RETRY, type RetryPolicy, retryDelayMs } from './retry.ts';
import { chanceOf, every, waitFor } from './timing.ts';

/** Of an error that is kept. */
const MAX_MESSAGE_LENGTH = 1_000;
/** How long handlers have to heed the signal of a worker that stops. */
const HEED_MS = 1_000;

/** Why a run should end before it is done: the reason of its signal. */
export type EndOfRun = 'TIMED_OUT' | 'CANCELLED' | 'LEASE_LOST' | 'STOPPING';

export interface RunningJob extends ClaimedJob {
  /** Heed it: after it, what the handler still does may be done by another at the same time. */
  readonly signal: AbortSignal;
  /** Lets those who ask see how far it is. */
  progress(progress: JobProgress): Promise<void>;
}

/** What no retry will mend; anything thrown is retried. */
export interface Refused {
  readonly reason: 'refused' | 'malformed';
  readonly message: string;
}

/** Does a batch of jobs; an answer for each, in order: its result, null for none, or why it can never be done. */
export type Handler = (jobs: readonly RunningJob[]) => Promise<readonly Result<string | null, Refused>[]>;

export interface WorkerOptions {
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  /** Of this worker alone. */
  readonly name: string;
  readonly handle: Handler;
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

/** One job of a batch, as long as this worker answers for it. */
interface Run {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  /** Until when nobody else can have it, by this worker's clock. */
  leaseEndsMs: number;
  /** Settled, given back or lost: whatever the handler still says counts for nothing. */
  isOver: boolean;
}

export function queueWorker(options: WorkerOptions): Worker {
  const { store, queue, clock, scheduler } = options;
  const { concurrency = 1, batchSize = 1, graceMs = 10_000, lookEveryMs = 1_000 } = options;
  assert(concurrency >= 1 && batchSize >= 1, 'a worker has places, and batches have jobs');
  const trouble = options.onTrouble ?? (() => {});
  const runs = new Set<Run>();
  let batches = 0;
  let isStopping = false;
  let isStopped = false;
  let isLooking = false;
  let shouldLookAgain = false;
  let lookTimer: Timer | null = null;
  let answeredAtMs = clock.nowMs();
  let nextTakeOverMs = answeredAtMs;
  let givenBack = 0;
  let whenIdle = (): void => {};

  const lookIn = (ms: number): void => {
    lookTimer?.cancel();
    lookTimer = isStopping ? null : scheduler.after(ms, look);
  };
  const look = (): void => {
    if (isStopping || batches >= concurrency) return;
    if (isLooking) {
      shouldLookAgain = true;
      return;
    }
    isLooking = true;
    shouldLookAgain = false;
    claimForFreePlaces()
      .catch((error: unknown) => {
        trouble(error);
        return lookEveryMs;
      })
      .then((waitMs) => {
        isLooking = false;
        if (batches === 0) whenIdle();
        if (shouldLookAgain) look();
        else lookIn(waitMs);
      });
  };
  /** @returns when to look again, if nothing is heard before. */
  const claimForFreePlaces = async (): Promise<number> => {
    const free = (concurrency - batches) * batchSize;
    const askedAtMs = clock.nowMs();
    const found: ClaimedJob[] = [];
    if (askedAtMs >= nextTakeOverMs) {
      nextTakeOverMs = askedAtMs + queue.leaseMs / 4;
      found.push(...(await store.takeOver(queue, options.name, free)).jobs);
    }
    let wait = Math.min(lookEveryMs, queue.leaseMs / 4);
    try {
      if (found.length < free) {
        const claim = await store.claim(queue, options.name, free - found.length);
        found.push(...claim.jobs);
        wait = Math.min(wait, claim.nextDueInMs ?? wait);
      }
      answeredAtMs = clock.nowMs();
    } finally {
      // what comes after the worker was told to stop runs too, within the grace
      if (isStopped) await giveBack(found);
      else begin(found, askedAtMs + queue.leaseMs);
    }
    return wait;
  };
  const giveBack = (jobs: readonly ClaimedJob[]): Promise<unknown> =>
    Promise.all(jobs.map((job) => store.giveBack(queue, job).catch(trouble)));
  const begin = (jobs: readonly ClaimedJob[], leaseEndsMs: number): void => {
    for (let at = 0; at < jobs.length; at += batchSize) {
      const batch = jobs.slice(at, at + batchSize).map((job): Run => {
        return { job, controller: new AbortController(), leaseEndsMs, isOver: false };
      });
      for (const run of batch) runs.add(run);
      batches += 1;
      void runBatch(batch).then(() => {
        batches -= 1;
        if (batches === 0 && !isLooking) whenIdle();
        look();
      });
    }
  };

  const leave = (run: Run): void => {
    run.isOver = true;
    runs.delete(run);
  };
  const abort = (run: Run, reason: EndOfRun): void => {
    if (!run.controller.signal.aborted) run.controller.abort(reason);
    if (reason === 'LEASE_LOST') leave(run);
  };
  const runBatch = async (batch: readonly Run[]): Promise<void> => {
    const timers = new Set<Timer>();
    const timeOut = (): void => {
      for (const run of batch) abort(run, 'TIMED_OUT');
    };
    if (options.timeoutMs !== undefined) timers.add(scheduler.after(options.timeoutMs, timeOut));
    const outcome = await Promise.race([handled(batch), deafness(batch, timers)]);
    for (const timer of timers) timer.cancel();
    await Promise.all(batch.map((run, index) => settle(run, outcome, index)));
  };
  const handled = async (batch: readonly Run[]): Promise<Outcome> => {
    try {
      const answers = await options.handle(batch.map(runningJob));
      assert(answers.length === batch.length, `${answers.length} answers for ${batch.length} jobs`);
      return { answers };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  };
  /** Comes when every run of the batch was told to end and the handler has not heeded it within the grace. */
  const deafness = (batch: readonly Run[], timers: Set<Timer>): Promise<Outcome> =>
    new Promise((resolve) => {
      let deaf = 0;
      const count = (): void => {
        deaf += 1;
        if (deaf === batch.length) resolve({ failure: 'told to end, and its handler did not' });
      };
      for (const { controller } of batch) {
        controller.signal.addEventListener('abort', () => timers.add(scheduler.after(graceMs, count)));
      }
    });
  const runningJob = (run: Run): RunningJob => ({
    ...run.job,
    signal: run.controller.signal,
    async progress(progress) {
      if (!run.isOver) await store.progress(queue, run.job, progress);
    },
  });

  const settle = async (run: Run, outcome: Outcome, index: number): Promise<void> => {
    while (!run.isOver) {
      try {
        await book(run, outcome, index);
        leave(run);
      } catch (error) {
        trouble(error); // the store may be back before the lease ends; after that another does the job again
        if (clock.nowMs() >= run.leaseEndsMs) abort(run, 'LEASE_LOST');
        else await waitFor(scheduler, lookEveryMs).passed;
      }
    }
  };
  const book = async ({ job, controller }: Run, outcome: Outcome, index: number): Promise<unknown> => {
    const answer = 'answers' in outcome ? outcome.answers[index] : undefined;
    if (answer?.ok) return store.complete(queue, job, answer.value);
    if (answer) return store.bury(queue, job, answer.error.reason, answer.error.message);
    if (controller.signal.reason === 'STOPPING') {
      givenBack += 1;
      return store.giveBack(queue, job);
    }
    const failure = ('failure' in outcome ? outcome.failure : '').slice(0, MAX_MESSAGE_LENGTH);
    const message = controller.signal.reason === 'TIMED_OUT' ? `TIMED_OUT: ${failure}` : failure;
    const delayMs = retryDelayMs(job.errors.length + 1, chanceOf(options.random), options.retry ?? DEFAULT_RETRY);
    return store.fail(queue, job, message, delayMs);
  };

  let isRenewing = false;
  const renewAll = async (): Promise<void> => {
    const askedAtMs = clock.nowMs();
    const renewed = [...runs];
    const states = await store.renew(
      queue,
      renewed.map((run) => run.job),
    );
    answeredAtMs = clock.nowMs();
    for (const [index, run] of renewed.entries()) {
      if (states[index] === 'LOST') abort(run, 'LEASE_LOST');
      else run.leaseEndsMs = askedAtMs + queue.leaseMs;
      if (states[index] === 'CANCELLED') abort(run, 'CANCELLED');
    }
  };
  const endLapsed = (): void => {
    for (const run of [...runs]) if (clock.nowMs() >= run.leaseEndsMs) abort(run, 'LEASE_LOST');
  };
  const renewal = every(scheduler, queue.leaseMs * 0.3, () => {
    if (isRenewing) return endLapsed(); // no answer yet
    if (runs.size === 0) return;
    isRenewing = true;
    renewAll()
      .catch((error: unknown) => {
        trouble(error);
        endLapsed();
      })
      .finally(() => (isRenewing = false));
  });
  /** Waits until nothing runs, at most so long. */
  const within = async (ms: number): Promise<void> => {
    const idle = new Promise<void>((resolve) => {
      whenIdle = resolve;
    });
    if (batches === 0 && !isLooking) return;
    const wait = waitFor(scheduler, ms);
    await Promise.race([idle, wait.passed]);
    wait.cancel();
  };
  const ear = store.onReady(queue, look);
  look();

  return {
    health: () => ({ answeredAtMs, running: runs.size }),
    async stop() {
      isStopping = true;
      lookTimer?.cancel();
      ear.unsubscribe();
      await within(graceMs);
      for (const run of [...runs]) abort(run, 'STOPPING');
      await within(Math.min(graceMs, HEED_MS)); // those that heed it are given back when they have ended
      isStopped = true;
      const deaf = [...runs];
      for (const run of deaf) leave(run);
      givenBack += deaf.length;
      await giveBack(deaf.map(({ job }) => job));
      renewal.cancel();
      return { givenBack };
    },
  };
}

type Outcome = { readonly answers: readonly Result<string | null, Refused>[] } | { readonly failure: string };
