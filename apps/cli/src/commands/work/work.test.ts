/** The commands for archives and imports beside a real room, each a process of its own. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '@aboveboard/kit';
import { noteTermination } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { describe, expect, test } from 'vitest';
import { command, startCommand, temporaryFolder } from '../../testing/command.ts';
import { counts, room } from '../../testing/room.ts';

const HAND = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100]
actions = ["d dh p1 AsKs", "d dh p2 2c7d", "p2 f"]
finishing_stacks = [101, 99]
`;
const DAY_MS = 86_400_000;
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'hands');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('import-hands', () => {
  test('stores every hand of a folder, says how many, and nothing twice; hands lists and prints them', async () => {
    const { run } = await room();
    const folder = folderOf({
      'a.phh': HAND,
      'b.phhs': `[1]\n${HAND}hand = 1\n\n[2]\n${HAND}hand = 2\n`,
      'notes.md': 'no hands',
    });
    const first = await run('import-hands', folder, '--json');
    expect([first.status, JSON.parse(first.stdout)]).toEqual([0, { files: 2, hands: 3, stored: 3, known: 0, refused: [] }]);
    const again = await run('import-hands', folder);
    expect([again.status, again.stdout]).toEqual([0, '2 of 2 files whole, 3 hands in them: 0 stored, 3 known before\n']);

    const list = linesOf((await run('hands')).stdout);
    expect(list[0]).toMatch(/^id +game +seats +played +imported +from +hand$/);
    expect(list).toHaveLength(4);
    const kept = linesOf((await run('hands', '--json', '-n', '2')).stdout).map((line) => JSON.parse(line));
    expect(kept).toHaveLength(2);
    for (const { id, phh } of kept) expect(createHash('sha256').update(phh).digest('hex')).toBe(id);
    const out = join(folder, '..', 'out.phhs');
    writeFileSync(out, (await run('hands', '--to', 'phh')).stdout);
    expect((await command(['replay', out])).stdout).toBe('replayed 3 hands: 0 mismatches\n');
    expect((await run('hands', '--to', 'text', '-n', '1')).stdout).toContain('*** HOLE CARDS ***');
    const audit = await run('audit', '--json');
    expect(audit.stdout).toContain('"why":"import-hands on the command line"');
  }, 120_000);

  test('names each fault, stores the good hands of the same file, and ends with 1', async () => {
    const { run } = await room();
    const bad = HAND.replace('[101, 99]', '[99, 101]');
    const folder = folderOf({ 'a.phhs': `[1]\n${bad}\n[2]\n${HAND}`, 'b.phh': `${HAND}hand = 2\n`, 'c.txt': 'nothing' });
    const { status, stdout, stderr } = await run('import-hands', folder);
    const lines = linesOf(stdout);
    expect([status, stderr, lines.length]).toEqual([1, '', 3]);
    expect(stdout).toMatch(/a\.phhs: 1 of 2 hands refused, 1 stored, 0 known before: \[1\] p1: expected 99, got 101; p2/);
    expect(stdout).toMatch(/c\.txt: no hand could be read: /);
    expect(lines.at(-1)).toBe(
      '1 of 3 files whole, 1 hands in them: 1 stored, 0 known before; 2 with faults, whose good hands are stored as well',
    );
    expect(linesOf((await run('hands', '--json')).stdout)).toHaveLength(2);
  }, 120_000);

  test('does not wait with --no-wait; Ctrl+C leaves the room working and says how to see it', async () => {
    const { run, data, control } = await room({ importsPerMinute: 10 }); // one at once, then one in six seconds
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.phh`, `${HAND}hand = ${i}\n`]));
    const folder = folderOf(files);
    const left = await run('import-hands', folder, '--no-wait');
    expect([left.status, left.stdout]).toMatchObject([0, expect.stringContaining('30 files handed over. See them with')]);
    const waiting = async () => (await counts(control)).waiting.normal;
    expect(await waiting()).toBeLessThan(30);
    const watching = startCommand(['import-hands', folder, '--data', data]);
    await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(30);
    watching.child.kill('SIGINT');
    const ended = await watching.ended;
    expect(ended.status).toBe(130);
    expect(ended.stderr).toContain('The room goes on with the 30 jobs it has.');
    expect(ended.stderr).toContain('npx aboveboard queue stats --queue import-hands');
    expect(await waiting()).toBeGreaterThan(30);
  }, 120_000);

  test('waits where the queue is full, and says so where nothing in it moves', async () => {
    const { run } = await room({ queueMaxJobs: 10 });
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.phh`, `${HAND}hand = ${i}\n`]));
    const folder = folderOf(files);
    const whole = await run('import-hands', folder, '--json');
    expect([whole.status, JSON.parse(whole.stdout)]).toMatchObject([0, { files: 30, stored: 30 }]);
    await run('queue', 'pause', '--queue', 'import-hands', '--why', 'a test');
    const stuck = await run('import-hands', folder);
    expect([stuck.status, stuck.stderr]).toEqual([2, expect.stringContaining('is it paused, or full of dead letters?')]);
    expect(stuck.stderr).toContain('It has 10 of these 30 jobs');
  }, 120_000);

  test('what is no call is told with exit code 2: no room, no such folder, nothing in it', async () => {
    const { run } = await room();
    expect(await run('import-hands', '/no/such/folder')).toMatchObject({
      status: 2,
      stderr: '/no/such/folder: there is no such file or folder\n',
    });
    expect(await run('import-hands', folderOf({ 'a.md': '' }))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no .phh, .phhs or .txt files there'),
    });
    const nowhere = await command(['import-hands', folderOf({ 'a.phh': HAND }), '--data', temporaryFolder()]);
    expect(nowhere).toMatchObject({ status: 2, stderr: expect.stringContaining('No room is running on') });
  }, 120_000);
});

describe('archive-hands', () => {
  test('[HAND-7] writes days that are over, tells where, and the files replay; the room had done it by itself; its hands are shown', async () => {
    const first = await room({
      bots: true,
      botThinkMs: 2,
      betweenHandsMs: 10,
      revealMs: 200,
      revealMaxMs: 400,
      stopWaitMs: 2_000,
    });
    const { data } = first;
    expect((await first.run('archive-hands')).stdout).toBe('Every day that is over is archived.\n');
    const played = async (): Promise<number> => {
      const db = await openDatabase(join(data, 'room.db'));
      const { hands } = await db.reader
        .selectFrom('hand')
        .select((eb) => eb.fn.countAll<number>().as('hands'))
        .where('status', '=', 'ended')
        .executeTakeFirstOrThrow();
      await db.close();
      return hands;
    };
    await expect.poll(played, { timeout: 30_000, interval: 500 }).toBeGreaterThan(20);
    first.server.signal('SIGTERM');
    await first.server.exited;
    const day = await yesterdayFor(data);
    await leaveTermination(data);

    const { run } = await room({}, data);
    await expect.poll(() => counted(data), { timeout: 20_000, interval: 500 }).toBe(await played());
    await expect
      .poll(async () => (await run('archive-hands')).stdout, { timeout: 20_000 })
      .toBe('Every day that is over is archived.\n');
    const hands = await played();
    const written = await run('archive-hands', '--day', day);
    const [head, ...rows] = linesOf(written.stdout);
    expect([written.status, head]).toEqual([0, expect.stringMatching(/^file +hands +bytes$/)]);
    const files = rows.map((row) => row.split(/ {2,}/)[0] ?? '');
    for (const file of files) expect(file.startsWith(join(data, 'archive', day))).toBe(true);
    const replayed = await command(['replay', join(data, 'archive')]);
    expect([replayed.status, replayed.stdout]).toEqual([0, `replayed ${hands} hands: 0 mismatches\n`]);

    const json = await run('archive-hands', '--day', day, '--json');
    const outcomes = linesOf(json.stdout).map((line) => JSON.parse(line));
    expect(outcomes.map(({ file }) => join(data, 'archive', file)).sort()).toEqual(files.sort());
    for (const { file, sha256, bytes } of outcomes) {
      const packed = readFileSync(join(data, 'archive', file));
      expect([createHash('sha256').update(packed).digest('hex'), packed.length]).toEqual([sha256, bytes]);
    }
    const one = await run('archive-hands', '--day', day, '--table', outcomes[0].tableId, '--json');
    expect(linesOf(one.stdout).map((line) => JSON.parse(line))).toEqual([outcomes[0]]);
    expect((await run('archive-hands', '--day', '2001-01-01')).stdout).toBe('No hand ended on 2001-01-01.\n');
    await expectHandsShown(run, outcomes[0].tableId);
    expect((await run('hands', 'terminations')).stdout).toMatch(
      /\n[0-9a-f-]{36}\.7 +DRAINED .* 3 +main +- +1\(away, timed out 1\) 3\n$/,
    );
    expect(await run('archive-hands', '--day', '2026-02-30')).toMatchObject({ status: 2 });
  }, 180_000);
});

/** Hands of a table are found, shown at each state, and all their cards only to who says why. */
async function expectHandsShown(run: (...args: string[]) => ReturnType<typeof command>, tableId: string): Promise<void> {
  const found = linesOf((await run('hands', 'find', '--table', tableId, '-n', '3', '--json')).stdout).map((line) =>
    JSON.parse(line),
  );
  expect(found).toHaveLength(3);
  const [{ id, phh }] = found;
  expect(id.startsWith(`${tableId}.`)).toBe(true);
  expect((await run('hands', 'find', '--table', tableId, '-n', '1', '--phh')).stdout).toBe(`["${id}"]\n${phh}\n`);
  const shown = await run('hands', 'show', id);
  expect([shown.status, shown.stdout.endsWith(phh)]).toEqual([0, true]);
  const dealt = await run('hands', 'show', id, '--state', '0');
  const actions = Number(/after 0 of (\d+) actions: .*, pot \d+\n/.exec(dealt.stdout)?.[1]);
  expect(dealt.stdout).toMatch(/ \?\?\?\?/);
  const beyond = await run('hands', 'show', id, '--state', String(actions + 1));
  expect(beyond).toMatchObject({ status: 2, stderr: expect.stringContaining(`${actions} actions`) });
  for (const [how, ...flags] of [['settle'], ['refund', '--yes']] as const) {
    const over = await run('hands', how, id, ...flags, '--why', 'ticket 12', '--json');
    expect(over).toMatchObject({ status: 1, stdout: expect.stringContaining('"refusal":"HAND_NOT_REFUSED"') });
  }
  expect(await run('hands', 'refund', id, '--why', 'x')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Say --yes'),
  });
  expect(await run('hands', 'find')).toMatchObject({ status: 2, stderr: expect.stringContaining('Say whose hands') });
  const cards = await run('hands', 'cards', id, '--why', 'complaint 17');
  expect([cards.status, cards.stdout]).toEqual([0, expect.not.stringContaining('?')]);
  expect((await run('audit', '--action', 'hand.read-cards')).stdout).toContain('complaint 17');
}

/** What a stop that runs a hand out leaves in the database. */
async function leaveTermination(data: string): Promise<void> {
  const db = await openDatabase(join(data, 'room.db'));
  const seats = [
    { seat: 0, isConnected: false, timeOuts: 1, missedSeeds: 0 },
    { seat: 2, isConnected: true, timeOuts: 0, missedSeeds: 0 },
  ];
  const at = { startedMs: 1, lastAcceptedMs: 2, accepted: 3, acknowledged: [] };
  const context = { endedBy: 'main', lostOwner: null, ...at, seats };
  await db.transaction(async (trx) =>
    ok(await noteTermination(trx, { tableId: randomUUID(), handNo: 7, reason: 'DRAINED', atMs: Date.now(), context })),
  );
  await db.close();
}

/** Hands that the archive has heard of. */
async function counted(data: string): Promise<number> {
  const db = await openDatabase(join(data, 'room.db'));
  const days = await db.reader.selectFrom('played_day').select('hands').execute();
  await db.close();
  return days.reduce((sum, { hands }) => sum + hands, 0);
}

/** Makes all hands of a room that is stopped a day older, and none of them end at midnight's other side. @returns their day. */
async function yesterdayFor(data: string): Promise<string> {
  const db = await openDatabase(join(data, 'room.db'));
  const yesterday = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
  await db.transaction(async (trx) => {
    await trx
      .updateTable('hand')
      .set({ ended_ms: yesterday + DAY_MS / 2 })
      .where('status', '=', 'ended')
      .execute();
    for (const filed of ['table_hand', 'player_hand', 'unfiled_hand'] as const)
      await trx
        .updateTable(filed)
        .set({ ended_ms: yesterday + DAY_MS / 2 })
        .execute();
    // what the archive has counted, and what it has yet to hear of
    await trx.updateTable('played_day').set({ day_ms: yesterday }).execute();
    await trx.updateTable('outbox').set({ created_ms: yesterday }).execute();
    return ok(undefined);
  });
  await db.close();
  return new Date(yesterday).toISOString().slice(0, 10);
}
