/** Queues on a Redis Cluster: the whole contract, where whatever leaves its slot is refused. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { queueStoreContract } from '../../queue/queue-store.contract.ts';
import { becomeCluster, clusterArgs } from '../../testing/cluster.ts';
import { type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { connectRedis } from '../connection/connect-redis.ts';
import { runScript, script } from '../connection/script.ts';
import { redisQueueStore } from './redis-queue-store.ts';

let server: RedisServer;
let stop = async () => {};
beforeAll(async () => {
  server = await startRedis({ args: await clusterArgs(), atEnd: (end) => (stop = end) });
  const redis = await connectRedis({ socketPath: server.socketPath });
  await becomeCluster(redis);
  redis.destroy();
}, 30_000);
afterAll(() => stop());

async function connect() {
  const redis = await connectRedis({ socketPath: server.socketPath });
  onTestFinished(() => redis.destroy());
  return redis;
}

test('a script that leaves its slot is refused there', async () => {
  const strays = script(`#!lua\nredis.call('SET', 'ab:{other}:x', 1)`);
  await expect(runScript(await connect(), strays, ['ab:{jobs}:queue:book'], [])).rejects.toThrow(/slot/);
});

queueStoreContract('[QUEUE-17] queues on a Redis Cluster', async () => {
  const redis = await connect();
  await redis.flushAll();
  const store = await redisQueueStore(redis, { space: 'room' });
  onTestFinished(store.close);
  return { store, pass: (ms) => pause(ms) };
});
