/**
 * The public log's entries: numbered from 0 without gaps, never changed, never removed (triggers see to it).
 *
 * An entry is known by (table, hand number, type), so that a writer unsure whether it was heard says it again and gets the
 * same index. Saying something else under the same key is refused.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Selectable } from 'kysely';
import { sameBytes } from '../database/same-bytes.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export interface LogKey {
  /** The entry's type byte: 1 OPEN, 2 CLOSE … */
  readonly entryType: number;
  /** Empty for an entry about the whole room. */
  readonly tableId: string;
  readonly handNo: number;
}

export interface NewLogEntry extends LogKey {
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly atMs: number;
}

export interface LogEntry extends NewLogEntry {
  readonly index: number;
  /** Signature over index and leaf, made when the entry was appended. */
  readonly promise: Uint8Array;
}

/**
 * Appends an entry, or finds it where it was appended before.
 *
 * @param promiseFor signs the promise of an entry at the index it is about to get.
 * @returns the entry as it stands in the log, or `DIFFERENT_BYTES` when its key stands for something else.
 */
export async function appendLogEntry(
  trx: Trx,
  entry: NewLogEntry,
  promiseFor: (index: number) => Uint8Array,
): Promise<Result<LogEntry, 'DIFFERENT_BYTES'>> {
  const known = await findLogEntry(trx, entry);
  if (known) return sameBytes(known.bytes, entry.bytes) ? ok(known) : err('DIFFERENT_BYTES');
  const index = await logSize(trx);
  const promise = promiseFor(index);
  await trx
    .insertInto('log_entry')
    .values({
      idx: index,
      entry_type: entry.entryType,
      table_id: entry.tableId,
      hand_no: entry.handNo,
      bytes: entry.bytes,
      leaf_hash: entry.leafHash,
      promise,
      at_ms: entry.atMs,
    })
    .execute();
  return ok({ ...entry, index, promise });
}

export async function findLogEntry(reader: Reader, key: LogKey): Promise<LogEntry | null> {
  const row = await reader
    .selectFrom('log_entry')
    .selectAll()
    .where('table_id', '=', key.tableId)
    .where('hand_no', '=', key.handNo)
    .where('entry_type', '=', key.entryType)
    .executeTakeFirst();
  return row ? entryOf(row) : null;
}

/** Entries from index `from` on, in order. */
export async function logEntries(reader: Reader, from: number, limit: number): Promise<readonly LogEntry[]> {
  const rows = await reader.selectFrom('log_entry').selectAll().where('idx', '>=', from).orderBy('idx').limit(limit).execute();
  return rows.map(entryOf);
}

/** How many entries there are, and so the index of the next one. */
export async function logSize(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('log_entry')
    .select((eb) => eb.fn.max('idx').as('last'))
    .executeTakeFirst();
  return row?.last == null ? 0 : row.last + 1;
}

function entryOf(row: Selectable<Schema['log_entry']>): LogEntry {
  return {
    index: row.idx,
    entryType: row.entry_type,
    tableId: row.table_id,
    handNo: row.hand_no,
    bytes: row.bytes,
    leafHash: row.leaf_hash,
    promise: row.promise,
    atMs: row.at_ms,
  };
}
