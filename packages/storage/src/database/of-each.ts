/** Many rows in one statement, each with values of its own: a trip to the database costs more than what it does there. */
import { type RawBuilder, sql } from 'kysely';

/**
 * `case column when … then … end`, the value of each row by its key.
 *
 * MariaDB sets one column after the other, so `column` must be none that the statement sets.
 */
export function ofEach<Row>(
  column: string,
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  valueFor: (row: Row) => unknown,
): RawBuilder<unknown> {
  const parts = [`case ${column} when `];
  const values: unknown[] = [];
  for (const row of rows) {
    values.push(keyOf(row), valueFor(row));
    parts.push(' then ', ' when ');
  }
  parts[parts.length - 1] = ' end';
  return sql(parts as unknown as TemplateStringsArray, ...values); // one piece: a piece a row takes as long as the statement itself
}
