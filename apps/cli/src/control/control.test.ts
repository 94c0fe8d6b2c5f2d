import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { operatorRest as rest } from '@aboveboard/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { command, temporaryFolder } from '../testing/command.ts';
import { IN, jsonLines, QUEUE, room, WHY } from '../testing/room.ts';

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
  const { server, data, add } = await room();
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
  await add(['{"path":"/no/such/1.phh"}', '{"path":"/no/such/2.phh"}']);
  const purged = await command(at('queue', 'purge', ...IN, '--yes', ...WHY, '--out', 'kept.jsonl'), { env, cwd });
  expect(purged).toMatchObject({ status: 0, stdout: '2 removed, and kept in kept.jsonl.\n' });
  expect(jsonLines(readFileSync(join(cwd, 'kept.jsonl'), 'utf8'))).toMatchObject([{ id: 'job-0' }, { id: 'job-1' }]);
}, 120_000);

test('a command that asks more than an address may waits until it may again', async () => {
  const { server } = await room({ commandsPerAddress: 2 });
  const env = { ABOVEBOARD_OPERATOR_TOKEN: server.operatorToken ?? '' };
  const paused = command(['queue', 'pause', ...IN, ...WHY, '--json', '--url', server.url], { env });
  expect(await paused).toMatchObject({ status: 0 });
  const startedAtMs = Date.now();
  const stats = await command(['queue', 'stats', '--json', '--url', server.url], { env });
  expect(stats).toMatchObject({ status: 0, stdout: expect.stringContaining('"isPaused":true') });
  expect(Date.now() - startedAtMs).toBeGreaterThan(3_000);
}, 120_000);

test('what answers and is no room is told apart from one', async () => {
  const other = createServer((_request, answer) => void answer.end('{"hello":"world"}')).listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const env = { ABOVEBOARD_OPERATOR_TOKEN: 'any' };
  const stats = (url: string) => command(['queue', 'stats', '--url', url], { env });
  expect(await stats(`http://127.0.0.1:${port}`)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('What answers is no room'),
  });
  expect(await stats('127.0.0.1')).toMatchObject({ status: 2, stderr: expect.stringContaining('--url: got 127.0.0.1, wants') });
}, 120_000);
