/** Emptying a table, whatever is in it. */
import { MysqlAdapter, sql } from 'kysely';
import type { Schema, Trx } from './schema.ts';

/** MariaDB removes row by row, and a statement that takes too long counts as not answered. SQLite gives back the pages at once. */
const ROWS_AT_ONCE = 20_000;

export async function deleteAll(trx: Trx, table: keyof Schema): Promise<void> {
  const all = sql`delete from ${sql.table(table)}`;
  if (!(trx.getExecutor().adapter instanceof MysqlAdapter)) {
    await all.execute(trx);
    return;
  }
  const some = sql`${all} limit ${sql.lit(ROWS_AT_ONCE)}`;
  while (((await some.execute(trx)).numAffectedRows ?? 0n) > 0n);
}
