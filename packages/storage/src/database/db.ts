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
  close(): Promise<void>;
}

export function dbOf(dialect: Dialect): Db {
  const kysely = new Kysely<Schema>({ dialect });
  return {
    reader: kysely,
    transaction: (work) => inTransaction(kysely, work),
    close: () => kysely.destroy(),
  };
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
