/** The tables of a room as SQLite has them: what a copy for or from another database is made by. */
import type { DatabaseSync } from 'node:sqlite';

export interface RoomTable {
  readonly name: string;
  readonly columns: readonly RoomColumn[];
  /** The number that its next row gets is one more; null for a table that does not number its rows. */
  readonly lastNumber: number | null;
}

export interface RoomColumn {
  readonly name: string;
  /** SQLite's, of a strict table. */
  readonly type: string;
}

/** Every table but the migrations' register, by name. */
export function roomTables(database: DatabaseSync): readonly RoomTable[] {
  const numbered = new Map(
    database
      .prepare('select name, seq from sqlite_sequence')
      .all()
      .map(({ name, seq }) => [String(name), Number(seq)]),
  );
  const tables = database
    .prepare("select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all();
  return tables
    .filter(({ name }) => name !== 'schema_migration')
    .map(({ name, sql }) => ({
      name: String(name),
      columns: columnsOf(database, String(name)),
      lastNumber: /\bautoincrement\b/i.test(String(sql)) ? (numbered.get(String(name)) ?? 0) : null,
    }));
}

function columnsOf(database: DatabaseSync, table: string): readonly RoomColumn[] {
  const rows = database.prepare('select name, type from pragma_table_info(?) order by cid').all(table);
  return rows.map(({ name, type }) => ({ name: String(name), type: String(type).toLowerCase() }));
}

export function countRows(database: DatabaseSync, table: string): number {
  return Number(database.prepare(`select count(*) as n from "${table}"`).get()?.n);
}
