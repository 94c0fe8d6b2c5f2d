import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { JobId } from '../../queue/job.ts';
import { queueStoreContract } from '../../queue/queue-store.contract.ts';
import type { QueueSpec } from '../../queue/queue-store.ts';
import { type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { connectRedis } from '../connection/connect-redis.ts';
import { redisQueueStore } from './redis-queue-store.ts';

let server: RedisServer;
let stop = async () => {};
beforeAll(async () => {
  server = await startRedis({ atEnd: (end) => (stop = end) });
});
afterAll(() => stop());

/** A store on an empty Redis. */
async function setUp() {
  const redis = await connectRedis({ socketPath: server.socketPath });
  await redis.flushAll();
  const store = await redisQueueStore(redis);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  return { redis, store, pass: (ms: number) => pause(ms) };
}

queueStoreContract('[QUEUE-2] [QUEUE-3] [QUEUE-4] [QUEUE-6] [QUEUE-7] queues on Redis', setUp);

const spec: QueueSpec = {
  name: 'jobs',
  leaseMs: 200,
  maxAttempts: 3,
  maxJobs: 50,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};

test('[QUEUE-8] entries that are no job become dead letters, and the jobs beside them run', async () => {
  const { redis, store } = await setUp();
  await redis.xAdd('ab:{jobs}:queue:ready:1', '*', { what: 'is this' });
  await redis.xAdd('ab:{jobs}:queue:ready:1', '*', { job: 'nowhere' });
  await store.add(spec, [{ id: 'a' as JobId, payload: '' }]);
  expect((await store.claim(spec, 'w', 5)).jobs).toMatchObject([{ id: 'a' }]);
  const { items } = await store.deadLetters(spec, 5);
  expect(items).toMatchObject([
    { reason: 'unreadable', payload: '["what","is this"]' },
    { reason: 'unreadable', payload: '["job","nowhere"]' },
  ]);
  expect(await store.requeue(spec, items[0]?.id as JobId)).toEqual({ ok: false, error: 'UNREADABLE' });
  expect(
    await store.discard(
      spec,
      'dead',
      items.map((letter) => letter.id),
    ),
  ).toHaveLength(2);
});

test('rooms that share one Redis have queues of the same name apart', async () => {
  const { redis, store } = await setUp();
  const ofB = await redisQueueStore(redis, { space: 'b' });
  onTestFinished(ofB.close);
  const job = { id: 'a' as JobId, payload: '' };
  expect(await store.add(spec, [job])).toMatchObject([{ ok: true }]);
  expect(await ofB.add(spec, [job])).toMatchObject([{ ok: true }]);
  expect(await redis.exists(['ab:{jobs}:queue:book', 'ab:{b/jobs}:queue:job:a'])).toBe(1);
  expect((await ofB.claim(spec, 'w', 9)).jobs).toHaveLength(1);
  expect(await store.counts(spec)).toMatchObject({ waiting: { normal: 1 }, running: 0 });
});

test('thousands of jobs can be added at once, and stay in their order', async () => {
  const { store } = await setUp();
  const large = { ...spec, maxJobs: 10_000 };
  const jobs = Array.from({ length: 5_000 }, (_, i) => ({
    id: `n${i}` as JobId,
    payload: 'x'.repeat(i % 7 === 0 ? 101 : 100),
  }));
  const answers = await store.add(large, jobs);
  expect(answers.map((answer) => answer.ok)).toEqual(jobs.map((_, i) => i % 7 !== 0));
  const { jobs: claimed } = await store.claim(large, 'w', 5_000);
  expect(claimed.map((job) => job.id)).toEqual(jobs.flatMap(({ id }, i) => (i % 7 === 0 ? [] : [id])));
});

test('jobs that have ended leave nothing behind', async () => {
  const { redis, store } = await setUp();
  await store.add(spec, [
    { id: 'a' as JobId, payload: '', key: 'k' },
    { id: 'b' as JobId, payload: '', key: 'k', delayMs: 1 },
  ]);
  for (let ended = 0; ended < 2; ) {
    for (const job of (await store.claim(spec, 'w', 5)).jobs) {
      await store.complete(spec, job, null);
      ended += 1;
    }
  }
  const keys = await redis.keys('*');
  expect(keys.filter((key) => !/:(book|ready:\d)$/.test(key))).toEqual([]);
});
