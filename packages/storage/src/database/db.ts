/**
 * The database as the room sees it: something to read from, and transactions.
 *
 * Repositories are functions of the `Reader` or `Trx` they need, so several of them make one transaction together. Inside a
 * transaction use only its `trx`: SQLite has one connection, and a read through `reader` would wait for itself.
 * @see design/adr/0011-fences-and-transactions.md, design/adr/0014-mariadb-as-sqlite.md
 */
import type { Result } from '@aboveboard/kit';
import type { Dialect } from 'kysely';
import { Kysely } from 'kysely';
import type { Reader, Schema, Trx } from './schema.ts';

export interface Db {
  readonly reader: Reader;
  /**
   * Runs `work` as one transaction. What it returns decides: `ok` commits, `err` undoes everything it did, and so does an
   * exception. Keep it short and wait for nothing but the database: the others wait meanwhile. Change nothing but the database:
   * MariaDB may undo it for the sake of another, and then it runs again.
   */
  transaction<T, E>(work: (trx: Trx) => Promise<Result<T, E>>): Promise<Result<T, E>>;
  /**
   * Reads everything as it was when `work` read first, for as long as it likes, and nobody waits for it: for what reads much. Read in pages,
   * as each statement keeps a process on SQLite from everything else. Only a database in memory has all others wait.
   */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param another a dialect on a connection of its own that has begun to read; without one a snapshot is a transaction that only reads */
export function dbOf(dialect: Dialect, another?: () => Dialect): Db {
  const kysely = new Kysely<Schema>({ dialect });
  return {
    reader: kysely,
    transaction: (work) => inTransaction(kysely, work),
    snapshot: (work) => (another ? onItsOwn(another(), work) : readingOnly(kysely, work)),
    close: () => kysely.destroy(),
  };
}

async function onItsOwn<T>(dialect: Dialect, work: (reader: Reader) => Promise<T>): Promise<T> {
  const kysely = new Kysely<Schema>({ dialect });
  try {
    return await work(kysely);
  } finally {
    await kysely.destroy();
  }
}

function readingOnly<T>(kysely: Kysely<Schema>, work: (reader: Reader) => Promise<T>): Promise<T> {
  return kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/** Carries a refusal past the transaction, which only an exception can undo. */
class Undo extends Error {
  override readonly name = 'Undo';
  readonly result: unknown;
  constructor(result: unknown) {
    super('undone');
    this.result = result;
  }
}

async function inTransaction<T, E>(kysely: Kysely<Schema>, work: (trx: Trx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  try {
    return await kysely.transaction().execute(async (trx) => {
      const result = await work(trx);
      if (!result.ok) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.result as Result<T, E>;
    throw error;
  }
}
