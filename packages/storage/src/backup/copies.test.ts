/** Copies of a database that is written meanwhile, and a MariaDB made again from one. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { grant } from '@aboveboard/ledger';
import { expect, test } from 'vitest';
import { trialBalance } from '../accounts/accounts.repository.ts';
import { postBatch } from '../accounts/posting.repository.ts';
import type { Db } from '../database/db.ts';
import { dbOf } from '../database/db.ts';
import { booksFindings } from '../database/upkeep.ts';
import { openMariaDb } from '../mariadb/open-mariadb.ts';
import { NodeSqliteDialect } from '../sqlite/node-sqlite-dialect.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { aHand, anEnd, aTable, settleHand } from '../testing/a-table.ts';
import { newMariaDb } from '../testing/mariadb-databases.ts';
import { must, temporaryFolder, write } from '../testing/temporary-database.ts';
import { backupFacts } from './backup-facts.ts';
import { copyMariaDb } from './copy-mariadb.ts';
import { copySqlite } from './copy-sqlite.ts';
import { loadMariaDb } from './load-mariadb.ts';

const quiet = () => {};

/** A settled hand, and an event whose number is gone. */
async function play(db: Db): Promise<void> {
  const claim = await aTable(db, ['ana', 'bo']);
  await aHand(db, claim, 1);
  const deltas = [
    { playerId: 'ana', delta: 100 },
    { playerId: 'bo', delta: -100 },
  ];
  await write(db, async (trx) => must(await settleHand(trx, claim, anEnd(claim, 1, deltas))));
}

async function grants(db: Db, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await write(db, async (trx) =>
      must(await postBatch(trx, grant({ playerId: 'cy', requestId: `more-${n}`, amount: 10, atMs: 1 }))),
    );
  }
}

async function isWhole(path: string): Promise<void> {
  const copy = dbOf(new NodeSqliteDialect(new DatabaseSync(path)));
  expect(await booksFindings(copy.reader)).toEqual([]);
  expect((await trialBalance(copy.reader)).size).toBeGreaterThan(3);
  await copy.close();
}

test('[BACKUP-1] a copy of SQLite shows one moment, whatever is committed while it is made', async () => {
  const path = join(temporaryFolder(), 'room.db');
  const db = await openDatabase(path);
  await play(db);
  const to = join(temporaryFolder(), 'copy.db');
  await Promise.all([copySqlite(path, to, quiet), grants(db, 30)]);
  await db.close();
  await isWhole(to);
});

test('[BACKUP-1] [BACKUP-10] MariaDB is copied as of one moment, and another one made from the copy is the same', async () => {
  const [first, second] = [await newMariaDb(), await newMariaDb()];
  const db = await openMariaDb(first);
  await play(db);
  await write(db, async (trx) => {
    const { insertId } = await trx
      .insertInto('outbox')
      .values({ table_id: 'x', hand_no: 9, kind: 'gone', payload: '{}', created_ms: 1, published_ms: null })
      .executeTakeFirstOrThrow();
    await trx
      .deleteFrom('outbox')
      .where('id', '=', Number(insertId ?? 0))
      .execute();
    await trx.deleteFrom('outbox').where('kind', '=', 'gone').execute();
  });
  const copy = join(temporaryFolder(), 'copy.db');
  await Promise.all([copyMariaDb(first, copy, quiet), grants(db, 30)]);
  await isWhole(copy);

  expect(await loadMariaDb(copy, second, quiet)).toEqual({ ok: true, value: undefined });
  const again = join(temporaryFolder(), 'again.db');
  await copyMariaDb(second, again, quiet);
  expect(backupFacts(again)).toEqual(backupFacts(copy));
  expect(contentOf(again)).toEqual(contentOf(copy));
  expect(nextOutboxId(again), 'a number that was given is not given again').toBe(nextOutboxId(copy));
  expect(nextOutboxId(copy)).toBeGreaterThan(backupFacts(copy).rows.outbox ?? 0);
  expect(await loadMariaDb(copy, second, quiet)).toEqual({ ok: false, error: 'NOT_EMPTY' });
  await db.close();
});

function contentOf(path: string): unknown {
  const database = new DatabaseSync(path);
  const rows = ['hand', 'outbox', 'ledger_step', 'ledger_account', 'card_table', 'table_state', 'unfiled_hand'].map((table) =>
    database.prepare(`select * from ${table} order by 1, 2`).all(),
  );
  database.close();
  return rows;
}

function nextOutboxId(path: string): number {
  const database = new DatabaseSync(path);
  const next = Number(database.prepare("select seq from sqlite_sequence where name = 'outbox'").get()?.seq);
  database.close();
  return next;
}
