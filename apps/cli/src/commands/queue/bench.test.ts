import type { operatorRest as rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { startCommand } from '../../testing/command.ts';
import { room } from '../../testing/room.ts';

test('[DESK-7] a bench counts honestly, is refused beside another, and leaves nothing when it is interrupted', async () => {
  const { run, data } = await room();
  const report = JSON.parse((await run('queue', 'bench', '--jobs', '500', '--json')).stdout);
  expect(report).toMatchObject({ state: 'done', wanted: 500, done: 500, unfinished: 0, left: 0, concurrency: 32 });

  const long = startCommand(['queue', 'bench', '--jobs', '1000000', '--data', data, '--json']);
  await expect.poll(long.stderr, { timeout: 60_000 }).toContain('have begun');
  expect(await run('queue', 'bench', '--jobs', '10')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('under way already'),
  });
  long.child.kill('SIGINT');
  const ended = await long.ended;
  const cut = JSON.parse(ended.stdout) as rest.BenchReport;
  expect([ended.status, cut]).toMatchObject([1, { state: 'stopped', left: 0 }]);
  expect(cut.done + cut.unfinished).toBe(1_000_000);
}, 120_000);

test('[DESK-1] [DESK-7] of what a crash cut short the audit log has the beginning, and the next bench clears up', async () => {
  const first = await room();
  const bench = startCommand(['queue', 'bench', '--jobs', '1000000', '--data', first.data]);
  await expect.poll(bench.stderr, { timeout: 60_000 }).toContain('have begun');
  first.server.signal('SIGKILL');
  expect(await bench.ended).toMatchObject({ status: 2, stderr: expect.stringContaining('No room answers') });
  await first.server.exited;
  const { run } = await room({}, first.data);
  expect((await run('audit')).stdout).toMatch(/queue\.bench +bench +begun, and no word of its end, jobs 1000000/);
  const report = JSON.parse((await run('queue', 'bench', '--jobs', '200', '--json')).stdout);
  expect(report).toMatchObject({ state: 'done', wanted: 200, done: 200, left: 0 });
}, 120_000);
