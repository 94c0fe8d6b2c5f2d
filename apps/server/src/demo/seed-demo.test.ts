import { type Db, findSetting } from '@aboveboard/storage';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../config/load-config.ts';
import { serverConfig } from '../config/settings.ts';
import { openRoomDatabase } from '../database/room-database.ts';
import { createLogger } from '../log/logger.ts';
import { dataFolder, openRoom } from '../testing/open-room.ts';
import { GUESTS } from './demo-plan.ts';
import { seedDemo } from './seed-demo.ts';

async function seeded(settings: object, seed: number, isAdding = false) {
  const lines: string[] = [];
  const config = { ...serverConfig.parse(settings), data: dataFolder(), ...settings };
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  const told: number[] = [];
  const report = await seedDemo(config, { seed, hands: 6, isAdding, progress: (hands) => told.push(hands) }, logger);
  expect(lines).toEqual([]);
  expect(told.slice(0, 3)).toEqual([1, 2, 3]);
  return { config, report };
}

async function inRoom<T>(config: Parameters<typeof openRoomDatabase>[0], look: (db: Db) => Promise<T>): Promise<T> {
  const db = await openRoomDatabase(config);
  return look(db).finally(() => db.close());
}

/** What chance decided: who sat where and won what, and what everybody has. */
async function outcomeOf({ reader }: Db) {
  const played = await reader
    .selectFrom('hand')
    .select(['table_id', 'hand_no', 'players'])
    .where('status', '=', 'ended')
    .orderBy('table_id')
    .orderBy('hand_no')
    .execute();
  const wallets = await reader.selectFrom('ledger_account').select(['id', 'balance']).orderBy('id').execute();
  return [played, wallets].map((rows) => rows.map((row) => ({ ...row })));
}

const rows = async (
  { reader }: Db,
  table: 'tally' | 'rating' | 'stats_line' | 'notice' | 'dead_event' | 'outbox',
): Promise<number> => (await reader.selectFrom(table).selectAll().execute()).length;

test('a demo fills an empty room on either database alike, and refuses one that is used', async () => {
  const first = await seeded({}, 5);
  expect(first.report).toMatchObject({ seed: 5, evenings: 3, guests: 12, transfers: 3, differences: 0 });
  expect(first.report.hands).toBeGreaterThanOrEqual(6);
  expect(first.report.tables).toBeGreaterThan(4);
  const outcome = await inRoom(first.config, async (db) => {
    expect(await Promise.all((['tally', 'stats_line', 'notice'] as const).map((table) => rows(db, table)))).not.toContain(0);
    expect(await rows(db, 'rating')).toBeGreaterThan(0);
    expect(await rows(db, 'dead_event')).toBe(0);
    const open = await db.reader.selectFrom('session').select('principal_id').where('revoked_ms', 'is', null).execute();
    expect(open).toEqual([]);
    const games = await db.reader.selectFrom('hand').select('game').where('status', '=', 'ended').distinct().execute();
    expect(games.length).toBeGreaterThan(2);
    expect(await findSetting(db.reader, 'house-tables')).not.toBeNull();
    return outcomeOf(db);
  });

  const again = seedDemo(first.config, { seed: 5, hands: 6, isAdding: false, progress: () => {} }, createLogger('silent'));
  await expect(again).rejects.toThrow(ConfigError);
  await expect(again).rejects.toThrow(/is in use: 33 people, bots and operators, \d+ hands\. Nothing was changed/);

  const server = await startMariaDb();
  onTestFinished(() => server.end());
  const onMariaDb = await seeded({ databaseUrl: await server.createDatabase() }, 5);
  expect(onMariaDb.report).toEqual(first.report);
  expect(await inRoom(onMariaDb.config, outcomeOf)).toEqual(outcome);

  const room = await openRoom({}, first.config.data); // opens, with its books as they should be, and people in its boards
  for (const by of ['net', 'rating']) {
    const board = await room.get(`/api/v1/leaderboards?by=${by}&leastHands=1`);
    const { entries } = (await board.json()) as { entries: { name: string }[] };
    expect(GUESTS).toEqual(expect.arrayContaining(entries.map(({ name }) => name)));
    expect(entries.length).toBeGreaterThan(5);
  }
  await room.stop();
  const more = await seedDemo(first.config, { seed: 6, hands: 1, isAdding: true, progress: () => {} }, createLogger('silent'));
  expect(more).toMatchObject({ seed: 6, differences: 0 });
  expect(more.hands).toBeGreaterThan(first.report.hands);
}, 300_000);
