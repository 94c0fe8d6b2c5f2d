/** A soak from its first job to the count at its end. */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueCounts, QueueSpec, QueueStore } from '@aboveboard/streams';
import { connectRedis, type Redis, redisQueueStore } from '@aboveboard/streams/redis';
import { type Machine, thisMachine } from '../../bench/src/measure/machine.ts';
import { failsForEver, numberOf, soakJob } from './job-plan.ts';
import { type Sample, type Slope, slopeOf } from './slope.ts';
import { type Findings, tally } from './tally.ts';
import { type SoakWorkers, startWorkers } from './workers.ts';

export interface SoakOrder {
  readonly socketPath: string;
  /** For the logs of the workers. */
  readonly folder: string;
  readonly minutes: number;
  /** Jobs a second. */
  readonly rate: number;
  readonly seed: number;
  readonly say: (text: string) => void;
  /** Ends the adding early. */
  readonly early: AbortSignal;
}

export interface Soaked {
  readonly day: string;
  readonly machine: Machine;
  readonly redis: string;
  readonly minutes: number;
  readonly seed: number;
  readonly rate: { readonly wanted: number; readonly reached: number };
  /** For how long nothing was added because too much was waiting. */
  readonly heldBackMs: number;
  readonly workers: number;
  readonly kills: number;
  readonly findings: Findings;
  /** Jobs that still lay in the queue when the wait for its end was over. */
  readonly left: number;
  readonly drainedMs: number;
  readonly longestQueue: number;
  /** Memory of Redis, and RSS of the worker that stays; of the process that adds and counts as well, though nothing hangs on that. */
  readonly levels: { readonly redis: Slope; readonly worker: Slope; readonly adder: Slope };
  /** The machine's mean of a minute, once a minute. */
  readonly load: readonly number[];
  readonly isGood: boolean;
}

const QUEUE: QueueSpec = {
  name: 'soak',
  leaseMs: 5_000,
  maxAttempts: 3,
  maxJobs: 200_000,
  maxPayloadBytes: 1_024,
  dedupeMs: 20_000,
  keepResultMs: 5_000,
};
const CONCURRENCY = 32;
const KILL_EVERY_MS = 20_000;
const ADD_EVERY_MS = 10;
const LOOK_EVERY_MS = 1_000;
const EMPTY_DEAD_EVERY_MS = 10_000;
/** More waiting than this holds the adding back. */
const MOST_WAITING = 50_000;
const DRAIN_MS = 120_000;

export async function holdSoak(order: SoakOrder): Promise<Soaked> {
  const { socketPath, folder, minutes, rate, seed } = order;
  const redis = await connectRedis({ socketPath });
  const store = await redisQueueStore(redis);
  const workers = await startWorkers(folder, { socketPath, queue: QUEUE, concurrency: CONCURRENCY });
  const dead: number[] = [];
  const watched = {
    redis: [] as Sample[],
    worker: [] as Sample[],
    adder: [] as Sample[],
    load: [] as number[],
    waiting: 0,
    longestQueue: 0,
  };
  const broken = new AbortController();
  const each = (ms: number, task: () => Promise<void>) => repeat(ms, task, () => broken.abort());
  const tasks = [
    each(KILL_EVERY_MS, () => workers.killOne()),
    each(LOOK_EVERY_MS, () => look(redis, store, workers, watched)),
    each(EMPTY_DEAD_EVERY_MS, () => takeDead(store, dead)),
    each(60_000, async () => {
      watched.load.push(Math.round((loadavg()[0] ?? 0) * 100) / 100);
      order.say(`minute ${watched.load.length}: ${watched.waiting} in the queue, load ${watched.load.at(-1)}`);
    }),
  ];
  const early = AbortSignal.any([order.early, broken.signal]);
  const added = await addJobs(store, { ...order, early }, () => watched.waiting);
  for (const task of tasks) await task.stop();
  const fromMs = performance.now();
  const left = await untilEmpty(store);
  const drainedMs = Math.round(performance.now() - fromMs);
  await takeDead(store, dead);
  await workers.stop();
  const findings = tally(added.jobs, workers.runs(), dead, (number) => failsForEver(seed, number));
  const levels = { redis: slopeOf(watched.redis), worker: slopeOf(watched.worker), adder: slopeOf(watched.adder) };
  const version = /redis_version:(\S+)/.exec(String(await redis.sendCommand(['INFO', 'server'])))?.[1] ?? 'unknown';
  store.close();
  redis.destroy();
  return {
    day: new Date().toISOString().slice(0, 10),
    machine: thisMachine(),
    redis: `${version}, appendonly yes, appendfsync everysec`,
    minutes,
    seed,
    rate: { wanted: rate, reached: (added.jobs / added.ms) * 1_000 },
    heldBackMs: added.heldBackMs,
    workers: 3,
    kills: workers.kills(),
    findings,
    left,
    drainedMs,
    longestQueue: watched.longestQueue,
    levels,
    load: watched.load,
    isGood: findings.isExact && left === 0 && levels.redis.isFlat && levels.worker.isFlat,
  };
}

async function addJobs(
  store: QueueStore,
  { minutes, rate, seed, early }: SoakOrder,
  waiting: () => number,
): Promise<{ readonly jobs: number; readonly ms: number; readonly heldBackMs: number }> {
  const fromMs = performance.now();
  const passedMs = (): number => performance.now() - fromMs;
  let jobs = 0;
  let heldBackMs = 0;
  while (passedMs() < minutes * 60_000 && !early.aborted) {
    const roundMs = performance.now();
    if (waiting() > MOST_WAITING) {
      await pause(LOOK_EVERY_MS);
      heldBackMs += Math.round(performance.now() - roundMs);
      continue;
    }
    const due = Math.floor(((passedMs() - heldBackMs) * rate) / 1_000) - jobs;
    const batch = Array.from({ length: Math.min(due, 1_000) }, (_, i) => soakJob(seed, jobs + i));
    jobs += batch.length;
    for (const answer of await store.add(QUEUE, batch)) if (!answer.ok) throw new Error(`an add was refused: ${answer.error}`);
    await pause(ADD_EVERY_MS);
  }
  return { jobs, ms: passedMs(), heldBackMs };
}

async function look(
  redis: Redis,
  store: QueueStore,
  workers: SoakWorkers,
  watched: { redis: Sample[]; worker: Sample[]; adder: Sample[]; waiting: number; longestQueue: number },
): Promise<void> {
  const atMs = performance.now();
  const info = String(await redis.sendCommand(['INFO', 'memory']));
  watched.redis.push({ atMs, bytes: Number(/^used_memory:(\d+)/m.exec(info)?.[1]) });
  watched.worker.push({ atMs, bytes: await workers.rss() });
  watched.adder.push({ atMs, bytes: process.memoryUsage.rss() });
  watched.waiting = liveOf(await store.counts(QUEUE));
  watched.longestQueue = Math.max(watched.longestQueue, watched.waiting);
}

/** Takes the dead letters out of the queue as an operator would, while everybody works. */
async function takeDead(store: QueueStore, dead: number[]): Promise<void> {
  for (;;) {
    const { items, next } = await store.deadLetters(QUEUE, 500);
    const gone = await store.discard(
      QUEUE,
      'dead',
      items.map(({ id }) => id),
    );
    dead.push(...gone.map(numberOf));
    if (next === null) return;
  }
}

/** @returns the jobs that were left when the time was over. */
async function untilEmpty(store: QueueStore): Promise<number> {
  const deadline = performance.now() + DRAIN_MS;
  for (;;) {
    const left = liveOf(await store.counts(QUEUE));
    if (left === 0 || performance.now() > deadline) return left;
    await pause(100);
  }
}

function liveOf({ waiting, held, delayed, running }: QueueCounts): number {
  return waiting.urgent + waiting.normal + waiting.bulk + held + delayed + running;
}

/** Does `task` every `ms`, one at a time, until it is stopped, which waits for the one under way. What it throws, `stop` throws. */
function repeat(ms: number, task: () => Promise<void>, onBroken: () => void): { stop(): Promise<void> } {
  const ending = new AbortController();
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await pause(ms, undefined, { signal: ending.signal }).catch(() => {});
      if (!ending.signal.aborted) await task();
    }
  };
  const ended = loop();
  ended.catch(onBroken);
  return {
    stop: () => {
      ending.abort();
      return ended;
    },
  };
}
