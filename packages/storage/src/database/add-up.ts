/**
 * Rows that add up: one that is there already grows by the new one.
 *
 * SQLite says `on conflict`, MariaDB `on duplicate key`, and each has its own name for the row that was to be inserted; all else is the
 * same, so the statement is written here once. It is text and not built by Kysely, which takes longer over it than the database.
 */
import { CompiledQuery, MysqlAdapter } from 'kysely';
import type { Schema, Trx } from './schema.ts';

type ColumnOf<Table extends keyof Schema> = keyof Schema[Table] & string;

export interface Sums<Column extends string> {
  readonly table: keyof Schema;
  /** The primary key. */
  readonly keys: readonly Column[];
  /** Columns that add up. */
  readonly sums: readonly Column[];
}

/**
 * Rows of one statement: a database takes only so many parameters at once. What is left goes in halves of it, as there are then eight statements for
 * a table and not one for each number of rows, each kept ready in as much memory as it has rows.
 */
const MOST_ROWS = 128;

/** How rows of a table add up. */
export function sumsOf<Table extends keyof Schema>(
  table: Table,
  columns: Omit<Sums<ColumnOf<Table>>, 'table'>,
): Sums<ColumnOf<Table>> {
  return { table, ...columns };
}

/** @param rows each of another key. */
export async function addUp<Column extends string>(
  trx: Trx,
  sums: Sums<Column>,
  rows: readonly Readonly<Record<Column, string | number>>[],
): Promise<void> {
  const columns = [...sums.keys, ...sums.sums];
  for (let [start, size] = [0, MOST_ROWS]; start < rows.length; start += size) {
    while (size > rows.length - start) size /= 2;
    const some = rows.slice(start, start + size);
    const statement = statementFor(trx, sums, columns, some.length);
    const parameters = some.flatMap((row) => columns.map((column) => row[column]));
    await trx.executeQuery(CompiledQuery.raw(statement, parameters));
  }
}

function statementFor<Column extends string>(
  trx: Trx,
  { table, keys, sums }: Sums<Column>,
  columns: readonly Column[],
  rows: number,
): string {
  const isMariaDb = trx.getExecutor().adapter instanceof MysqlAdapter;
  const incoming = (column: Column): string => (isMariaDb ? `values(${column})` : `excluded.${column}`);
  const assignments = sums.map((column) => `${column} = ${table}.${column} + ${incoming(column)}`);
  const row = `(${columns.map(() => '?').join(', ')})`;
  const conflict = isMariaDb ? 'on duplicate key update' : `on conflict (${keys.join(', ')}) do update set`;
  const values = Array<string>(rows).fill(row).join(', ');
  return `insert into ${table} (${columns.join(', ')}) values ${values} ${conflict} ${assignments.join(', ')}`;
}
