import type { Clock } from '@aboveboard/kit';
import { auditEntries } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { type JobId, memoryQueueStore, type QueueSpec, type QueueStore } from '@aboveboard/streams';
import { connectRedis, redisQueueStore } from '@aboveboard/streams/redis';
import { osScheduler } from '@aboveboard/streams/testing/os-scheduler';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { seededIds, seededRandom, virtualTime } from '@aboveboard/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBenchDesk } from './bench-desk.ts';
import { BENCH_QUEUE, type BenchPorts, startBench } from './queue-bench.ts';

const clock: Clock = { nowMs: () => Date.now() };
const random = seededRandom(3);
const ORDER = { jobs: 3_000, concurrency: 32, timeoutMs: 60_000 };
const CHANGE = { who: { kind: 'shell', name: 'ana' }, why: 'curious' } as const;
/** As the bench states it, as far as looking into it needs. */
const QUEUE: QueueSpec = {
  name: BENCH_QUEUE,
  leaseMs: 10_000,
  maxAttempts: 3,
  maxJobs: 10_000,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};

function portsOver(store: QueueStore): BenchPorts {
  return { store, clock, scheduler: osScheduler, random, ids: seededIds(random) };
}

async function onRedis(): Promise<QueueStore> {
  const { socketPath } = await startRedis();
  const redis = await connectRedis({ socketPath });
  const store = await redisQueueStore(redis);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  return store;
}

describe.each([
  ['in memory', async () => memoryQueueStore({ clock })],
  ['on Redis', onRedis],
])('a bench of queues %s', (_, open) => {
  test('[DESK-7] does all its jobs, says how fast, and leaves nothing', async () => {
    const store = await open();
    await store.add(QUEUE, [{ id: 'left by a crash' as JobId, payload: '' }]);
    const bench = startBench(portsOver(store), ORDER);
    const report = await bench.ended;
    expect(report).toMatchObject({ state: 'done', added: 3_000, done: 3_000, unfinished: 0, left: 0, trouble: null });
    expect(report.jobsPerS).toBeCloseTo((3_000 * 1_000) / report.elapsedMs, 5);
    expect(report.waitMs?.p99).toBeGreaterThanOrEqual(report.waitMs?.p50 ?? Number.NaN);
  });

  test('[DESK-7] counts as unfinished what its time was not enough for, and what a stop cut short', async () => {
    const store = await open();
    const late = await startBench(portsOver(store), { ...ORDER, jobs: 200_000, timeoutMs: 100 }).ended;
    expect(late).toMatchObject({ state: 'timed-out', left: 0 });
    expect(late.unfinished).toBeGreaterThan(0);
    expect(late.done + late.unfinished).toBe(200_000);

    const bench = startBench(portsOver(store), { ...ORDER, jobs: 200_000 });
    await expect.poll(() => bench.report().done, { interval: 1 }).toBeGreaterThan(0);
    bench.stop();
    const stopped = await bench.ended;
    expect(stopped).toMatchObject({ state: 'stopped', left: 0 });
    expect(stopped.unfinished).toBeGreaterThan(0);
  });
});

test('a bench lets timers run in between', async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  onTestFinished(() => clearInterval(ticking));
  await startBench(portsOver(memoryQueueStore({ clock })), { ...ORDER, jobs: 50_000, timeoutMs: 60_000 }).ended;
  expect(turns).toBeGreaterThan(10); // without turns a store in memory answers all of it in one
});

test('[DESK-7] a store that takes no more, or breaks, ends it with what it said', async () => {
  const store = memoryQueueStore({ clock });
  const broken: QueueStore = { ...store, add: () => Promise.reject(new Error('no answer')) };
  const report = await startBench(portsOver(broken), ORDER).ended;
  expect(report).toMatchObject({ state: 'failed', added: 0, done: 0, unfinished: 3_000, left: 0, trouble: 'no answer' });
});

test('[DESK-7] a second one is refused until the first is over, and both are in the audit log', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const desk = createBenchDesk({ ...portsOver(memoryQueueStore({ clock })), db });
  expect(desk.report()).toBeNull();
  expect(await desk.begin(CHANGE, { ...ORDER, jobs: 100_000 })).toEqual({ ok: true, value: undefined });
  expect(await desk.begin(CHANGE, ORDER)).toEqual({ ok: false, error: 'BUSY' });
  await desk.stop();
  expect(desk.report()).toMatchObject({ isOver: true, report: { state: 'stopped' } });
  expect(await desk.begin(CHANGE, { ...ORDER, jobs: 10 })).toMatchObject({ ok: true });
  await expect.poll(() => desk.report()?.isOver).toBe(true);
  const entries = await auditEntries(db.reader, { limit: 10 });
  expect(entries.map(({ action, details }) => [action, (details as { stage: string }).stage])).toEqual(
    ['done', 'begun', 'done', 'begun'].map((stage) => ['queue.bench', stage]),
  );
});

test('[DESK-7] one that nobody asks after any more is ended', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const time = virtualTime();
  const store = memoryQueueStore({ clock: time.clock });
  const stuck: QueueStore = { ...store, claim: async () => ({ jobs: [], nextDueInMs: null }) };
  const desk = createBenchDesk({ ...portsOver(stuck), clock: time.clock, scheduler: time.scheduler, db });
  await desk.begin(CHANGE, { ...ORDER, jobs: 10, timeoutMs: 100_000 });
  for (let second = 0; second < 14; second++) await time.advance(1_000);
  expect(desk.report()?.report.state).toBe('running');
  for (let second = 0; second < 14; second++) await time.advance(1_000);
  expect(desk.report()?.report.state).toBe('running'); // it was asked after a moment ago
  for (let second = 0; second < 17; second++) await time.advance(1_000);
  await expect.poll(() => desk.report()).toMatchObject({ isOver: true, report: { state: 'stopped', left: 0 } });
});
