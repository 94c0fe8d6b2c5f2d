/**
 * Archives: which day of which table lies in which file, and which days have none yet.
 *
 * A hand belongs to the day, in UTC, on which it ended. How many there were of each day and table is counted as their ends are told, so that
 * a plan reads a row for each day of a table and not every hand.
 */
import { assert } from '@aboveboard/kit';
import type { Selectable } from 'kysely';
import { addUp, sumsOf } from '../database/add-up.ts';
import { deleteAll } from '../database/delete-all.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';

export interface ArchiveKey {
  readonly tableId: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
}

export interface ArchiveRecord extends ArchiveKey {
  readonly hands: number;
  /** Size of the file. */
  readonly bytes: number;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  /** Its name below the folder of archives. */
  readonly file: string;
  readonly atMs: number;
}

/** Records an archive in the place of an earlier one of that table and day. */
export async function recordArchive(trx: Trx, archive: ArchiveRecord): Promise<void> {
  await trx
    .replaceInto('archive')
    .values({
      day_ms: startOfDay(archive.day),
      table_id: archive.tableId,
      hands: archive.hands,
      bytes: archive.bytes,
      sha256: archive.sha256,
      file: archive.file,
      at_ms: archive.atMs,
    })
    .execute();
}

export async function findArchive(reader: Reader, { tableId, day }: ArchiveKey): Promise<ArchiveRecord | null> {
  const row = await reader
    .selectFrom('archive')
    .selectAll()
    .where('day_ms', '=', startOfDay(day))
    .where('table_id', '=', tableId)
    .executeTakeFirst();
  return row ? archiveOf(row) : null;
}

/** Archives by day and table, from the first after `after`. */
export async function archives(
  reader: Reader,
  page: { readonly limit: number; readonly after?: ArchiveKey },
): Promise<readonly ArchiveRecord[]> {
  let query = reader.selectFrom('archive').selectAll();
  if (page.after !== undefined) {
    const { day, tableId } = page.after;
    query = query
      .where('day_ms', '>=', startOfDay(day))
      .where((eb) => eb.or([eb('day_ms', '>', startOfDay(day)), eb('table_id', '>', tableId)]));
  }
  const rows = await query.orderBy('day_ms').orderBy('table_id').limit(page.limit).execute();
  return rows.map(archiveOf);
}

/** Hands that ended after the cut at a table on one day. */
export interface PlayedDay extends ArchiveKey {
  readonly hands: number;
}

const PLAYED = sumsOf('played_day', { keys: ['day_ms', 'table_id'], sums: ['hands'] });

/** Counts hands for the days on which they ended. @param days each table and day once. */
export function addPlayedDays(trx: Trx, days: readonly PlayedDay[]): Promise<void> {
  return addUp(
    trx,
    PLAYED,
    days.map(({ tableId, day, hands }) => ({ day_ms: startOfDay(day), table_id: tableId, hands })),
  );
}

export function forgetPlayedDays(trx: Trx): Promise<void> {
  return deleteAll(trx, 'played_day');
}

/**
 * Days on which hands ended at a table and that have no archive, or one of fewer hands; the oldest first.
 *
 * @param beforeDay the first day to leave alone: today, which is not over.
 */
export async function daysToArchive(
  reader: Reader,
  beforeDay: string,
  limit: number,
  fromDay = '1970-01-01',
): Promise<readonly ArchiveKey[]> {
  const rows = await reader
    .selectFrom('played_day')
    .leftJoin('archive', (join) =>
      join.onRef('archive.day_ms', '=', 'played_day.day_ms').onRef('archive.table_id', '=', 'played_day.table_id'),
    )
    .select(['played_day.table_id', 'played_day.day_ms'])
    .where('played_day.day_ms', '>=', startOfDay(fromDay))
    .where('played_day.day_ms', '<', startOfDay(beforeDay))
    .where((eb) => eb.or([eb('archive.hands', 'is', null), eb('archive.hands', '<', eb.ref('played_day.hands'))]))
    .orderBy('played_day.day_ms')
    .orderBy('played_day.table_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ tableId: row.table_id, day: dayOf(row.day_ms) }));
}

function startOfDay(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  assert(Number.isSafeInteger(ms), `not a day: ${day}`);
  return ms;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function archiveOf(row: Selectable<Schema['archive']>): ArchiveRecord {
  return {
    tableId: row.table_id,
    day: dayOf(row.day_ms),
    hands: row.hands,
    bytes: row.bytes,
    sha256: row.sha256,
    file: row.file,
    atMs: row.at_ms,
  };
}
