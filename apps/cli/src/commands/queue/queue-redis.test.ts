import type { operatorRest as rest } from '@aboveboard/protocol';
import { type RedisServer, startRedis } from '@aboveboard/streams/testing/redis-server';
import { expect, test } from 'vitest';
import { freePort } from '../../../../../packages/streams/src/testing/free-port.ts';
import { command, startCommand } from '../../testing/command.ts';
import { counts, IN, room, WHY } from '../../testing/room.ts';

async function redisOnPort(): Promise<{ redis: RedisServer; url: string }> {
  const port = String(await freePort());
  const redis = await startRedis({ appendonly: true, args: ['--port', port, '--bind', '127.0.0.1'] });
  return { redis, url: `redis://127.0.0.1:${port}` };
}

test('[DESK-1] over a Redis that dies: commands say so, a change that failed is in the audit log, and nothing is lost', async () => {
  const { redis, url } = await redisOnPort();
  const { run, add, control } = await room({ redisUrl: url });
  expect(await run('queue', 'pause', ...IN, ...WHY)).toMatchObject({ status: 0 });
  await add(['{"path":"/no/such/1.phh"}', '{"path":"/no/such/2.phh"}']);
  await redis.kill();
  expect(await run('queue', 'stats')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^The queues cannot be reached.*Redis/),
  });
  expect(await run('queue', 'resume', ...IN, ...WHY)).toMatchObject({ status: 2, stderr: expect.stringContaining('Redis') });
  expect(await run('audit', '-n', '1')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/queue\.resume +import-hands +failed, error .*a test/),
  });

  await redis.start();
  await expect.poll(async () => (await run('queue', 'stats')).status, { timeout: 60_000, interval: 500 }).toBe(0);
  expect(await counts(control)).toMatchObject({ isPaused: true, waiting: { normal: 2 } });
  const purged = await run('queue', 'purge', ...IN, '--yes', ...WHY, '--json');
  expect(JSON.parse(purged.stdout)).toMatchObject({ removed: 2, written: 2, left: 0 });
}, 120_000);

test('[DESK-7] a bench against a Redis without a room: alone, honest, and nothing left when it is interrupted', async () => {
  const { redis, url } = await redisOnPort();
  const bench = (...args: string[]) => startCommand(['queue', 'bench', '--redis', url, '--json', ...args]);
  const whole = await bench('--jobs', '2000').ended;
  expect([whole.status, JSON.parse(whole.stdout)]).toMatchObject([0, { state: 'done', done: 2_000, unfinished: 0, left: 0 }]);

  const long = bench('--jobs', '1000000', '--timeout', '60');
  await expect.poll(long.stderr, { timeout: 60_000 }).toContain('have begun');
  expect(await bench('--jobs', '10').ended).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('under way on this Redis already'),
  });
  long.child.kill('SIGINT');
  const cut = await long.ended;
  const report = JSON.parse(cut.stdout) as rest.BenchReport;
  expect([cut.status, report]).toMatchObject([1, { state: 'stopped', left: 0 }]);
  expect(report.done + report.unfinished).toBe(1_000_000);

  const late = await bench('--jobs', '1000000', '--timeout', '1').ended;
  expect([late.status, JSON.parse(late.stdout)]).toMatchObject([1, { state: 'timed-out', left: 0 }]);
  await redis.kill();
  expect(await command(['queue', 'bench', '--redis', url])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('No Redis answers at 127.0.0.1:'),
  });
}, 120_000);
