/**
 * Fills an empty MariaDB with what is in a SQLite copy of a room's database.
 *
 * A mark lies in the database from before the first row until the last is counted, so that no room is ever opened on half of one.
 */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { err, ok, type Result } from '@aboveboard/kit';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { addressOf, migrateServer, withConnection } from '../mariadb/open-mariadb.ts';
import type { OnProgress } from './copy-progress.ts';
import { countRows, type RoomTable, roomTables } from './room-tables.ts';
import { RESTORE_UNFINISHED } from './unfinished.ts';

/** Of one statement: servers take 16 MB. */
const MAX_BYTES = 1024 * 1024;
const MAX_ROWS = 1_000;

/**
 * @param from a SQLite file of this program's version
 * @param beforeUse called when all of it is there, and the mark still is; where it fails the mark stays
 * @returns `NOT_EMPTY` for a database that has a table, of whomever.
 * @throws DatabaseUrlError, DatabaseVersionError
 */
export async function loadMariaDb(
  from: string,
  url: string,
  onProgress: OnProgress,
  beforeUse: () => Promise<void> = async () => {},
): Promise<Result<void, 'NOT_EMPTY'>> {
  const address = addressOf(url);
  if (!(await withConnection(address, isEmpty))) return err('NOT_EMPTY');
  await migrateServer(address);
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await withConnection(address, (connection) => load(source, connection, onProgress));
  } finally {
    source.close();
  }
  await beforeUse();
  await withConnection(address, (connection) => connection.query('delete from setting where `key` = ?', [RESTORE_UNFINISHED]));
  return ok(undefined);
}

/** Whether nothing is there that a restored room could fall on. */
export async function isMariaDbEmpty(url: string): Promise<boolean> {
  return withConnection(addressOf(url), isEmpty);
}

async function isEmpty(connection: Connection): Promise<boolean> {
  const [tables] = await connection.query<RowDataPacket[]>('show tables');
  return tables.length === 0;
}

async function load(source: DatabaseSync, connection: Connection, onProgress: OnProgress): Promise<void> {
  await connection.query('insert into setting (`key`, value) values (?, ?)', [RESTORE_UNFINISHED, 'yes']);
  await connection.query('set session foreign_key_checks = 0'); // tables come in the order of their names
  const tables = roomTables(source);
  const total = tables.reduce((sum, { name }) => sum + countRows(source, name), 0);
  let done = 0;
  for (const table of tables) {
    // A migration may have put a row into it; the mark stays.
    await connection.query(`delete from ?? ${table.name === 'setting' ? 'where `key` <> ?' : ''}`, [
      table.name,
      RESTORE_UNFINISHED,
    ]);
    for (const rows of batchesOf(source, table)) {
      const names = table.columns.map(({ name }) => name);
      await connection.query('insert into ?? (??) values ?', [table.name, names, rows]);
      done += rows.length;
      onProgress({ done, total });
    }
    // A number that was given once is never given again, also where its row is gone.
    if (table.lastNumber !== null)
      await connection.query('alter table ?? auto_increment = ?', [table.name, table.lastNumber + 1]);
  }
  for (const { name } of tables) await expectSameCount(source, connection, name);
}

function* batchesOf(source: DatabaseSync, { name, columns }: RoomTable): Generator<SQLOutputValue[][]> {
  let [rows, bytes]: [SQLOutputValue[][], number] = [[], 0];
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  for (const row of source.prepare(`select ${names} from "${name}"`).iterate()) {
    const values = columns.map((column) => mysqlValue(row[column.name] as SQLOutputValue));
    rows.push(values);
    bytes += values.reduce((sum: number, value) => sum + sizeOf(value), 0);
    if (rows.length < MAX_ROWS && bytes < MAX_BYTES) continue;
    yield rows;
    [rows, bytes] = [[], 0];
  }
  if (rows.length > 0) yield rows;
}

/** The driver writes a Buffer as bytes, and any other array as a list. */
function mysqlValue(value: SQLOutputValue): SQLOutputValue {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? 2 * value.length : 8; // bytes are written in hex
}

async function expectSameCount(source: DatabaseSync, connection: Connection, table: string): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>('select count(*) as n from ??', [table]);
  const wanted = countRows(source, table) + (table === 'setting' ? 1 : 0); // and the mark
  if (Number(row?.n) !== wanted) throw new Error(`the table ${table} has ${row?.n} rows, and ${wanted} were loaded`);
}
