import type { operatorRest as rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { counts, IN, jsonLines, linesOf, QUEUE, room, WHY } from '../../testing/room.ts';

test('jobs that wait and dead letters are seen, shown, queued again and discarded, and the audit log tells of it', async () => {
  const { run, add, control } = await room();
  expect(await run('queue', 'pause', ...IN, ...WHY)).toMatchObject({ status: 0 });
  await add(['nonsense \u001b[31m', '{"path":"/no/such/file.phh"}', '{"path":"/no/such/other.phh"}']);

  const stats = await run('queue', 'stats');
  expect(linesOf(stats.stdout)[0]).toMatch(/^queue +waiting +held +delayed +running +dead/);
  expect(stats.stdout).toMatch(/import-hands +3 +0 +0 +0 +0 .* paused\n/);
  const peeked = await run('queue', 'peek', ...IN, '--n', '2');
  expect(linesOf(peeked.stdout)).toHaveLength(3);
  expect(jsonLines((await run('queue', 'peek', ...IN, '--json')).stdout)).toMatchObject([
    { id: 'job-0', payload: 'nonsense \u001b[31m', priority: 'normal' },
    { id: 'job-1' },
    { id: 'job-2' },
  ]);

  expect(await run('queue', 'resume', ...IN, ...WHY)).toMatchObject({ status: 0 });
  await expect.poll(async () => (await counts(control)).dead, { timeout: 60_000 }).toBe(3);
  const list = await run('queue', 'dead', 'list', ...IN);
  expect(list.stdout).toMatch(/job-0 .* ago +malformed +1 +the payload cannot be read/);
  const shown = await run('queue', 'dead', 'show', 'job-1', ...IN);
  expect(shown.stdout).toContain('payload\n  {"path":"/no/such/file.phh"}');
  expect(shown.stdout).toMatch(/run 1, .*file\.phh/);
  expect(await run('queue', 'dead', 'show', 'job-9', ...IN)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('No dead letter of import-hands has the id "job-9"'),
  });

  const again = await run('queue', 'dead', 'requeue', 'job-1', 'job-9', ...IN, ...WHY);
  expect(again).toMatchObject({ status: 1, stdout: expect.stringContaining('1 queued again.\njob-9 is not a dead letter') });
  await expect.poll(async () => (await counts(control)).dead, { timeout: 60_000 }).toBe(3);
  const all = await run('queue', 'dead', 'requeue', '--all', '--yes', ...IN, ...WHY, '--json');
  expect(JSON.parse(all.stdout)).toEqual({ requeued: 3, refused: [] });
  await expect.poll(async () => (await counts(control)).dead, { timeout: 60_000 }).toBe(3);
  expect(await run('queue', 'dead', 'discard', 'job-2', '--yes', ...IN, ...WHY)).toMatchObject({
    status: 0,
    stdout: '1 removed.\n',
  });
  expect(await run('queue', 'drain', ...IN)).toMatchObject({ status: 0, stdout: expect.stringContaining('2 dead letters') });

  const audit = await run('audit');
  expect(linesOf(audit.stdout).map((line) => /queue\.\w+/.exec(line)?.[0] ?? 'heads')).toEqual([
    'heads',
    'queue.discard',
    'queue.requeue',
    'queue.requeue',
    'queue.resume',
    'queue.add',
    'queue.pause',
  ]);
  const [newest, before] = jsonLines<rest.AuditEntry>((await run('audit', '--json', '-n', '2')).stdout);
  expect(newest).toMatchObject({
    actorKind: 'shell',
    action: 'queue.discard',
    subject: QUEUE,
    why: 'a test',
    details: { stage: 'done', removed: 1 },
  });
  expect(before).toMatchObject({ action: 'queue.discard', details: { stage: 'begun', ids: ['job-2'] } });
  expect(newest?.actor).not.toBe('unknown');
}, 120_000);

test('[DESK-8] what a terminal is shown has no control characters, and an end', async () => {
  const { run, add, control } = await room();
  await add([`\u001b]0;owned\u0007\u202e${'x'.repeat(5_000)}`]);
  await expect.poll(async () => (await counts(control)).dead, { timeout: 60_000 }).toBe(1);
  for (const args of [['peek'], ['dead', 'list'], ['dead', 'show', 'job-0']]) {
    const { stdout } = await run('queue', ...args, ...IN);
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    expect(Math.max(...linesOf(stdout).map((line) => line.length))).toBeLessThan(5_000);
  }
  const { stdout } = await run('queue', 'dead', 'show', 'job-0', ...IN);
  expect(stdout).toContain('\\u001b]0;owned\\u0007\\u202ex');
  expect(stdout).toContain('characters more');
}, 120_000);

test('what is asked wrongly is a wrong call, with a sentence', async () => {
  const { run } = await room();
  const wrong = async (...args: string[]) => {
    const { status, stderr } = await run(...args);
    return [status, stderr.split('\n')[0]];
  };
  expect(await wrong('queue', 'pause', '--queue', 'dishes', ...WHY)).toEqual([
    2,
    'There is no queue "dishes"; there are archive-hands, import-hands.',
  ]);
  expect(await wrong('queue', 'pause', ...IN)).toEqual([2, expect.stringContaining('A change needs a reason')]);
  expect(await wrong('queue', 'pause', ...WHY)).toEqual([2, expect.stringContaining('--queue')]);
  expect(await wrong('queue', 'peek', ...IN, '--n', 'ten')).toEqual([2, expect.stringContaining('A whole number from 1')]);
  expect(await wrong('queue', 'dead', 'requeue', ...IN, ...WHY)).toEqual([
    2,
    'Name the dead jobs to queue again, or say --all.',
  ]);
  expect(await wrong('queue', 'bench', '--redis', 'http://x')).toEqual([
    2,
    expect.stringContaining('wants an address such as redis://'),
  ]);
}, 120_000);
