/**
 * Many rows, written as each database does it best: on SQLite, where a statement is a call, one that is prepared once and run for each row; on
 * MariaDB, where a statement is a trip, one for a hundred rows.
 */
import { type Insertable, MysqlAdapter, type RawBuilder, type SqlBool, sql } from 'kysely';
import { inBatches } from './batches.ts';
import { ofEach } from './of-each.ts';
import type { Schema, Trx } from './schema.ts';

/** The parameters of one statement for each of its runs: what SQLite is given in the place of the first parameter. */
export class EachRun {
  readonly runs: readonly (readonly unknown[])[];
  constructor(runs: readonly (readonly unknown[])[]) {
    this.runs = runs;
  }
}

type Table = keyof Schema & string;

/** Every row must have the columns of the first. */
export async function insertRows<T extends Table>(trx: Trx, table: T, rows: readonly Insertable<Schema[T]>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (rows.length === 0) return;
  if (isMariaDb(trx)) {
    for (const some of inBatches(rows))
      await trx
        .insertInto(table as Table)
        .values(some as never)
        .execute();
    return;
  }
  const runs = rows.map((row) => columns.map((column) => row[column as keyof typeof row]));
  await ofRuns(`insert into ${table} (${columns}) values (`, runs, ')').execute(trx);
}

/** A value that is the same for all rows, or each row's own. */
type Value<Row> = string | number | null | ((row: Row) => unknown);

interface RowUpdate<Row> {
  readonly table: Table;
  /** Says which row: each that is given is another. Of one statement on MariaDB the first column alone tells them apart. */
  readonly key: Readonly<Record<string, (row: Row) => string | number>>;
  readonly set: Readonly<Record<string, Value<Row>>>;
  /** What a row must have in it to be changed; no null. */
  readonly guard: Readonly<Record<string, Value<Row>>>;
}

/** @returns how many there were, in the state that the guard asks for */
export async function updateRows<Row>(trx: Trx, rows: readonly Row[], update: RowUpdate<Row>): Promise<number> {
  if (rows.length === 0) return 0;
  if (!isMariaDb(trx)) return changed(await eachAlone(rows, update).execute(trx));
  let count = 0;
  const [by] = Object.values(update.key);
  for (const piece of withoutTwice(rows, by as (row: Row) => unknown))
    for (const some of inBatches(piece)) count += changed(await allInOne(some, update).execute(trx));
  return count;
}

function isMariaDb(trx: Trx): boolean {
  return trx.getExecutor().adapter instanceof MysqlAdapter;
}

function changed({ numAffectedRows }: { readonly numAffectedRows?: bigint }): number {
  return Number(numAffectedRows ?? 0);
}

/** `begin ?, ?, ? end`: one text whatever the number of rows, so that it is prepared once. */
function ofRuns(begin: string, runs: readonly (readonly unknown[])[], end: string): RawBuilder<unknown> {
  const others = ', ?'.repeat((runs[0]?.length ?? 1) - 1);
  return sql([begin, `${others}${end}`] as unknown as TemplateStringsArray, new EachRun(runs));
}

function eachAlone<Row>(rows: readonly Row[], { table, key, set, guard }: RowUpdate<Row>): RawBuilder<unknown> {
  const isOnly = Object.keys({ ...key, ...guard }).map((column) => `${column} = ?`);
  const [first, ...sets] = Object.keys(set).map((column) => `${column} = `);
  const values = [...Object.values(set), ...Object.values(key), ...Object.values(guard)];
  const runs = rows.map((row) => values.map((value) => valueIn(value, row)));
  const rest = [...sets.map((part) => `, ${part}?`), ` where ${isOnly.join(' and ')}`].join('');
  return sql([`update ${table} set ${first}`, rest] as unknown as TemplateStringsArray, new EachRun(runs));
}

function valueIn<Row>(value: Value<Row>, row: Row): unknown {
  return typeof value === 'function' ? value(row) : value;
}

function allInOne<Row>(rows: readonly Row[], { table, key, set, guard }: RowUpdate<Row>): RawBuilder<unknown> {
  const [by, keyOf] = Object.entries(key)[0] as [string, (row: Row) => string | number];
  const each = (value: Value<Row>) => (typeof value === 'function' ? ofEach(by, rows, keyOf, value) : sql`${value}`);
  const equal = ([column, value]: [string, Value<Row>]) => sql`${sql.ref(column)} = ${each(value)}`;
  const sets = sql.join(Object.entries(set).map(equal));
  const conditions = [isAmong(rows, key), ...Object.entries(guard).map(equal)];
  return sql`update ${sql.table(table)} set ${sets} where ${sql.join(conditions, sql` and `)}`;
}

/** In one piece, as a piece a row takes longer to make than the database takes to read it. */
function isAmong<Row>(rows: readonly Row[], key: RowUpdate<Row>['key']): RawBuilder<SqlBool> {
  const columns = Object.keys(key);
  const parts = rows.flatMap((_, i) =>
    columns.map((column, at) => `${at > 0 ? ' and ' : i > 0 ? ') or (' : '(('}${column} = `),
  );
  const values = rows.flatMap((row) => Object.values(key).map((partOf) => partOf(row)));
  return sql<SqlBool>([...parts, '))'] as unknown as TemplateStringsArray, ...values);
}

/** The same rows in their order, in pieces that have no key twice. */
function withoutTwice<Row>(rows: readonly Row[], keyOf: (row: Row) => unknown): readonly (readonly Row[])[] {
  const pieces: Row[][] = [];
  const nth = new Map<unknown, number>();
  for (const row of rows) {
    const n = nth.get(keyOf(row)) ?? 0;
    nth.set(keyOf(row), n + 1);
    pieces[n] = [...(pieces[n] ?? []), row];
  }
  return pieces;
}
