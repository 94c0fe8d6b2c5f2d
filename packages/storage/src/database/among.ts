/**
 * Is a row one of these? On SQLite the list is one parameter, so that the statement is the same for any number of them and is prepared once; on
 * MariaDB, which reads no index that way, it is written out.
 */
import { MysqlAdapter, type RawBuilder, type SqlBool, sql } from 'kysely';
import { toJson } from './json.ts';
import type { Reader } from './schema.ts';

export function among(reader: Reader, column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> {
  if (isMariaDb(reader)) return sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${toJson(values)}))`;
}

/** The same of two columns. In one piece on MariaDB, as a piece a pair takes longer to make than the database takes to read it. */
export function amongPairs(
  reader: Reader,
  [first, second]: readonly [string, string],
  pairs: readonly (readonly [string | number, string | number])[],
): RawBuilder<SqlBool> {
  if (!isMariaDb(reader)) {
    const listed = sql`select value ->> 0, value ->> 1 from json_each(${toJson(pairs)})`;
    return sql<SqlBool>`(${sql.ref(first)}, ${sql.ref(second)}) in (${listed})`;
  }
  const parts = [`((${first} = `];
  for (const _ of pairs) parts.push(` and ${second} = `, `) or (${first} = `);
  parts[parts.length - 1] = '))';
  return sql<SqlBool>(parts as unknown as TemplateStringsArray, ...pairs.flat());
}

function isMariaDb(reader: Reader): boolean {
  return reader.getExecutor().adapter instanceof MysqlAdapter;
}
