import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseVersionError } from '../database/migration-register.ts';
import { findSetting, putSetting } from '../settings/settings.repository.ts';
import { temporaryDatabase, temporaryFolder, write } from '../testing/temporary-database.ts';
import { type Migration, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

const first: Migration = { number: 1, name: 'first', sql: 'create table a (n integer) strict;' };
const second: Migration = { number: 2, name: 'second', sql: 'create table b (n integer) strict; insert into a values (2);' };

function empty(path = ':memory:'): DatabaseSync {
  const database = new DatabaseSync(path);
  onTestFinished(() => database.close());
  return database;
}

function tables(database: DatabaseSync): string[] {
  const rows = database.prepare("select name from sqlite_master where type = 'table' order by name").all();
  return rows.map((row) => String(row.name)).filter((name) => name !== 'schema_migration');
}

describe('migrations', () => {
  test('run once each, in order, and go on from where a database is', () => {
    const database = empty();
    migrate(database, [first]);
    migrate(database, [first]);
    expect(tables(database)).toEqual(['a']);
    migrate(database, [first, second]);
    migrate(database, [first, second]);
    expect(tables(database)).toEqual(['a', 'b']);
    expect(database.prepare('select count(*) as n from a').get()).toEqual({ n: 1 });
  });

  test('run all or none', () => {
    const database = empty();
    const broken = { number: 2, name: 'broken', sql: 'create table b (n integer); insert into nowhere values (1);' };
    expect(() => migrate(database, [first, broken])).toThrow('nowhere');
    expect(tables(database)).toEqual([]);
    migrate(database, [first, second]);
    expect(tables(database)).toEqual(['a', 'b']);
  });

  test('refuse a database from a newer version', () => {
    const database = empty();
    migrate(database, [first, second]);
    expect(() => migrate(database, [first])).toThrow(DatabaseVersionError);
    expect(() => migrate(database, [first])).toThrow('newer version of Aboveboard: it has migration 2 (second)');
  });

  test('refuse a database made with another migration of that number', () => {
    const database = empty();
    migrate(database, [first]);
    const edited = { ...first, sql: `${first.sql} -- and more` };
    expect(() => migrate(database, [edited])).toThrow(DatabaseVersionError);
    expect(() => migrate(database, [edited])).toThrow('Migration 1 (first) is not the one');
  });

  test('that skip a number are our own mistake', () => {
    expect(() => migrate(empty(), [second])).toThrow('numbered 1, 2, 3');
  });
});

describe('the database', () => {
  test('is made by its migrations as committed', async () => {
    const database = empty();
    migrate(database, MIGRATIONS);
    const parts = database.prepare('select sql from sqlite_master where sql is not null order by type desc, name').all();
    const schema = `${parts.map((part) => `${part.sql};`).join('\n\n')}\n`;
    await expect(schema).toMatchFileSnapshot('schema.snapshot.sql');
  });

  test('opens again with what was in it', async () => {
    const path = join(temporaryFolder(), 'aboveboard.db');
    const db = await openDatabase(path);
    await write(db, (trx) => putSetting(trx, 'origin', 'first'));
    await write(db, (trx) => putSetting(trx, 'origin', 'here'));
    await db.close();
    expect(await findSetting((await temporaryDatabase(path)).reader, 'origin')).toBe('here');
  });

  test('writes every commit through to the disk before it answers', async () => {
    const path = join(temporaryFolder(), 'aboveboard.db');
    const db = await temporaryDatabase(path);
    const pragma = async (name: string) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db.reader);
      return rows[0]?.[name];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2); // full
    expect(await pragma('foreign_keys')).toBe(1);
  });

  test('of a newer version is not opened, and not changed', async () => {
    const path = join(temporaryFolder(), 'aboveboard.db');
    const newer = empty(path);
    migrate(newer, [...MIGRATIONS, { number: MIGRATIONS.length + 1, name: 'later', sql: 'create table later (n integer);' }]);
    await expect(openDatabase(path)).rejects.toThrow(DatabaseVersionError);
    expect(tables(newer)).toContain('later');
  });
});
