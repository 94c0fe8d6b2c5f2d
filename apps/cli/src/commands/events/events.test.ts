/** The commands for events beside a real room that has dead ones, and every command of runbooks/dead-letters.md as it stands there. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsRest as rest } from '@aboveboard/protocol';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, test } from 'vitest';
import { command, temporaryFolder } from '../../testing/command.ts';
import { jsonLines, linesOf, room, WHY } from '../../testing/room.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../../runbooks/dead-letters.md'), 'utf8');
const commands = page.split('\n').flatMap((line) => /^ *npx aboveboard (.+)$/.exec(line)?.[1] ?? []);
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
const IN = ['--consumer', 'statistics'];
const OTHER = ['--consumer', 'ranking'];

/** A folder of a room with void deals that a later program than this one told of: every consumer fails at them. */
async function folderWithOddEvents(ids: readonly number[]): Promise<string> {
  const data = join(temporaryFolder(), 'room');
  mkdirSync(data);
  const db = await openDatabase(join(data, 'room.db'));
  const rows = ids.map((id, i) => ({
    ...{ id, table_id: '00000000-0000-4000-8000-000000000001', hand_no: i + 1, kind: 'deal-voided', version: 99 },
    ...{ payload: '{"missing":[]}', created_ms: 1, published_ms: null },
  }));
  await db.reader.insertInto('outbox').values(rows).execute();
  await db.close();
  return data;
}

/** What an update of the room would bring about: the version is known. */
async function mend(data: string, ids: readonly number[]): Promise<void> {
  const db = await openDatabase(join(data, 'room.db'));
  for (const { consumer, event_id, payload } of await db.reader.selectFrom('dead_event').selectAll().execute()) {
    const known = payload.replace('"version":99', '"version":1');
    const mended = db.reader.updateTable('dead_event').set({ payload: ids.includes(event_id) ? known : payload });
    await mended.where('consumer', '=', consumer).where('event_id', '=', event_id).execute();
  }
  await db.close();
}

test('dead events are seen, done again and discarded, a consumer is rebuilt, and each command of the runbook does what it is there for', async () => {
  const data = await folderWithOddEvents([4709, 4710, 4711, 4712, 4713]);
  const { run, control } = await room({}, data);
  const deadOf = async (name: string): Promise<number> => {
    const reply = await control.get('/api/v1/operator/events', rest.statusReply);
    return (reply.ok && reply.value.consumers.find((consumer) => consumer.name === name)?.dead) || 0;
  };
  for (const name of ['statistics', 'ranking']) await expect.poll(() => deadOf(name), { timeout: 60_000 }).toBe(5);

  const status = await run('events', 'status');
  expect([status.status, linesOf(status.stdout)[0]]).toEqual([1, '5 events were told; none waits to be.']);
  expect(status.stdout).toMatch(/statistics +5 +0 +- +5\n/);
  expect(jsonLines((await run('events', 'dead', ...IN, '--json')).stdout)).toMatchObject(
    [4709, 4710, 4711, 4712, 4713].map((id) => ({ id, event: { id, version: 99 }, errors: Array(4).fill(expect.any(String)) })),
  );
  expect(await run('events', 'reprocess', '4709', '1', ...IN, ...WHY)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /^0 done\.\n4709 failed again and stays dead: .*\n1 is not a dead event any more, or never was\.\n$/,
    ),
  });
  await mend(data, [4709, 4711, 4713]);
  expect(await run('events', 'reprocess', '--all', '--yes', '--json', ...OTHER, ...WHY)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^\{"done":3,"refused":\[\{"id":4710,/),
  });
  expect(await run('events', 'discard', '4710', '4709', '--yes', ...OTHER, ...WHY)).toMatchObject({
    status: 1,
    stdout: '1 removed.\n4709 is not a dead event any more, or never was.\n',
  });
  expect(await run('events', 'discard', '4712', ...OTHER, ...WHY)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--yes'),
  });
  expect(await run('events', 'rebuild', '--yes', '--consumer', 'dishes', ...WHY)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no consumer "dishes"; there are '),
  });
  expect(await deadOf('ranking')).toBe(1);

  await mend(data, [4710]);
  expect(commands.filter((line) => !/^(?:events|audit)\b/.test(line))).toEqual([]);
  expect(commands.length).toBeGreaterThan(7);
  const headings: string[][] = [];
  for (const line of commands) {
    const isAsking = /reprocess --all|discard|rebuild/.test(line);
    const { status, stdout, stderr } = await command([...wordsOf(line), ...(isAsking ? ['--yes'] : []), '--data', data]);
    const isFine = status === 0 || (/^events (?:status|reprocess --all)/.test(line) && status === 1); // 4712 stays odd
    expect([line, isFine, stderr]).toEqual([line, true, '']);
    headings.push(...linesOf(stdout).map((shown) => shown.trim().split(/ {2,}/)));
  }
  for (const heading of ['consumer ', 'id  ']) {
    const columns = page.split('\n').find((line) => line.trim().startsWith(heading)) ?? '';
    expect(headings).toContainEqual(columns.trim().split(/ {2,}/));
  }
  await expect.poll(() => deadOf('statistics'), { timeout: 60_000 }).toBe(5); // rebuilt, from events as they were told
  const audit = linesOf((await run('audit', '-n', '100')).stdout).flatMap((line) => /events\.\w+/.exec(line) ?? []);
  expect(new Set(audit)).toEqual(new Set(['events.reprocess', 'events.discard', 'events.rebuild']));
}, 300_000);
