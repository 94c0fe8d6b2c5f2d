import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../sqlite/migrate.ts';
import { MIGRATIONS } from '../sqlite/migrations/index.ts';
import { DATA_CLASSES } from './data-classes.ts';

/** Every column of a freshly migrated database, as `table.column`, but for SQLite's and the migrations' own. */
function columns(): string[] {
  const database = new DatabaseSync(':memory:');
  migrate(database, MIGRATIONS);
  const rows = database
    .prepare(
      `select t.name || '.' || c.name as path from sqlite_master t, pragma_table_info(t.name) c
       where t.type = 'table' and t.name not like 'sqlite_%' and t.name <> 'schema_migration' order by path`,
    )
    .all();
  database.close();
  return rows.map((row) => String(row.path));
}

test('every column of the database has a class, and every class a column', () => {
  const classified = Object.entries(DATA_CLASSES).flatMap(([table, classes]) =>
    Object.keys(classes).map((column) => `${table}.${column}`),
  );
  expect(classified.sort()).toEqual(columns());
});
