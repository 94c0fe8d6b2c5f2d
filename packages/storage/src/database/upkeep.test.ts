import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buyIn, grant } from '@aboveboard/ledger';
import { describe, expect, test } from 'vitest';
import { postBatch } from '../accounts/posting.repository.ts';
import { mariaDbUpkeep, openMariaDb } from '../mariadb/index.ts';
import { addressOf, withConnection } from '../mariadb/open-mariadb.ts';
import { openDatabase, sqliteUpkeep } from '../sqlite/index.ts';
import { MIGRATIONS } from '../sqlite/migrations/index.ts';
import { newMariaDb } from '../testing/mariadb-databases.ts';
import { must, temporaryFolder, write } from '../testing/temporary-database.ts';
import type { Db } from './db.ts';
import { DatabaseVersionError } from './migration-register.ts';
import type { DatabaseUpkeep } from './upkeep.ts';

interface Place {
  readonly upkeep: DatabaseUpkeep;
  open(): Promise<Db>;
  /** Statements that no program of ours would make. */
  damage(...statements: readonly string[]): Promise<void>;
}

const PLACES: readonly { readonly name: string; place(): Promise<Place> }[] = [
  {
    name: 'SQLite',
    async place() {
      const path = join(temporaryFolder(), 'room.db');
      const damage = async (...statements: readonly string[]) => {
        const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
        for (const sql of ['pragma ignore_check_constraints = on', ...statements]) database.exec(sql);
        database.close();
      };
      return { upkeep: sqliteUpkeep(path), open: () => openDatabase(path), damage };
    },
  },
  {
    name: 'MariaDB',
    async place() {
      const url = await newMariaDb();
      const damage = (...statements: readonly string[]) =>
        withConnection(addressOf(url), async (connection) => {
          for (const sql of ['set check_constraint_checks = 0', ...statements]) await connection.query(sql);
        });
      return { upkeep: mariaDbUpkeep(url), open: () => openMariaDb(url), damage };
    },
  },
];

/** Each in one state. */
const all = (state: string) => MIGRATIONS.map(({ name }) => `${name} ${state}`);
const states = async ({ upkeep }: Place) => (await upkeep.status()).map(({ name, state }) => `${name} ${state}`);
const verdict = async ({ upkeep }: Place) => (await upkeep.verify()).map(({ code, detail }) => `${code} ${detail}`);

describe.each(PLACES)('the upkeep of a database on $name', ({ place }) => {
  test('sees what is to be migrated and changes nothing, then migrates it', async () => {
    const empty = await place();
    for (let again = 0; again < 2; again++) expect(await states(empty)).toEqual(all('pending'));
    expect(await verdict(empty)).toContain('MIGRATIONS migration 1 (opening) is pending');
    await empty.upkeep.migrate();
    await empty.upkeep.migrate();
    expect(await states(empty)).toEqual(all('applied'));
    expect(await verdict(empty)).toEqual([]);
  });

  test('sees what another program made, and does not touch it', async () => {
    const other = await place();
    await other.upkeep.migrate();
    const { length } = MIGRATIONS;
    await other.damage(`update schema_migration set number = ${length + 1} where number = ${length}`);
    await other.damage("update schema_migration set checksum = 'x' where number = 1");
    const found = await states(other);
    expect(found.at(0)).toBe('opening altered');
    expect(found.at(-1)).toMatch(/ unknown$/);
    await expect(other.upkeep.migrate()).rejects.toThrow(DatabaseVersionError);
    expect(await verdict(other)).toEqual(
      expect.arrayContaining([
        'MIGRATIONS migration 1 (opening) is altered',
        expect.stringMatching(/^MIGRATIONS .* is unknown$/),
      ]),
    );
  });

  test('verifies a room that was used, also while it is open', async () => {
    const room = await place();
    const db = await room.open();
    await write(db, async (trx) => {
      const ana = { playerId: 'ana', tableId: 't1', requestId: 'r1', amount: 1_000, atMs: 1 };
      must(await postBatch(trx, grant(ana)));
      must(await postBatch(trx, buyIn({ ...ana, amount: 300 })));
    });
    expect(await verdict(room)).toEqual([]);
    await db.close();
    await room.damage("update ledger_account set balance = 701 where id = 'wallet:ana'");
    expect(await verdict(room)).toEqual([
      'BOOKS wallet:ana has 701, and its transfers make 700',
      'BOOKS all balances together are 1, not 0',
    ]);
  });

  test('misses what is gone from the schema, and sees what is strange in it', async () => {
    const room = await place();
    await room.upkeep.migrate();
    await room.damage('drop trigger log_entry_is_never_changed', 'alter table setting add column note text');
    const found = (await verdict(room)).join('\n');
    expect(found).toMatch(/SCHEMA .*log_entry_is_never_changed.* is missing/);
    expect(found).toMatch(/SCHEMA .*note.* is none of the room's/);
  });
});

test('looking for a SQLite file that is not there makes none', async () => {
  const path = join(temporaryFolder(), 'room.db');
  await sqliteUpkeep(path).status();
  await sqliteUpkeep(path).verify();
  expect(existsSync(path)).toBe(false);
});

test('a row that is about one that is not there is found on SQLite', async () => {
  const room = await (PLACES[0] as (typeof PLACES)[number]).place();
  await room.upkeep.migrate();
  await room.damage("insert into session values ('x', 'nobody', 1, 2, null)");
  expect(await verdict(room)).toEqual(['INTEGRITY a row of session is about one of principal that is not there']);
});

test('a MariaDB that may forget what it answered is found', async () => {
  const room = await (PLACES[1] as (typeof PLACES)[number]).place();
  await room.upkeep.migrate();
  await room.damage('set global innodb_flush_log_at_trx_commit = 2');
  expect(await verdict(room)).toEqual([expect.stringContaining('DURABILITY innodb_flush_log_at_trx_commit is 2, not 1')]);
  await room.damage('set global innodb_flush_log_at_trx_commit = 1');
});

test('a migration of MariaDB that was cut short is seen', async () => {
  const room = await (PLACES[1] as (typeof PLACES)[number]).place();
  await room.upkeep.migrate();
  await room.damage('update schema_migration set applied_at = null, steps_done = 3 where number = 2');
  expect((await states(room)).slice(0, 2)).toEqual(['opening applied', 'work cut-short']);
  await room.upkeep.migrate();
  expect(await verdict(room)).toEqual([]);
});

test('the name of a MariaDB has no password in it', () => {
  expect(mariaDbUpkeep('mysql://room:sesame@db.example/aboveboard').name).toBe('the database aboveboard on db.example:3306');
});
