import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { DATA_CLASSES } from './data-classes.ts';
import type { Reader } from './schema.ts';

/** How to ask each database for its columns, as `table.column`. */
const COLUMNS: Readonly<Record<string, ReturnType<typeof sql<{ path: string }>>>> = {
  SQLite: sql`select t.name || '.' || c.name as path from sqlite_master t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%'`,
  MariaDB: sql`select concat(table_name, '.', column_name) as path from information_schema.columns where table_schema = database()`,
};

/** Every column but those of the migrations' own register. */
async function columns(reader: Reader, query: ReturnType<typeof sql<{ path: string }>>): Promise<string[]> {
  const { rows } = await query.execute(reader);
  return rows.map((row) => row.path).filter((path) => !path.startsWith('schema_migration.'));
}

test.each(DATABASES)('every column on $name has a class, and every class a column', async ({ name, temporaryDatabase }) => {
  const db = await temporaryDatabase();
  const classified = Object.entries(DATA_CLASSES).flatMap(([table, classes]) =>
    Object.keys(classes).map((column) => `${table}.${column}`),
  );
  expect((await columns(db.reader, COLUMNS[name] as never)).sort()).toEqual(classified.sort());
});
