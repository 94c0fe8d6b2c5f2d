import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { leasesContract } from '../../lease/leases.contract.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { startRedis } from '../../testing/redis-server.ts';
import { connectRedis } from '../connection/connect-redis.ts';
import { redisLeases } from './redis-leases.ts';

leasesContract('[STREAM-11] leases on Redis', async () => {
  const { socketPath } = await startRedis();
  const redis = await connectRedis({ socketPath });
  onTestFinished(() => redis.destroy());
  return {
    leases: redisLeases(redis, osScheduler, { watchEveryMs: 20 }),
    advance: (ms) => pause(ms),
  };
});

test('what is renewed in one turn is one script, and each lease has its own answer', async () => {
  const { socketPath } = await startRedis();
  const redis = await connectRedis({ socketPath });
  onTestFinished(() => redis.destroy());
  const leases = redisLeases(redis, osScheduler);
  const mine = [];
  for (let n = 0; n < 40; n++) {
    const taken = await leases.acquire({ name: `table:${n}`, holder: 'a', floor: 0, ttlMs: 5_000 });
    if (taken.ok) mine.push(taken.value);
  }
  const strange = [
    { name: 'table:7', holder: 'b', epoch: 1 },
    { name: 'table:unknown', holder: 'a', epoch: 3 },
  ];
  await redis.sendCommand(['CONFIG', 'RESETSTAT']);
  const answers = await Promise.all([...mine, ...strange].map((lease) => leases.renew(lease, 5_000)));
  expect(await redis.sendCommand(['INFO', 'commandstats'])).toMatch(/cmdstat_eval(sha)?:calls=1,/);
  expect(answers.slice(0, 40).every((answer) => answer.ok && answer.value === 'KEPT')).toBe(true);
  expect(answers.slice(40)).toEqual([
    { ok: false, error: 'LOST' },
    { ok: true, value: 'FORGOTTEN' },
  ]);
});
