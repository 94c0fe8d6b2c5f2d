/**
 * Opens the room's database in one SQLite file and brings it up to date.
 */
import { DatabaseSync } from 'node:sqlite';
import { endChain, letFollow } from '../backup/wal/ship-wal.ts';
import { type Db, dbOf } from '../database/db.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';

/** How long a statement waits for another process that writes, such as a backup. The whole process waits with it. */
const BUSY_TIMEOUT_MS = 2_000;

/** What the database may keep in memory: measured a fifth faster at settling than SQLite's own 2 MB. */
const CACHE_KIB = 32 * 1024;

export interface SqliteOptions {
  /** Its log is followed for backups, and whoever does so brings it into the database (`seal`); nobody else may. */
  readonly isShipped?: boolean;
}

/**
 * @param path a file in a folder that exists, or `:memory:` for a database that lives as long as it is open.
 * @throws DatabaseVersionError when the file was written by a newer program, or its migrations are not the ones known here.
 * @see design/adr/0010-sqlite-durability.md for the settings.
 */
export async function openDatabase(path: string, { isShipped = false }: SqliteOptions = {}): Promise<Db> {
  if (path !== ':memory:') (isShipped ? letFollow : endChain)(path); // before SQLite brings a log in by itself
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    database.exec(`pragma cache_size = -${CACHE_KIB}`); // negative: KiB, not pages
    if (isShipped) database.exec('pragma wal_autocheckpoint = 0');
    migrate(database, MIGRATIONS);
  } catch (error) {
    database.close();
    throw error;
  }
  const dialect = new NodeSqliteDialect(database);
  return path === ':memory:' ? dbOf(dialect) : dbOf(dialect, () => snapshotDialect(path));
}

/** A connection of its own that only reads, in a transaction that ends with it. */
function snapshotDialect(path: string): NodeSqliteDialect {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  database.exec('begin');
  return new NodeSqliteDialect(database);
}
