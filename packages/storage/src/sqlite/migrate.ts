/**
 * Migrations: numbered, forward only, each run once.
 *
 * They run together in one transaction that holds the write lock, so two processes that start at once do not both run
 * them, and what fails half-way has not begun.
 */
import type { DatabaseSync } from 'node:sqlite';
import { assert } from '@aboveboard/kit';
import { checkApplied, checksumOf, type KnownMigration } from '../database/migration-register.ts';

export interface Migration {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const CREATE_REGISTER = `
  create table if not exists schema_migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at text not null default current_timestamp
  ) strict`;

/**
 * Brings the database up to the last of `migrations`; does nothing where it is already.
 *
 * @throws DatabaseVersionError
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  assert(
    migrations.every((migration, i) => migration.number === i + 1),
    'migrations are numbered 1, 2, 3 …',
  );
  database.exec('begin immediate');
  try {
    database.exec(CREATE_REGISTER);
    const applied = appliedMigrations(database);
    checkApplied(applied, migrations.map(knownMigration));
    for (const migration of migrations.slice(applied.length)) apply(database, migration);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback'); // a full disk has ended it already
    throw error;
  }
}

function apply(database: DatabaseSync, migration: Migration): void {
  database.exec(migration.sql);
  database
    .prepare('insert into schema_migration (number, name, checksum) values (?, ?, ?)')
    .run(migration.number, migration.name, knownMigration(migration).checksum);
}

/** What a database has of migrations; nothing where none ever ran. */
export function appliedMigrations(database: DatabaseSync): readonly KnownMigration[] {
  const register = database.prepare("select 1 from sqlite_master where name = 'schema_migration'").get();
  if (register === undefined) return [];
  const rows = database.prepare('select number, name, checksum from schema_migration order by number').all();
  return rows as unknown as KnownMigration[];
}

export function knownMigration({ number, name, sql }: Migration): KnownMigration {
  return { number, name, checksum: checksumOf(sql) };
}
