/**
 * Whether what a MariaDB commits can be shipped from its binary log, and how far that log is.
 *
 * Row events alone say what a transaction did wherever they are replayed; with `full` images they say all of each row.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { appliedMigrations } from '../../mariadb/migrate.ts';
import { addressOf, withConnection } from '../../mariadb/open-mariadb.ts';
import { missingRights } from './rights.ts';

/** Where in the server's binary log a transaction ends, and the last transaction of each domain until then. */
export interface BinlogMark {
  readonly file: string;
  readonly position: number;
  readonly gtid: string;
}

/** Events say where they end in 32 bits. */
const MAX_POSITION = 2 ** 32 - 1;

export interface BinlogNow {
  /** The room's own, among those that the server has. */
  readonly database: string;
  /** Everything committed until then. */
  readonly end: BinlogMark;
  /** Those that the server still has, oldest first. */
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
  /** The last number in the ledger's journal, or an earlier one: all up to it were committed before `end`. */
  readonly journalNo: number;
  /** How many migrations the database had, or had begun, at `end`: what is replayed changes no table's shape. */
  readonly migrations: number;
  /** Whether the log is the one in which `from` lies: it was neither begun anew, nor cut off, nor removed up to there. */
  readonly isSame: boolean;
}

/**
 * @param from how far the log was shipped; null where nothing was.
 * @returns a sentence on what is missing, and what to do about it, where the log cannot be shipped.
 * @throws DatabaseUrlError, and what the server says where it does not answer
 */
export async function lookAtBinlog(url: string, from: BinlogMark | null): Promise<Result<BinlogNow, string>> {
  const address = addressOf(url);
  return withConnection(address, async (connection) => {
    const lack = (await whyOff(connection)) ?? (await missingRights(connection, ['REPLICATION SLAVE', 'BINLOG MONITOR']));
    if (lack !== null) return err(lack);
    const journalNo = await journalNoIn(connection);
    const [[status]] = await connection.query<RowDataPacket[]>('show master status');
    const { File, Position, Binlog_Do_DB, Binlog_Ignore_DB }: Partial<RowDataPacket> = status ?? {};
    if (isLeftOut(address.database, String(Binlog_Do_DB ?? ''), String(Binlog_Ignore_DB ?? '')))
      return err(`its binary log leaves ${address.database} out (binlog_do_db, binlog_ignore_db)`);
    const [file, position] = [String(File), Number(Position)];
    if (position > MAX_POSITION) return err(`${file} is longer than 4 GB: it goes on when the server begins another`);
    const [list] = await connection.query<RowDataPacket[]>('show binary logs');
    return ok({
      database: address.database,
      end: { file, position, gtid: (await gtidAt(connection, file, position)) ?? '' },
      files: list.map(({ Log_name, File_size }) => ({ file: String(Log_name), bytes: Number(File_size) })),
      journalNo,
      migrations: (await appliedMigrations(connection)).length, // after the end: one that began before it is counted
      isSame: from === null || (await gtidAt(connection, from.file, from.position)) === from.gtid,
    });
  });
}

async function whyOff(connection: Connection): Promise<string | null> {
  const [[is]] = await connection.query<RowDataPacket[]>(
    `select @@global.log_bin as log_bin, @@global.binlog_format as binlog_format, @@global.binlog_row_image as binlog_row_image,
            @@global.encrypt_binlog as encrypt_binlog`,
  );
  if (Number(is?.log_bin) !== 1) return 'its binary log is off: set log_bin, and start it again';
  for (const [name, wanted] of [
    ['binlog_format', 'ROW'],
    ['binlog_row_image', 'FULL'],
  ] as const) {
    if (String(is?.[name]).toUpperCase() !== wanted) return `${name} is ${is?.[name]}, and ${wanted} is needed`;
  }
  return Number(is?.encrypt_binlog) === 0 ? null : 'its binary log is encrypted (encrypt_binlog), and cannot be read here';
}

function isLeftOut(database: string, only: string, ignored: string): boolean {
  const names = (text: string): readonly string[] => text.split(',').filter((name) => name !== '');
  return (names(only).length > 0 && !names(only).includes(database)) || names(ignored).includes(database);
}

/** Null where no event begins or ends there, or the file is gone. */
async function gtidAt(connection: Connection, file: string, position: number): Promise<string | null> {
  const [[row]] = await connection.query<RowDataPacket[]>('select binlog_gtid_pos(?, ?) as gtid', [file, position]);
  return row?.gtid === null || row?.gtid === undefined ? null : String(row.gtid);
}

/** The last number in the ledger's journal. */
export async function lastJournalNo(url: string): Promise<number> {
  return withConnection(addressOf(url), journalNoIn);
}

async function journalNoIn(connection: Connection): Promise<number> {
  const [[row]] = await connection.query<RowDataPacket[]>('select max(last_no) as n from ledger_journal');
  return Number(row?.n ?? 0);
}
