/**
 * Migrations: numbered, forward only, each run once.
 *
 * They run together in one transaction that holds the write lock, so two processes that start at once do not both run
 * them. The checksum of each is kept, because a migration edited after it ran would leave databases that differ under the
 * same number.
 */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { assert } from '@aboveboard/kit';

export interface Migration {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The file cannot be used by this program; the message says what to do. */
export class DatabaseVersionError extends Error {
  override readonly name = 'DatabaseVersionError';
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

const CREATE_REGISTER = `
  create table if not exists schema_migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at text not null default current_timestamp
  ) strict`;

/** Brings the database up to the last of `migrations`; does nothing where it is already. */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  assert(
    migrations.every((migration, i) => migration.number === i + 1),
    'migrations are numbered 1, 2, 3 …',
  );
  database.exec('begin immediate');
  try {
    database.exec(CREATE_REGISTER);
    const applied = database
      .prepare('select number, name, checksum from schema_migration order by number')
      .all() as unknown as Applied[];
    checkApplied(applied, migrations);
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
    .run(migration.number, migration.name, checksumOf(migration));
}

function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const { number, name, checksum } of applied) {
    const known = migrations[number - 1];
    if (!known) {
      throw new DatabaseVersionError(
        `The database is from a newer version of Aboveboard: it has migration ${number} (${name}), and this program knows ` +
          `${migrations.length}. Start the newer version, or restore a backup made by this one.`,
      );
    }
    if (checksumOf(known) !== checksum) {
      throw new DatabaseVersionError(
        `Migration ${number} (${known.name}) is not the one this database was made with (${name}). ` +
          'Start the version that made it, or restore a backup.',
      );
    }
  }
}

function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
