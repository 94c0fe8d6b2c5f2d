/**
 * A copy of a room's MariaDB as it was at one moment, in a SQLite file with the same tables.
 *
 * One read-only transaction with a consistent snapshot sees everything as it was when it began, locks nothing and nobody waits for
 * it. Rows are streamed, so a copy takes no more memory for a larger room.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Connection as CallbackConnection } from 'mysql2';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { DatabaseVersionError } from '../database/migration-register.ts';
import { appliedMigrations, knownMigration } from '../mariadb/migrate.ts';
import { MIGRATIONS as MARIADB_MIGRATIONS } from '../mariadb/migrations/index.ts';
import { addressOf, withConnection } from '../mariadb/open-mariadb.ts';
import { migrate } from '../sqlite/migrate.ts';
import { MIGRATIONS } from '../sqlite/migrations/index.ts';
import type { OnProgress } from './copy-progress.ts';
import { type RoomTable, roomTables } from './room-tables.ts';

/** Where in the server's binary log the moment of a copy is. */
export interface BinlogPlace {
  readonly file: string;
  readonly position: number;
}

/** Rows between two words to whoever waits. */
const TELL_EVERY = 5_000;

/**
 * @param to a file that is not there yet
 * @returns the copy's place in the binary log; null where the server keeps none.
 * @throws DatabaseUrlError; DatabaseVersionError for a database that is not of this program's version
 */
export async function copyMariaDb(url: string, to: string, onProgress: OnProgress): Promise<BinlogPlace | null> {
  return withConnection(addressOf(url), async (connection) => {
    await checkVersion(connection);
    const copy = new DatabaseSync(to);
    try {
      for (const mode of ['journal_mode = off', 'synchronous = off']) copy.exec(`pragma ${mode}`); // nobody needs half of it
      migrate(copy, MIGRATIONS);
      copy.exec('pragma foreign_keys = off'); // tables come in the order of their names
      return await copyAll(connection, copy, onProgress);
    } finally {
      copy.close();
    }
  });
}

async function checkVersion(connection: Connection): Promise<void> {
  const applied = await appliedMigrations(connection);
  const known = MARIADB_MIGRATIONS.map(knownMigration);
  const isSame = known.every(({ checksum }, i) => applied[i]?.isWhole && applied[i]?.checksum === checksum);
  if (isSame && applied.length === known.length) return;
  throw new DatabaseVersionError(
    `The database is of another version than this program (it has ${applied.length} of ${known.length} migrations): make the backup with the program that the room runs on.`,
  );
}

async function copyAll(connection: Connection, copy: DatabaseSync, onProgress: OnProgress): Promise<BinlogPlace | null> {
  await connection.query('set session transaction isolation level repeatable read');
  await connection.query('start transaction with consistent snapshot, read only');
  const place = await binlogPlace(connection);
  let done = 0;
  for (const table of roomTables(copy)) {
    copy.exec('begin');
    copy.exec(`delete from "${table.name}"`); // a migration may have put a row in
    const insert = inserter(copy, table);
    for await (const row of rowsOf(connection, table)) {
      insert(row);
      if (++done % TELL_EVERY === 0) onProgress({ done, total: null });
    }
    if (table.lastNumber !== null) await keepNumber(connection, copy, table.name);
    copy.exec('commit');
  }
  onProgress({ done, total: done });
  return place;
}

/** MariaDB says where a consistent snapshot is, in this transaction alone. */
async function binlogPlace(connection: Connection): Promise<BinlogPlace | null> {
  const [rows] = await connection.query<RowDataPacket[]>("show status like 'binlog\\_snapshot\\_%'");
  const said = new Map(rows.map(({ Variable_name, Value }) => [String(Variable_name).toLowerCase(), String(Value)]));
  const file = said.get('binlog_snapshot_file') ?? '';
  return file === '' ? null : { file, position: Number(said.get('binlog_snapshot_position')) };
}

async function* rowsOf(connection: Connection, { name, columns }: RoomTable): AsyncGenerator<unknown[]> {
  const sql = `select ${columns.map((column) => `\`${column.name}\``).join(', ')} from \`${name}\``;
  const { connection: raw } = connection as Connection & { readonly connection: CallbackConnection }; // which can stream
  yield* raw.query({ sql, rowsAsArray: true }).stream() as AsyncIterable<unknown[]>;
}

function inserter(copy: DatabaseSync, { name, columns }: RoomTable): (row: readonly unknown[]) => void {
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const statement = copy.prepare(`insert into "${name}" (${names}) values (${columns.map(() => '?').join(', ')})`);
  return (row) => {
    statement.run(...row.map((value, i) => sqliteValue(value, columns[i]?.type ?? '', `${name}.${columns[i]?.name}`)));
  };
}

/** Whole numbers above what JavaScript holds come as text, as do sums. @throws for one that it cannot hold exactly */
function sqliteValue(value: unknown, type: string, where: string): SQLInputValue {
  if (value === null || type !== 'integer') return value as SQLInputValue;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${where}: the number is too large to be kept exactly: ${value}`);
  return number;
}

/** A number that was given once is never given again, also where its row is gone. */
async function keepNumber(connection: Connection, copy: DatabaseSync, table: string): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    'select auto_increment as next from information_schema.tables where table_schema = database() and table_name = ?',
    [table],
  );
  copy.prepare('delete from sqlite_sequence where name = ?').run(table);
  copy.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(table, Number(row?.next ?? 1) - 1);
}
