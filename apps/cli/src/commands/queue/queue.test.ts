import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { operatorRest as rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { command, startCommand, temporaryFolder } from '../../testing/command.ts';
import { counts, QUEUE, room } from '../../testing/room.ts';

const WHY = ['--why', 'a test'];
const IN = ['--queue', QUEUE];

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const jsonLines = <T>(text: string): T[] => linesOf(text).map((line) => JSON.parse(line) as T);

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
  await expect.poll(async () => (await counts(control)).dead, { timeout: 10_000 }).toBe(3);
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
  await expect.poll(async () => (await counts(control)).dead, { timeout: 10_000 }).toBe(3);
  const all = await run('queue', 'dead', 'requeue', '--all', '--yes', ...IN, ...WHY, '--json');
  expect(JSON.parse(all.stdout)).toEqual({ requeued: 3, refused: [] });
  await expect.poll(async () => (await counts(control)).dead, { timeout: 10_000 }).toBe(3);
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
  await expect.poll(async () => (await counts(control)).dead, { timeout: 10_000 }).toBe(1);
  for (const args of [['peek'], ['dead', 'list'], ['dead', 'show', 'job-0']]) {
    const { stdout } = await run('queue', ...args, ...IN);
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    expect(Math.max(...linesOf(stdout).map((line) => line.length))).toBeLessThan(5_000);
  }
  const { stdout } = await run('queue', 'dead', 'show', 'job-0', ...IN);
  expect(stdout).toContain('\\u001b]0;owned\\u0007\\u202ex');
  expect(stdout).toContain('characters more');
}, 120_000);

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
      .poll(() => (existsSync(out) ? statSync(out).size : 0), { interval: 1, timeout: 10_000 })
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
  60_000,
);

test('drain waits, and says when it is in vain, late or interrupted', async () => {
  const { run, add, data } = await room({ importsPerMinute: 1 });
  await add(Array.from({ length: 20 }, (_, i) => `{"path":"/no/such/${i}.phh"}`));
  expect(await run('queue', 'drain', '--timeout', '1')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Not empty in time'),
  });
  const waiting = startCommand(['queue', 'drain', '--data', data, '--json']);
  await expect.poll(waiting.stderr, { timeout: 10_000 }).toContain('Waiting for at most');
  waiting.child.kill('SIGINT');
  const ended = await waiting.ended;
  expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('Stopped: ') });
  expect(JSON.parse(ended.stdout)).toMatchObject({ drained: false, left: expect.any(Number) });
  await run('queue', 'pause', ...IN, ...WHY);
  expect(await run('queue', 'drain', ...IN)).toMatchObject({ status: 1, stderr: expect.stringContaining('is paused') });
}, 120_000);

test('[DESK-7] a bench counts honestly, is refused beside another, and leaves nothing when it is interrupted', async () => {
  const { run, data } = await room();
  const report = JSON.parse((await run('queue', 'bench', '--jobs', '500', '--json')).stdout);
  expect(report).toMatchObject({ state: 'done', wanted: 500, done: 500, unfinished: 0, left: 0, concurrency: 32 });

  const long = startCommand(['queue', 'bench', '--jobs', '1000000', '--data', data, '--json']);
  await expect.poll(long.stderr, { timeout: 10_000 }).toContain('have begun');
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

test('[DESK-5] the control socket is its owner’s alone, gone after a stop, and replaced after a crash', async () => {
  const first = await room();
  const socket = join(first.data, 'control.sock');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  first.server.signal('SIGKILL');
  await first.server.exited;
  expect(existsSync(socket)).toBe(true);
  expect(await first.run('queue', 'stats')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/No room answers at .*control\.sock \(ECONNREFUSED\)\. Start one with/),
  });
  const second = await room({}, first.data);
  expect(await second.run('queue', 'stats')).toMatchObject({ status: 0 });
  second.server.signal('SIGTERM');
  expect(await second.server.exited).toMatchObject({ code: 0 });
  expect(existsSync(socket)).toBe(false);
  expect(await second.run('queue', 'stats')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no control.sock in it'),
  });
}, 120_000);

test('[DESK-5] a data folder with a path too long for a socket has it elsewhere, for the owner alone', async () => {
  const data = join(temporaryFolder(), 'a-folder-with-a-long-name'.repeat(5));
  const { run, server } = await room({}, data);
  const far = readFileSync(join(data, 'control.path'), 'utf8').trim();
  expect(statSync(far).mode & 0o777).toBe(0o600);
  expect(statSync(join(far, '..')).mode & 0o777).toBe(0o700);
  expect(await run('queue', 'stats')).toMatchObject({ status: 0 });
  server.signal('SIGTERM');
  await server.exited;
  expect([existsSync(join(far, '..')), existsSync(join(data, 'control.path'))]).toEqual([false, false]);
}, 120_000);

test('[DESK-2] [DESK-6] over REST it takes the operator’s token, names the operator, and adds no job', async () => {
  const { server, data } = await room();
  const at = (...args: string[]) => [...args, '--url', server.url];
  const env = { ABOVEBOARD_OPERATOR_TOKEN: server.operatorToken ?? '' };
  const cwd = join(data, '..');
  expect(await command(at('queue', 'pause', ...IN, ...WHY), { env })).toMatchObject({ status: 0 });
  expect(await command(at('queue', 'stats'), { env })).toMatchObject({ status: 0, stdout: expect.stringContaining('paused') });
  const entries = jsonLines<rest.AuditEntry>((await command(at('audit', '--json'), { env })).stdout);
  expect(entries).toMatchObject([
    { actorKind: 'operator', actor: 'Operator', action: 'queue.pause', details: { stage: 'done' } },
    { details: { stage: 'begun' } },
  ]);
  expect(await command(at('queue', 'stats'), { cwd })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('ABOVEBOARD_OPERATOR_TOKEN'),
  });

  const guest = await fetch(`${server.url}/api/v1/guests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"nickname":"Ana"}',
  });
  const { token } = (await guest.json()) as { token: string };
  expect(await command(at('queue', 'stats'), { env: { ABOVEBOARD_OPERATOR_TOKEN: token } })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("operator's token"),
  });

  const jobs = [{ id: 'job', payload: '{"path":"/etc/passwd"}' }];
  for (const path of [`/control/queues/${QUEUE}/jobs`, `/api/v1/operator/queues/${QUEUE}/jobs`]) {
    const answer = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${env.ABOVEBOARD_OPERATOR_TOKEN}` },
      body: JSON.stringify({ why: 'a test', jobs }),
    });
    expect([404, 405]).toContain(answer.status);
  }
  const purged = await command(at('queue', 'purge', ...IN, '--yes', ...WHY), { env, cwd });
  expect(purged).toMatchObject({ status: 0, stdout: 'No job of import-hands is waiting.\n' });
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
