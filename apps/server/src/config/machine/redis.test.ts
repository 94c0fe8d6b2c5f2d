import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { expect, test } from 'vitest';
import { redisRemarks } from './redis.ts';

const PASSWORD = 'open/sesame';

/** A Redis of the test's own on the loopback, with a user who has a password. */
async function redisWith(...args: string[]) {
  const port = await freePort();
  const user = ['--user', 'room', 'on', `>${PASSWORD}`, '~*', '&*', '+@all'];
  const server = await startRedis({ args: ['--port', String(port), '--bind', '127.0.0.1', ...user, ...args] });
  return { server, host: `127.0.0.1:${port}`, url: `redis://room:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('none is asked for, or one that keeps what it is given: nothing to say', async () => {
  expect(await redisRemarks(undefined)).toEqual([]);
  const { url } = await redisWith('--appendonly', 'yes');
  expect(await redisRemarks(url)).toEqual([]);
});

test('one that may forget', async () => {
  const { url, host } = await redisWith('--maxmemory-policy', 'allkeys-lru');
  expect(await redisRemarks(url)).toEqual([
    {
      severity: 'wrong',
      text: `ABOVEBOARD_REDIS_URL: the Redis at ${host} has maxmemory-policy allkeys-lru, which drops jobs; wants noeviction`,
    },
    {
      severity: 'note',
      text: `ABOVEBOARD_REDIS_URL: the Redis at ${host} has appendonly off: a restart of it loses the jobs in it`,
    },
  ]);
});

test('a wrong password, told without it', async () => {
  const { host } = await redisWith();
  const remarks = await redisRemarks(`redis://room:not-${encodeURIComponent(PASSWORD)}@${host}`);
  expect(remarks).toEqual([
    { severity: 'wrong', text: expect.stringContaining(`the Redis at ${host} cannot be used: WRONGPASS`) },
  ]);
  expect(JSON.stringify(remarks)).not.toMatch(/sesame/);
});

test('nobody there, and one that does not answer', async () => {
  const { server, url, host } = await redisWith();
  server.freeze();
  expect(await redisRemarks(url, 300)).toEqual([
    { severity: 'wrong', text: `ABOVEBOARD_REDIS_URL: the Redis at ${host} did not answer within 300 ms` },
  ]);
  await server.kill();
  expect(await redisRemarks(url)).toEqual([{ severity: 'wrong', text: expect.stringContaining('does not answer') }]);
});
