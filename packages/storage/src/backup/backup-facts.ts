/**
 * What a copy of a room's database says of itself: read from the copy, so that it is true of it and of no other.
 */
import { DatabaseSync } from 'node:sqlite';

import { countRows, roomTables } from './room-tables.ts';

export interface BackupFacts {
  /** Number of the last migration it has. */
  readonly schemaVersion: number;
  /** The name of its public log; null for a room that was never open. */
  readonly origin: string | null;
  /** How many entries the public log has, and the hash of its last, lower-case hex; null where it has none. */
  readonly log: { readonly size: number; readonly head: string | null };
  /** The last number given in the ledger's journal. */
  readonly journalNo: number;
  /** The last daily close of the books, and its hash in their chain. */
  readonly close: { readonly day: number; readonly hash: string } | null;
  readonly rows: Readonly<Record<string, number>>;
}

/** The files of archived hands that a copy lists, by their checksums. @param path as for `backupFacts` */
export function archivedFiles(path: string): readonly { readonly file: string; readonly sha256: string }[] {
  const database = new DatabaseSync(path);
  try {
    if (!roomTables(database).some(({ name }) => name === 'archive')) return []; // an older room has none
    const rows = database.prepare('select file, sha256 from archive order by day_ms, table_id').all();
    return rows.map(({ file, sha256 }) => ({ file: String(file), sha256: String(sha256) }));
  } finally {
    database.close();
  }
}

/** @param path of a SQLite file that nobody writes */
export function backupFacts(path: string): BackupFacts {
  const database = new DatabaseSync(path);
  try {
    const one = (sql: string): Record<string, unknown> => database.prepare(sql).get() ?? {};
    const tables = roomTables(database).map(({ name }) => name);
    const close = tables.includes('books_close') ? one('select day, head from books_close order by day desc limit 1') : {}; // an older room has none
    const last = one('select idx, leaf_hash from log_entry order by idx desc limit 1');
    return {
      schemaVersion: Number(one('select max(number) as n from schema_migration').n),
      origin: (one("select value from setting where key = 'log-origin'").value as string | undefined) ?? null,
      log: {
        size: last.idx === undefined ? 0 : Number(last.idx) + 1,
        head: last.leaf_hash === undefined ? null : Buffer.from(last.leaf_hash as Uint8Array).toString('hex'),
      },
      journalNo: Number(one('select last_no as n from ledger_journal').n),
      close: close.day === undefined ? null : { day: Number(close.day), hash: String(close.head) },
      rows: Object.fromEntries(tables.map((name) => [name, countRows(database, name)])),
    };
  } finally {
    database.close();
  }
}
