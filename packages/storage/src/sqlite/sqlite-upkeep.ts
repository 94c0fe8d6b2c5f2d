/** `DatabaseUpkeep` of a SQLite file. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dbOf } from '../database/db.ts';
import {
  assertUpToDate,
  booksFindings,
  type DatabaseFinding,
  type DatabaseUpkeep,
  type MigrationStatus,
  migrationFindings,
  migrationStatus,
  schemaFindings,
} from '../database/upkeep.ts';
import { appliedMigrations, knownMigration, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';
import { openDatabase } from './open-database.ts';

export function sqliteUpkeep(path: string): DatabaseUpkeep {
  return {
    name: `the SQLite file ${path}`,
    status: async () => (existsSync(path) ? reading(path, async (database) => statusOf(database)) : statusOf(null)),
    migrate: async () => (await openDatabase(path)).close(),
    verify: async () => (existsSync(path) ? reading(path, verify) : migrationFindings(statusOf(null))),
    async read(work) {
      assertUpToDate(existsSync(path) ? await reading(path, async (database) => statusOf(database)) : statusOf(null));
      return reading(path, (database) => {
        database.exec('begin'); // one moment, from the first statement on
        return work(dbOf(new NodeSqliteDialect(database)).reader);
      });
    },
  };
}

async function reading<T>(path: string, work: (database: DatabaseSync) => Promise<T>): Promise<T> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return await work(database);
  } finally {
    if (database.isOpen) database.close();
  }
}

function statusOf(database: DatabaseSync | null): readonly MigrationStatus[] {
  const applied = database === null ? [] : appliedMigrations(database);
  return migrationStatus(
    MIGRATIONS.map(knownMigration),
    applied.map((migration) => ({ ...migration, isWhole: true })),
  );
}

async function verify(database: DatabaseSync): Promise<readonly DatabaseFinding[]> {
  const migrations = migrationFindings(statusOf(database));
  const integrity = database
    .prepare('pragma integrity_check')
    .all()
    .map((row) => String(row.integrity_check))
    .filter((text) => text !== 'ok');
  const orphans = database
    .prepare('pragma foreign_key_check')
    .all()
    .map(({ table, parent }) => `a row of ${table} is about one of ${parent} that is not there`);
  const mode = database.prepare('pragma journal_mode').get()?.journal_mode;
  return [
    ...migrations,
    ...(migrations.length === 0 ? schemaOf(database) : []),
    ...[...integrity, ...orphans].map((detail): DatabaseFinding => ({ code: 'INTEGRITY', detail })),
    ...(mode === 'wal' ? [] : [{ code: 'DURABILITY', detail: `its journal is ${mode}, not wal` } as const]),
    ...(migrations.length === 0 ? await booksFindings(dbOf(new NodeSqliteDialect(database)).reader) : []),
  ];
}

/** Holds every table, index and trigger, as it was made, against those of a database that was made just now. */
function schemaOf(database: DatabaseSync): DatabaseFinding[] {
  const fresh = new DatabaseSync(':memory:');
  migrate(fresh, MIGRATIONS);
  const findings = schemaFindings('part', partsOf(fresh), partsOf(database));
  fresh.close();
  return findings;
}

function partsOf(database: DatabaseSync): string[] {
  const rows = database.prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite_%'").all();
  return rows.map(({ sql }) => String(sql).replace(/\s+/g, ' '));
}
