/**
 * Opens the room's database in a MariaDB and brings it up to date.
 */
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { type Db, dbOf } from '../database/db.ts';
import { DatabaseVersionError } from '../database/migration-register.ts';
import { connectionOptions, SESSION } from './connect.ts';
import { type MariaDbAddress, parseDatabaseUrl } from './database-url.ts';
import { mariaDbDialect } from './mariadb-dialect.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { retryingConflicts } from './retry-conflicts.ts';

export interface MariaDbOptions {
  /** A query that is not answered for this long has failed, and so has its transaction. */
  readonly answerWithinMs?: number;
  /** At a time; with one the answers come in the order in which they are asked for. */
  readonly connections?: number | undefined;
  /** A transaction was undone for the sake of another, and runs again. */
  readonly onConflict?: () => void;
}

/** A server that is there answers every query of the room's in far less. */
const ANSWER_WITHIN_MS = 30_000;

/** The address given is none; the message says what one looks like. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

/**
 * @param url `mysql://user:password@host:3306/database` of a database that exists.
 * @throws DatabaseUrlError; DatabaseVersionError when the database was made by a newer program, its migrations are not the ones known
 *   here, or the server is no MariaDB of 10.11 or later.
 */
export async function openMariaDb(
  url: string,
  { answerWithinMs = ANSWER_WITHIN_MS, connections, onConflict = () => {} }: MariaDbOptions = {},
): Promise<Db> {
  const address = addressOf(url);
  await migrateServer(address);
  return retryingConflicts(dbOf(mariaDbDialect(address, answerWithinMs, connections)), onConflict);
}

/** @throws DatabaseUrlError */
export function addressOf(url: string): MariaDbAddress {
  const address = parseDatabaseUrl(url);
  if (!address.ok) throw new DatabaseUrlError(address.error);
  return address.value;
}

/** Brings a database up to date. @throws DatabaseVersionError */
export async function migrateServer(address: MariaDbAddress): Promise<void> {
  await withConnection(address, async (connection) => {
    await checkServer(connection);
    await migrate(connection, MIGRATIONS);
  });
}

/** Does something over a connection of its own, outside the pool and without its limit of time. */
export async function withConnection<T>(address: MariaDbAddress, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection(connectionOptions(address));
  try {
    for (const sql of SESSION) await connection.query(sql);
    return await work(connection);
  } finally {
    connection.destroy(); // whatever went wrong, the server lets go of its locks
  }
}

async function checkServer(connection: Connection): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>('select version() as version');
  const version = String(row?.version);
  const [major = 0, minor = 0] = version.split('.').map(Number.parseFloat);
  const isRecent = major > 10 || (major === 10 && minor >= 11);
  if (version.includes('MariaDB') && isRecent) return;
  throw new DatabaseVersionError(`The database's server is ${version}, and what is needed is MariaDB 10.11 or later.`);
}
