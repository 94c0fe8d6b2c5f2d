import { expect, test } from 'vitest';
import { startCommand } from '../../testing/command.ts';
import { IN, room, WHY } from '../../testing/room.ts';

test('drain waits, and says when it is in vain, late or interrupted', async () => {
  const { run, add, data } = await room({ importsPerMinute: 1 });
  await add(Array.from({ length: 20 }, (_, i) => `{"path":"/no/such/${i}.phh"}`));
  expect(await run('queue', 'drain', '--timeout', '1')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Not empty in time'),
  });
  const waiting = startCommand(['queue', 'drain', '--data', data, '--json']);
  await expect.poll(waiting.stderr, { timeout: 60_000 }).toContain('Waiting for at most');
  waiting.child.kill('SIGINT');
  const ended = await waiting.ended;
  expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('Stopped: ') });
  expect(JSON.parse(ended.stdout)).toMatchObject({ drained: false, left: expect.any(Number) });
  await run('queue', 'pause', ...IN, ...WHY);
  expect(await run('queue', 'drain', ...IN)).toMatchObject({ status: 1, stderr: expect.stringContaining('is paused') });
}, 120_000);
