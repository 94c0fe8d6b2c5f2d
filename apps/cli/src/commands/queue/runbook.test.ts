/** Every command of runbooks/queue.md, as it stands there, in its order, beside a room in the state that it is about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorRest as rest } from '@aboveboard/protocol';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { expect, test } from 'vitest';
import { freePort } from '../../../../../packages/streams/src/testing/free-port.ts';
import { command } from '../../testing/command.ts';
import { counts, QUEUE, room } from '../../testing/room.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../../runbooks/queue.md'), 'utf8');
const commands = page.split('\n').flatMap((line) => /^ *npx aboveboard (.+)$/.exec(line)?.[1] ?? []);
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
const shownTable = (heading: string): string => page.split('\n').find((line) => line.trim().startsWith(heading)) ?? '';

test('the runbook names enough commands to be one', () => {
  expect(commands.length).toBeGreaterThan(15);
  expect(commands.filter((line) => !/^(?:queue|audit)\b/.test(line))).toEqual([]);
});

test('each command of the runbook does what it is there for', async () => {
  const port = String(await freePort());
  await startRedis({ args: ['--port', port, '--bind', '127.0.0.1'] });
  const { data, add, control } = await room();
  await add([0, 1, 2].map((i) => `{"path":"/no/such/evening-${i}.phh"}`));
  const leftToRun = async (): Promise<number> => {
    const { waiting, running, delayed } = await counts(control);
    return waiting.normal + running + delayed;
  };
  const headings: string[] = [];
  for (const line of commands) {
    if (line.includes(' dead ')) await expect.poll(leftToRun, { timeout: 60_000 }).toBe(0); // they die again at once
    const words = wordsOf(line).map((word) => word.replace('127.0.0.1:6379', `127.0.0.1:${port}`).replace('evening', 'job'));
    const isAsking = /requeue --all|discard|purge/.test(line) && !line.includes('--dry-run');
    const where = line.includes('--redis') ? [] : ['--data', data];
    const { status, stdout, stderr } = await command([...words, ...(isAsking ? ['--yes'] : []), ...where], {
      cwd: join(data, '..'),
    });
    expect([line, status, stderr.replace(/.*(?:have begun|Waiting for at most).*\n/, '')]).toEqual([line, 0, '']);
    headings.push(stdout.split('\n')[0] ?? '');
  }
  for (const heading of ['queue   ', 'id   ']) {
    const columns = shownTable(heading).trim().split(/ {2,}/);
    expect(headings.map((line) => line.split(/ {2,}/))).toContainEqual(columns);
  }
  const audit = await control.get('/api/v1/operator/audit?limit=500', rest.auditReply);
  const done = new Set(
    audit.ok ? audit.value.entries.filter(({ subject }) => subject === QUEUE).map(({ action }) => action) : [],
  );
  expect([...done].sort()).toEqual(['add', 'discard', 'pause', 'purge', 'requeue', 'resume'].map((verb) => `queue.${verb}`));
}, 300_000);
