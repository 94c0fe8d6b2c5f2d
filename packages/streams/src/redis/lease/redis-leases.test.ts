import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
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
