/**
 * How many jobs a second a store takes through add, claim and complete, with a handler that does nothing.
 *
 * It has a queue of its own in the very store given, and empties it before and after, also when it is stopped. What is not done when it
 * ends counts as unfinished. It runs beside whatever else the process does, so it lets the others have a turn every few milliseconds.
 */
import { type Clock, type Ids, ok, type Random, type Scheduler } from '@aboveboard/kit';
import { type JobId, purge, type QueueSpec, type QueueStore, queueWorker } from '@aboveboard/streams';
import { waitHistogram } from './wait-histogram.ts';

export interface BenchPorts {
  readonly store: QueueStore;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly ids: Ids;
}

export interface BenchOrder {
  readonly jobs: number;
  /** Jobs under way at a time. */
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** `failed`: the store did not do it, and `trouble` says what it said. */
export type BenchState = 'running' | 'done' | 'timed-out' | 'stopped' | 'failed';

export interface BenchReport {
  readonly state: BenchState;
  readonly wanted: number;
  /** Those the store took. */
  readonly added: number;
  readonly done: number;
  /** Wanted and not done, whether they were added or not. */
  readonly unfinished: number;
  /** From the first add to the last job done, or until now. */
  readonly elapsedMs: number;
  readonly jobsPerS: number;
  /** From a job's being ready to its run; null before the first. */
  readonly waitMs: { readonly p50: number; readonly p99: number } | null;
  /** Jobs left in the bench's queue when it had been emptied; null until then, and where that failed. */
  readonly left: number | null;
  readonly trouble: string | null;
}

export interface Bench {
  report(): BenchReport;
  stop(): void;
  /** When its queue is empty again. Never rejects. */
  readonly ended: Promise<BenchReport>;
}

export const BENCH_QUEUE = 'bench';
export const MAX_BENCH_JOBS = 1_000_000;
const ADDED_AT_ONCE = 500;
const TURN_MS = 5;
const LEASE_MS = 10_000;
const EMPTYING_TRIES = 20;
const EMPTYING_PAUSE_MS = 250;

export function startBench(ports: BenchPorts, { jobs: wanted, concurrency, timeoutMs }: BenchOrder): Bench {
  const { store, clock, scheduler } = ports;
  const queue = benchQueue(wanted);
  const run = ports.ids.uuid();
  const waits = waitHistogram();
  let [added, done, startedAtMs] = [0, 0, clock.nowMs()];
  let state: BenchState = 'running';
  let endedAtMs: number | null = null;
  let left: number | null = null;
  let trouble: string | null = null;
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const end = (as: BenchState, why?: unknown): void => {
    if (state !== 'running') return;
    state = as;
    endedAtMs = clock.nowMs();
    if (why !== undefined) trouble = messageOf(why);
    finish();
  };

  /** Counts what the store has booked as done in time; a job that an earlier bench left behind is none of this one's. */
  const counting: QueueStore = {
    ...store,
    async complete(spec, lease, result) {
      const answer = await store.complete(spec, lease, result);
      if (!answer.ok || state !== 'running' || !lease.id.startsWith(run)) return answer;
      done += 1;
      if (done === wanted) end('done');
      return answer;
    },
  };
  const turn = turnTaker(clock, scheduler);
  const addAll = async (): Promise<void> => {
    for (let from = 0; from < wanted && state === 'running'; from += ADDED_AT_ONCE) {
      const jobs = Array.from({ length: Math.min(ADDED_AT_ONCE, wanted - from) }, (_, i) => from + i);
      const answers = await store.add(
        queue,
        jobs.map((number) => ({ id: `${run}-${number}` as JobId, payload: '' })),
      );
      added += answers.filter((answer) => answer.ok).length;
      await turn();
    }
    if (added < wanted && state === 'running') end('failed', `the store took ${added} of ${wanted} jobs`);
  };
  const work = async (): Promise<void> => {
    await empty(store, queue);
    startedAtMs = clock.nowMs();
    const worker = queueWorker({
      ...ports,
      store: counting,
      queue,
      name: `bench-${run}`,
      concurrency,
      graceMs: 1_000,
      onTrouble: (error) => {
        trouble = messageOf(error); // the worker goes on; what it does not get done is counted
      },
      async handle([job]) {
        if (job?.id.startsWith(run)) waits.add(job.waitedMs);
        await turn();
        return [ok(null)];
      },
    });
    const timer = scheduler.after(timeoutMs, () => end('timed-out'));
    await Promise.all([addAll().catch((error: unknown) => end('failed', error)), finished]);
    timer.cancel();
    await worker.stop();
  };
  const report = (): BenchReport => {
    const elapsedMs = (endedAtMs ?? clock.nowMs()) - startedAtMs;
    const jobsPerS = elapsedMs > 0 ? (done * 1_000) / elapsedMs : 0;
    const waitMs = waits.count() === 0 ? null : { p50: waits.share(0.5), p99: waits.share(0.99) };
    return { state, wanted, added, done, unfinished: wanted - done, elapsedMs, jobsPerS, waitMs, left, trouble };
  };
  const workThenEmpty = async (): Promise<BenchReport> => {
    await work().catch((error: unknown) => end('failed', error));
    try {
      left = await empty(store, queue);
      // what the worker's last claim brought may be on its way back
      for (let tries = 0; left > 0 && tries < EMPTYING_TRIES; tries++) {
        await new Promise<void>((resolve) => void scheduler.after(EMPTYING_PAUSE_MS, resolve));
        left = await empty(store, queue);
      }
    } catch (error) {
      trouble = messageOf(error);
    }
    return report();
  };
  return { report, stop: () => end('stopped'), ended: workThenEmpty() };
}

function benchQueue(jobs: number): QueueSpec {
  // room for what an earlier bench, which did not live to empty it, may have left running
  const maxJobs = jobs + MAX_BENCH_JOBS;
  return { name: BENCH_QUEUE, leaseMs: LEASE_MS, maxAttempts: 3, maxJobs, maxPayloadBytes: 1, dedupeMs: 0, keepResultMs: 0 };
}

/** @returns how many jobs are still there: those that run, or that somebody else adds. */
async function empty(store: QueueStore, queue: QueueSpec): Promise<number> {
  for (const state of ['waiting', 'delayed', 'dead'] as const) await purge(store, queue, state, async () => {});
  const { waiting, held, delayed, running, dead } = await store.counts(queue);
  return waiting.urgent + waiting.normal + waiting.bulk + held + delayed + running + dead;
}

/** Comes back at once, or, every few milliseconds, after everybody else has had a turn. */
function turnTaker(clock: Clock, scheduler: Scheduler): () => Promise<void> {
  let endsAtMs = clock.nowMs() + TURN_MS;
  let pause: Promise<void> | null = null;
  return async () => {
    if (pause === null && clock.nowMs() < endsAtMs) return;
    pause ??= new Promise((resolve) => {
      scheduler.after(0, () => {
        pause = null;
        endsAtMs = clock.nowMs() + TURN_MS;
        resolve();
      });
    });
    await pause;
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
