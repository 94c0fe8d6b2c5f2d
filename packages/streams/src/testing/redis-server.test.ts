import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { expect, onTestFinished, test } from 'vitest';
import { startRedis } from './redis-server.ts';

async function clientOf(socketPath: string) {
  const client = createClient({ socket: { path: socketPath, tls: false, reconnectStrategy: 10 } });
  client.on('error', () => {}); // a server that is gone is what these tests are about
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

test('keeps what it answered for over a kill -9 when it writes each command to disk', async () => {
  const redis = await startRedis({ appendonly: true });
  const client = await clientOf(redis.socketPath);
  await client.set('chips', '100');
  await redis.kill();
  await redis.start();
  expect(await client.get('chips')).toBe('100');
});

test('begins empty without', async () => {
  const redis = await startRedis();
  const client = await clientOf(redis.socketPath);
  await client.set('chips', '100');
  await redis.stop();
  await redis.start();
  expect(await client.get('chips')).toBeNull();
});

test('answers nothing while frozen, and everything afterwards', async () => {
  const redis = await startRedis();
  const client = await clientOf(redis.socketPath);
  redis.freeze();
  const answer = client.ping();
  expect(await Promise.race([answer, pause(200, 'silence')])).toBe('silence');
  redis.thaw();
  expect(await answer).toBe('PONG');
});
