/** A room of before the ledger had reservations, and what becomes of its books. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok } from '@aboveboard/kit';
import { buyIn, grant, handSettlement, reconcile } from '@aboveboard/ledger';
import type { Connection } from 'mysql2/promise';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { booksFindings } from '../database/upkeep.ts';
import { migrate as migrateMariaDb } from '../mariadb/migrate.ts';
import { MIGRATIONS as MARIADB_MIGRATIONS } from '../mariadb/migrations/index.ts';
import { addressOf, openMariaDb, withConnection } from '../mariadb/open-mariadb.ts';
import { migrate as migrateSqlite } from '../sqlite/migrate.ts';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../sqlite/migrations/index.ts';
import { newMariaDb } from '../testing/mariadb-databases.ts';
import { temporaryDatabase, temporaryFolder, write } from '../testing/temporary-database.ts';
import { ledgerAccounts, postedBalances, settledHandKeys, trialBalance } from './accounts.repository.ts';
import { findBatch, journalAfter } from './ledger-journal.repository.ts';
import { postBatch } from './posting.repository.ts';

const BEFORE = 2;

/** Ana and Bo were given 500 each and sat down with 300; Ana lost 100 to Bo, who paid 10 of it as rake. */
const YESTERDAY = [
  `insert into account (id, kind, owner, balance) values ('issuance', 'issuance', '', -1000), ('rake', 'rake', '', 10),
    ('wallet:ana', 'wallet', 'ana', 200), ('wallet:bo', 'wallet', 'bo', 200),
    ('escrow:t:ana', 'escrow', 'ana', 200), ('escrow:t:bo', 'escrow', 'bo', 390)`,
  "insert into batch values ('grant:ana:g', 1), ('grant:bo:g', 2), ('buy-in:t:ana:b', 3), ('buy-in:t:bo:b', 4), ('hand:t:1', 5), ('hand:t:2', 6)",
  `insert into transfer values ('grant:ana:g/0', 'grant:ana:g', 'issuance', 'wallet:ana', 500, 'grant', 1),
    ('grant:bo:g/0', 'grant:bo:g', 'issuance', 'wallet:bo', 500, 'grant', 2),
    ('buy-in:t:ana:b/0', 'buy-in:t:ana:b', 'wallet:ana', 'escrow:t:ana', 300, 'buy-in', 3),
    ('buy-in:t:bo:b/0', 'buy-in:t:bo:b', 'wallet:bo', 'escrow:t:bo', 300, 'buy-in', 4),
    ('hand:t:1/0', 'hand:t:1', 'escrow:t:ana', 'escrow:t:bo', 90, 'hand', 5),
    ('hand:t:1/1', 'hand:t:1', 'escrow:t:ana', 'rake', 10, 'rake', 5)`,
];

async function sqliteOfYesterday(): Promise<Db> {
  const path = join(temporaryFolder(), 'room.db');
  const database = new DatabaseSync(path);
  migrateSqlite(database, SQLITE_MIGRATIONS.slice(0, BEFORE));
  for (const statement of YESTERDAY) database.exec(statement);
  database.close();
  return temporaryDatabase(path);
}

/** @param cutAfter the first migration loses its connection after so many statements */
async function mariaDbOfYesterday(cutAfter?: number): Promise<Db> {
  const url = await newMariaDb();
  await withConnection(addressOf(url), async (connection) => {
    await migrateMariaDb(connection, MARIADB_MIGRATIONS.slice(0, BEFORE));
    for (const statement of YESTERDAY) await connection.query(statement);
  });
  if (cutAfter !== undefined) {
    const cut = withConnection(addressOf(url), (connection) =>
      migrateMariaDb(cutting(connection, cutAfter), MARIADB_MIGRATIONS),
    );
    await expect(cut).rejects.toThrow('cut off');
  }
  return openMariaDb(url);
}

function cutting(connection: Connection, after: number): Connection {
  let left = after;
  const counted =
    (name: 'query' | 'commit' | 'beginTransaction') =>
    (...args: never[]) => {
      if (left-- === 0) throw new Error('cut off');
      return (connection[name] as (...args: never[]) => unknown)(...args);
    };
  return Object.assign(Object.create(connection), {
    query: counted('query'),
    commit: counted('commit'),
    beginTransaction: counted('beginTransaction'),
  });
}

async function expectBooksOfYesterday(db: Db): Promise<void> {
  expect(Object.fromEntries(await trialBalance(db.reader))).toEqual({
    ...{ 'escrow:t:ana': 200, 'escrow:t:bo': 390, issuance: -1_000, rake: 10 },
    ...{ 'wallet:ana': 200, 'wallet:bo': 200 },
  });
  expect(await booksFindings(db.reader)).toEqual([]);
  const books = {
    balances: await trialBalance(db.reader),
    posted: await postedBalances(db.reader),
    stacks: [
      { tableId: 't', playerId: 'ana', stack: 200 },
      { tableId: 't', playerId: 'bo', stack: 390 },
    ],
    endedHands: [1, 2].map((handNo) => ({ tableId: 't', handNo })),
    handKeys: await settledHandKeys(db.reader),
  };
  expect(reconcile(books)).toEqual([]);
  expect(
    (await journalAfter(db.reader, 0, 9)).map(({ no, event }) => [no, event.kind === 'posted' && event.batch.key]),
  ).toEqual([
    [1, 'grant:ana:g'],
    [2, 'grant:bo:g'],
    [3, 'buy-in:t:ana:b'],
    [4, 'buy-in:t:bo:b'],
    [5, 'hand:t:1'],
    [6, 'hand:t:2'],
  ]);
}

describe.each([
  { name: 'SQLite', ofYesterday: sqliteOfYesterday },
  { name: 'MariaDB', ofYesterday: () => mariaDbOfYesterday() },
])('a room of yesterday on $name', ({ ofYesterday }) => {
  test('opens, and its books are what they were', async () => {
    const db = await ofYesterday();
    await expectBooksOfYesterday(db);
    expect((await ledgerAccounts(db.reader)).get('issuance' as never)).toEqual({
      balance: -1_000,
      pendingDebits: 0,
      pendingCredits: 0,
    });
    await db.close();
  });

  test('[LEDGER-5] knows what it booked, and goes on', async () => {
    const db = await ofYesterday();
    const post = (batch: Parameters<typeof postBatch>[1]) => write(db, (trx) => postBatch(trx, batch));
    const ana = { playerId: 'ana', tableId: 't', atMs: 9 };
    expect(await post(grant({ ...ana, requestId: 'g', amount: 500 }))).toEqual(ok('exists'));
    expect(await post(buyIn({ ...ana, requestId: 'b', amount: 301 }))).toEqual(
      err({ status: 'exists_with_different_amount', step: 0 }),
    );
    const deltas = [
      { playerId: 'ana', delta: -100 },
      { playerId: 'bo', delta: 90 },
    ];
    expect(await post(handSettlement({ tableId: 't', handNo: 1, deltas, rake: 10, atMs: 9 }, 7))).toEqual(ok('exists'));
    const other = handSettlement({ tableId: 't', handNo: 2, deltas, rake: 10, atMs: 9 }, 7);
    expect(await post(other)).toEqual(err({ status: 'exists_with_different_step_count', step: null }));
    expect(await post(buyIn({ ...ana, requestId: 'c', amount: 200 }))).toEqual(ok('posted'));
    expect((await journalAfter(db.reader, 6, 9)).map(({ no }) => no)).toEqual([7]);
    expect((await findBatch(db.reader, 'buy-in:t:ana:c'))?.steps).toHaveLength(1);
    await db.close();
  });
});

test.each([4, 20, 24, 28, 31, 33, 34, 36, 40, 44, 52])(
  'a MariaDB of yesterday whose migration is cut off after %i statements goes on where it was',
  async (cutAfter) => {
    const db = await mariaDbOfYesterday(cutAfter);
    await expectBooksOfYesterday(db);
    await db.close();
  },
);
