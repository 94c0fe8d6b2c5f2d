import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@aboveboard/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { limiterContract } from '../../limiter/limiter.contract.ts';
import type { Demand, Limit } from '../../limiter/limiter.ts';
import { waitFor } from '../../limiter/wait-for.ts';
import { becomeCluster, clusterArgs } from '../../testing/cluster.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { connectTo } from '../../testing/redis-room.ts';
import { startRedis } from '../../testing/redis-server.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { redisLimiter } from './redis-limiter.ts';

async function onRedis(args: readonly string[] = []) {
  const server = await startRedis({ args });
  const redis = await connectTo(server);
  return { redis, connect: () => connectTo(server), limiter: redisLimiter(redis) };
}

async function redisNowMs(redis: Redis): Promise<number> {
  const [seconds, us] = await redis.sendCommand<[string, string]>(['TIME']);
  return Number(seconds) * 1_000 + Number(us) / 1_000;
}

limiterContract('[LIMITER-3] [LIMITER-4] limits on Redis', async () => {
  const { redis, limiter } = await onRedis();
  return { limiter, nowMs: () => redisNowMs(redis), pass: (ms) => pause(ms + 2) };
});

const HOUR = 3_600_000;
const bucket: Limit = { kind: 'token-bucket', name: 'all', count: 20, perMs: 1_000, burst: 2 };
const window: Limit = { kind: 'fixed-window', name: 'all', count: 2, perMs: 100 };
const both: [string, Limit, string][] = [
  ['token bucket', bucket, 'ab:{mail}:limit:token-bucket:all'],
  ['fixed window', window, 'ab:{mail}:limit:fixed-window:all'],
];
const demandOf = (limit: Limit): Demand => ({ queue: 'mail', limits: [{ limit }] });

async function isGrantedWithin(ms: number, redis: Redis, limit: Limit): Promise<boolean> {
  const limiter = redisLimiter(redis);
  for (const endMs = performance.now() + ms; performance.now() < endMs; await pause(20)) {
    if ((await limiter.take(demandOf(limit))).isGranted) return true;
  }
  return false;
}

test('limits on a Redis Cluster keep to one slot', async () => {
  const { redis, limiter } = await onRedis(await clusterArgs());
  await becomeCluster(redis);
  const demand: Demand = { queue: 'mail', limits: [{ limit: bucket, key: 'ana' }, { limit: window }] };
  const answers = [await limiter.take(demand), await limiter.take(demand), await limiter.take(demand)];
  expect(answers.map((answer) => answer.isGranted)).toEqual([true, true, false]);
});

test.each(both)('[LIMITER-6] a %s whose expiry was lost goes on', async (_, limit, key) => {
  const { redis, limiter } = await onRedis();
  while ((await limiter.take(demandOf(limit))).isGranted);
  await redis.persist(key);
  expect(await isGrantedWithin(5_000, redis, limit)).toBe(true);
});

test.each(both)('[LIMITER-6] a %s kept by a Redis whose clock was ahead goes on', async (_, limit, key) => {
  const { redis } = await onRedis();
  const aheadUs = ((await redisNowMs(redis)) + 24 * HOUR) * 1_000;
  const at = limit.kind === 'token-bucket' ? aheadUs : aheadUs / (limit.perMs * 1_000);
  await redis.set(key, `0 ${Math.floor(at)}`);
  expect(await isGrantedWithin(5_000, redis, limit)).toBe(true);
});

test.each(both)('[LIMITER-6] a %s under a key that holds something else starts afresh', async (_, limit, key) => {
  const { redis, limiter } = await onRedis();
  await redis.set(key, 'nonsense');
  expect(await limiter.take(demandOf(limit))).toEqual({ isGranted: true });
});

test.each(both)('[LIMITER-9] a %s is gone from Redis once it makes no difference', async (_, limit, key) => {
  const { redis, limiter } = await onRedis();
  await limiter.take(demandOf(limit));
  await expect.poll(() => redis.exists(key), { timeout: 5_000 }).toBe(0);
});

test('[LIMITER-6] a Redis that is out of memory still counts, so that those who make room can go on', async () => {
  const { redis, limiter } = await onRedis(['--maxmemory', '1kb', '--maxmemory-policy', 'noeviction']);
  await expect(redis.set('more', 'data')).rejects.toThrow('OOM');
  while ((await limiter.take(demandOf(bucket))).isGranted);
  expect(await isGrantedWithin(5_000, redis, bucket)).toBe(true);
});

test('[LIMITER-7] clients share one count, whatever their own clocks say', async () => {
  const { connect } = await onRedis();
  const slow: Limit = { ...bucket, count: 1, perMs: HOUR, burst: 10 };
  const limiters = await Promise.all(Array.from({ length: 4 }, async () => redisLimiter(await connect())));
  const answers = await Promise.all(limiters.flatMap((each) => Array.from({ length: 10 }, () => each.take(demandOf(slow)))));
  expect(answers.filter((answer) => answer.isGranted).length).toBe(10);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * HOUR });
  onTestFinished(() => void vi.useRealTimers());
  expect(await limiters[0]?.take(demandOf(slow))).toMatchObject({ isGranted: false });
});

test('[LIMITER-1] four workers that wait go within a tenth of the set rate', { retry: 2 }, async () => {
  const { connect, limiter } = await onRedis();
  const limit: Limit = { kind: 'token-bucket', name: 'all', count: 200, perMs: 1_000, burst: 100 };
  const end = new AbortController();
  let done = 0;
  const work = async (seed: number) => {
    const ports = { limiter: redisLimiter(await connect()), scheduler: osScheduler, random: seededRandom(seed) };
    while ((await waitFor(ports, demandOf(limit), end.signal)).ok) done += 1;
  };
  const workers = [1, 2, 3, 4].map(work);
  while ((await limiter.take(demandOf(limit))).isGranted); // until the burst is through
  const [fromMs, from] = [performance.now(), done];
  await pause(1_500);
  const perSecond = ((done - from) / (performance.now() - fromMs)) * 1_000;
  end.abort();
  await Promise.all(workers);
  expect(perSecond).toBeGreaterThan(180);
  expect(perSecond).toBeLessThan(220);
});
