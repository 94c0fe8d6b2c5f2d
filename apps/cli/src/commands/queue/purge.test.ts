import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { operatorRest as rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { startCommand } from '../../testing/command.ts';
import { counts, IN, jsonLines, room, WHY } from '../../testing/room.ts';

test('[DESK-2] [DESK-4] a purge asks, says why, writes before it removes, and never over a file', async () => {
  const { run, add, data, control } = await room();
  await run('queue', 'pause', ...IN, ...WHY);
  await add(Array.from({ length: 250 }, (_, i) => `{"path":"/no/such/${i}.phh"}`));
  const out = join(data, '../kept.jsonl');

  expect(await run('queue', 'purge', ...IN, '--dry-run')).toMatchObject({
    status: 0,
    stdout: '250 waiting jobs of import-hands would go; none was removed.\n',
  });
  expect(await run('queue', 'purge', ...IN, ...WHY)).toMatchObject({ status: 2, stderr: expect.stringContaining('--yes') });
  expect(await run('queue', 'purge', ...IN, '--yes')).toMatchObject({ status: 2, stderr: expect.stringContaining('--why') });
  writeFileSync(out, 'mine');
  expect(await run('queue', 'purge', ...IN, '--yes', ...WHY, '--out', out)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is there already'),
  });
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await counts(control)).waiting.normal).toBe(250);

  const { status, stdout } = await run('queue', 'purge', ...IN, '--yes', ...WHY);
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^250 removed, and kept in import-hands-waiting-\d{8}T\d{6}Z\.jsonl\.\n$/),
  ]);
  const file = join(data, '..', /in (\S+)\.\n/.exec(stdout)?.[1] ?? '');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const kept = jsonLines<rest.QueuedJob>(readFileSync(file, 'utf8'));
  expect(kept.map(({ id, payload }) => [id, payload])).toEqual(
    Array.from({ length: 250 }, (_, i) => [`job-${i}`, `{"path":"/no/such/${i}.phh"}`]),
  );
  expect((await counts(control)).waiting.normal).toBe(0);
}, 120_000);

test.each([
  ['the room', 'room'],
  ['the command', 'command'],
])(
  '[DESK-4] a purge in which %s is killed has every job in the queue or in the file',
  async (_, victim) => {
    const first = await room();
    const ids = Array.from({ length: 4_000 }, (_, i) => `job-${i}`);
    await first.run('queue', 'pause', ...IN, ...WHY);
    await first.add(ids.map((id) => JSON.stringify({ path: `/no/such/${id}.phh` })));
    const out = join(first.data, '../kept.jsonl');
    const purging = startCommand(['queue', 'purge', ...IN, '--yes', ...WHY, '--out', out, '--data', first.data]);
    await expect
      .poll(() => (existsSync(out) ? statSync(out).size : 0), { interval: 1, timeout: 60_000 })
      .toBeGreaterThan(10_000);
    if (victim === 'room') first.server.signal('SIGKILL');
    else purging.child.kill('SIGKILL');
    const { status, stderr } = await purging.ended;
    expect(status).not.toBe(0);
    if (victim === 'room') {
      expect(stderr).toContain('No room answers');
      await first.server.exited;
    }
    const { control, run } = victim === 'room' ? await room({}, first.data) : first;
    const left = jsonLines<rest.QueuedJob>((await run('queue', 'peek', ...IN, '--n', '100000', '--json')).stdout);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBe((await counts(control)).waiting.normal);
    const whole = readFileSync(out, 'utf8').split('\n').slice(0, -1);
    const kept = whole.map((line) => (JSON.parse(line) as rest.QueuedJob).id);
    expect(new Set([...left.map(({ id }) => id), ...kept])).toEqual(new Set(ids));
  },
  120_000,
);
