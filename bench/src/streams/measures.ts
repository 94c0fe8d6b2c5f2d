/** The measurements: each one of one side, on an empty Redis, and each counting that no job was lost or done twice. */
import { assert } from '@aboveboard/kit';
import type { Redis } from '@aboveboard/streams/redis';
import type { Crew, Hand } from './crew.ts';
import { BULK } from './plan.ts';
import { emptied, type RedisSpent, setBack, spentSince, usedMemory } from './redis-probe.ts';
import type { Added, Progress } from './side-process.ts';

/** How often the workers are asked how far they are. */
const ASK_EVERY_MS = 20;
const GIVE_UP_MS = 120_000;

export interface WorkedOff {
  readonly jobsPerSecond: number;
  /** Of the worker processes together, in µs a job. */
  readonly workerCpuUs: number;
  readonly redisCpuUs: number;
  readonly spent: RedisSpent;
}

/** Adds `jobs` jobs, then has `processes` processes work them off, `concurrency` at a time each. */
export async function measureWork(
  redis: Redis,
  crew: Crew,
  { jobs, processes, concurrency }: { readonly jobs: number; readonly processes: number; readonly concurrency: number },
): Promise<WorkedOff> {
  await emptied(redis);
  await crew.adder.tell<Added>({ kind: 'add-bulk', jobs, bulk: BULK });
  const workers = crew.workers.slice(0, processes);
  await all(workers, (worker) => worker.tell({ kind: 'work', concurrency, timesWaits: false }));
  const cpuBefore = await setBack(redis);
  await all(workers, (worker) => worker.tell({ kind: 'begin' }));
  const found = await untilHandled(crew, workers, jobs);
  const spent = await spentSince(redis, cpuBefore);
  await stopAndCount(crew, workers, jobs);
  const cpuMs = found.reduce((sum, progress) => sum + progress.cpuMs, 0);
  return { ...workedOff(found, jobs), workerCpuUs: (cpuMs / jobs) * 1_000, redisCpuUs: (spent.cpuMs / jobs) * 1_000, spent };
}

/** From the first process's beginning to the last job's handler. */
export function workedOff(found: readonly Progress[], jobs: number): { readonly jobsPerSecond: number } {
  const begun = Math.min(...found.map(({ begunMs }) => begunMs));
  const last = Math.max(...found.map(({ lastMs }) => lastMs));
  return { jobsPerSecond: (jobs / (last - begun)) * 1_000 };
}

export interface AddedUp {
  readonly jobsPerSecond: number;
  /** Of the process that adds, in µs a job. */
  readonly adderCpuUs: number;
  readonly redisCpuUs: number;
  readonly spent: RedisSpent;
}

/** Adds `jobs` jobs while nobody works: one a call with `parallel` calls awaited at a time, or `bulk` a call. */
export async function measureAdd(
  redis: Redis,
  crew: Crew,
  how: { readonly jobs: number } & ({ readonly parallel: number } | { readonly bulk: number }),
): Promise<AddedUp> {
  await emptied(redis);
  const cpuBefore = await setBack(redis);
  const added = await crew.adder.tell<Added>('bulk' in how ? { kind: 'add-bulk', ...how } : { kind: 'add-each', ...how });
  const spent = await spentSince(redis, cpuBefore);
  const left = await crew.adder.tell<number>({ kind: 'left' });
  assert(left === how.jobs, `${crew.name}: ${how.jobs} jobs were added, ${left} are there`);
  const per = (ms: number): number => (ms / how.jobs) * 1_000;
  return { jobsPerSecond: (how.jobs / added.ms) * 1_000, adderCpuUs: per(added.cpuMs), redisCpuUs: per(spent.cpuMs), spent };
}

export interface Waited {
  /** From the call that adds a job to its handler. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  readonly spent: RedisSpent;
}

/** Adds jobs at a steady rate while one process works with `concurrency` places. */
export async function measureWaits(
  redis: Redis,
  crew: Crew,
  { jobs, perSecond, concurrency }: { readonly jobs: number; readonly perSecond: number; readonly concurrency: number },
): Promise<Waited> {
  await emptied(redis);
  const workers = crew.workers.slice(0, 1);
  await all(workers, (worker) => worker.tell({ kind: 'work', concurrency, timesWaits: true }));
  const cpuBefore = await setBack(redis);
  await all(workers, (worker) => worker.tell({ kind: 'begin' }));
  await crew.adder.tell<Added>({ kind: 'add-paced', jobs, perSecond });
  await untilHandled(crew, workers, jobs);
  const spent = await spentSince(redis, cpuBefore);
  const waits = (await stopAndCount(crew, workers, jobs)).flatMap((progress) => progress.waits);
  return {
    p50Ms: quantile(waits, 0.5),
    p95Ms: quantile(waits, 0.95),
    p99Ms: quantile(waits, 0.99),
    mostMs: quantile(waits, 1),
    spent,
  };
}

/** Bytes of Redis a job takes while it waits, and when it has been done; the latter as long as the side remembers it. */
export async function measureMemory(
  redis: Redis,
  crew: Crew,
  jobs: number,
): Promise<{ readonly waiting: number; readonly ended: number }> {
  await emptied(redis);
  const before = await usedMemory(redis);
  await crew.adder.tell<Added>({ kind: 'add-bulk', jobs, bulk: BULK });
  const waiting = (await usedMemory(redis)) - before;
  const workers = crew.workers.slice(0, 1);
  await all(workers, (worker) => worker.tell({ kind: 'work', concurrency: 100, timesWaits: false }));
  await all(workers, (worker) => worker.tell({ kind: 'begin' }));
  await untilHandled(crew, workers, jobs);
  await stopAndCount(crew, workers, jobs);
  const ended = (await usedMemory(redis)) - before;
  await emptied(redis);
  return { waiting: waiting / jobs, ended: ended / jobs };
}

/** The smallest value that at least this share of all does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

async function untilHandled(crew: Crew, workers: readonly Hand[], jobs: number): Promise<readonly Progress[]> {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    const found = await all(workers, (worker) => worker.tell<Progress>({ kind: 'progress' }));
    const handled = handledBy(found);
    if (handled >= jobs) return found;
    assert(Date.now() < deadline, `${crew.name}: ${handled} of ${jobs} jobs were handled in ${GIVE_UP_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

/** A job that was lost, done twice or left behind would make a figure of something else. */
async function stopAndCount(crew: Crew, workers: readonly Hand[], jobs: number): Promise<readonly Progress[]> {
  const found = await all(workers, (worker) => worker.tell<Progress>({ kind: 'stop' }));
  const handled = handledBy(found);
  const left = await crew.adder.tell<number>({ kind: 'left' });
  assert(handled === jobs && left === 0, `${crew.name}: ${jobs} jobs, ${handled} runs, ${left} left`);
  return found;
}

function handledBy(found: readonly Progress[]): number {
  return found.reduce((sum, { handled }) => sum + handled, 0);
}

function all<Answer>(workers: readonly Hand[], tell: (worker: Hand) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(workers.map(tell));
}
