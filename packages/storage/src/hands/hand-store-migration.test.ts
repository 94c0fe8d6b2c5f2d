/** A room from before there were rows of who played its hands, and of what its tables know between them. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { migrate as migrateMariaDb } from '../mariadb/migrate.ts';
import { MIGRATIONS as MARIADB_MIGRATIONS } from '../mariadb/migrations/index.ts';
import { addressOf, openMariaDb, withConnection } from '../mariadb/open-mariadb.ts';
import { migrate as migrateSqlite } from '../sqlite/migrate.ts';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../sqlite/migrations/index.ts';
import { claimTable, findTable, saveTableState } from '../tables/tables.repository.ts';
import { newMariaDb } from '../testing/mariadb-databases.ts';
import { must, temporaryDatabase, temporaryFolder, write } from '../testing/temporary-database.ts';
import { handsWithPlayers } from './hand-players.repository.ts';
import { findHands } from './hand-search.repository.ts';

const BEFORE = 4;

const setup = (code: string) => JSON.stringify({ version: 2, setup: { game: { code } } });
const history = (...seats: readonly number[]) =>
  JSON.stringify({ version: 2, actions: [], result: { rake: 0, seats: seats.map((seat) => ({ seat, delta: 0, stack: 9 })) } });
const told = (...deltas: readonly (readonly [string, number])[]) =>
  JSON.stringify({ reason: 'COMPLETED', deltas: deltas.map(([playerId, delta]) => ({ playerId, delta })) });

/** Hand 1 was played by Ana and Bo, a bot; 2 was void; 3 was played by all three; 4 is being played. */
const YESTERDAY = [
  `insert into principal (id, name, kind, roles, created_ms, seen_ms) values ('ana', 'Ana', 'guest', '[]', 1, 1),
    ('bo', 'Bo', 'bot', '[]', 1, 1)`,
  `insert into card_table (id, name, config, is_private, state, incarnation, epoch, next_hand_no, opened_ms)
    values ('t', 'Felt', '{}', 0, '{"stacks":[9]}', 1, 1, 5, 1)`,
  ...[
    `(1, 'ended', '${setup('NT')}', 0, '${history(2, 5)}', 10)`,
    `(2, 'void', '${setup('NT')}', 1, null, 11)`,
    `(3, 'ended', '${setup('F7S')}', 2, '${history(0, 2, 5)}', 12)`,
    `(4, 'cut', '${setup('NT')}', null, null, null)`,
  ].map(
    (
      row,
    ) => `insert into hand (table_id, open_bytes, started_ms, hand_no, status, start_state, close_status, public_history, ended_ms)
    values ('t', 'o', 5, ${row.slice(1)}`,
  ),
  ...[
    `(1, 'hand-ended', '${told(['bo', -30], ['ana', 25])}')`,
    `(2, 'deal-voided', '{"missing":[2]}')`,
    `(3, 'hand-ended', '${told(['gone', 7], ['bo', -3], ['ana', -4])}')`,
  ].map((row) => `insert into outbox (table_id, created_ms, hand_no, kind, payload) values ('t', 9, ${row.slice(1)}`),
];

async function onSqlite(): Promise<Db> {
  const path = join(temporaryFolder(), 'room.db');
  const database = new DatabaseSync(path);
  migrateSqlite(database, SQLITE_MIGRATIONS.slice(0, BEFORE));
  for (const statement of YESTERDAY) database.exec(statement.replaceAll("'o'", "x'01'"));
  database.close();
  return temporaryDatabase(path);
}

async function onMariaDb(): Promise<Db> {
  const url = await newMariaDb();
  await withConnection(addressOf(url), async (connection) => {
    await migrateMariaDb(connection, MARIADB_MIGRATIONS.slice(0, BEFORE));
    for (const statement of YESTERDAY) await connection.query(statement);
  });
  return openMariaDb(url);
}

describe.each([
  { name: 'SQLite', ofYesterday: onSqlite },
  { name: 'MariaDB', ofYesterday: onMariaDb },
])('a room of yesterday on $name', ({ ofYesterday }) => {
  test('[HAND-1] knows who played its hands, and finds them', async () => {
    const db = await ofYesterday();
    const keys = [1, 2, 3, 4].map((handNo) => ({ tableId: 't', handNo }));
    const hands = await handsWithPlayers(db.reader, keys);
    expect([...hands.values()].map(({ handNo, game, endedMs }) => [handNo, game, endedMs])).toEqual([
      [1, 'NT', 10],
      [3, 'F7S', 12],
    ]);
    expect(hands.get('t.1')?.players).toEqual([
      { seat: 2, playerId: 'bo', isBot: true, delta: -30 },
      { seat: 5, playerId: 'ana', isBot: false, delta: 25 },
    ]);
    expect(hands.get('t.3')?.players).toEqual([
      { seat: 0, playerId: 'gone', isBot: false, delta: 7 },
      { seat: 2, playerId: 'bo', isBot: true, delta: -3 },
      { seat: 5, playerId: 'ana', isBot: false, delta: -4 },
    ]);
    const found = async (search: { playerId?: string; tableId?: string }) =>
      (await findHands(db.reader, { ...search, limit: 9 })).hands.map(({ handNo }) => handNo);
    expect(await found({ playerId: 'bo' })).toEqual([3, 1]);
    expect(await found({ playerId: 'gone' })).toEqual([3]);
    expect(await found({ tableId: 't' })).toEqual([3, 1]);
    await db.close();
  });

  test('has its tables as they were, for whoever claimed them and then for whoever claims them next', async () => {
    const db = await ofYesterday();
    const before = { tableId: 't', epoch: 1 };
    expect(await findTable(db.reader, 't')).toMatchObject({ state: { stacks: [9] }, epoch: 1 });
    must(await write(db, (trx) => saveTableState(trx, before, { stacks: [8] })));
    const claim = must(await write(db, (trx) => claimTable(trx, 't', 2)));
    expect(await write(db, (trx) => saveTableState(trx, before, { stacks: [7] }))).toEqual({ ok: false, error: 'FENCED' });
    expect((await findTable(db.reader, 't'))?.state).toEqual({ stacks: [8] });
    must(await write(db, (trx) => saveTableState(trx, claim, { stacks: [6] })));
    expect((await findTable(db.reader, 't'))?.state).toEqual({ stacks: [6] });
    await db.close();
  });
});
