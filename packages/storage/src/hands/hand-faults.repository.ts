/** Faults in hands: how long a table stood still in one, and what is known of a hand that a fault ended. */
import { type Selectable, sql } from 'kysely';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';
import type { HandKey } from './hand-record.ts';

export interface HandPause {
  /** When the table began to stand still. */
  readonly atMs: number;
  readonly reason: string;
  /** For how long. */
  readonly ms: number;
}

export interface Termination extends HandKey {
  readonly reason: string;
  readonly atMs: number;
  readonly context: unknown;
}

/** Noted again it stays as it is. */
export async function notePause(trx: Trx, { tableId, handNo }: HandKey, { atMs, reason, ms }: HandPause): Promise<void> {
  const key = { table_id: tableId, hand_no: handNo, at_ms: atMs };
  await trx
    .deleteFrom('hand_pause')
    .where((eb) => eb.and(key))
    .execute();
  await trx
    .insertInto('hand_pause')
    .values({ ...key, reason, ms })
    .execute();
}

/** In their order. */
export async function pausesOf(reader: Reader, { tableId, handNo }: HandKey): Promise<readonly HandPause[]> {
  const rows = await reader
    .selectFrom('hand_pause')
    .select(['at_ms', 'reason', 'ms'])
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .orderBy('at_ms')
    .execute();
  return rows.map(({ at_ms, reason, ms }) => ({ atMs: at_ms, reason, ms }));
}

/** What is noted last of a hand stands. */
export async function noteTermination(trx: Trx, { tableId, handNo, reason, atMs, context }: Termination): Promise<void> {
  const key = { table_id: tableId, hand_no: handNo };
  await trx
    .deleteFrom('hand_termination')
    .where((eb) => eb.and(key))
    .execute();
  await trx
    .insertInto('hand_termination')
    .values({ ...key, reason, at_ms: atMs, context: toJson(context) })
    .execute();
}

export async function findTermination(reader: Reader, { tableId, handNo }: HandKey): Promise<Termination | null> {
  const row = await reader
    .selectFrom('hand_termination')
    .selectAll()
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .executeTakeFirst();
  return row ? terminationOf(row) : null;
}

/** The latest, newest first. */
export async function recentTerminations(reader: Reader, limit: number): Promise<readonly Termination[]> {
  const rows = reader.selectFrom('hand_termination').selectAll().orderBy('at_ms', 'desc').orderBy('table_id');
  return (await rows.orderBy('hand_no', 'desc').limit(limit).execute()).map(terminationOf);
}

/** Those of hands that are not over stay, however old. */
export async function pruneTerminations(trx: Trx, beforeMs: number): Promise<void> {
  await trx
    .deleteFrom('hand_termination')
    .where('at_ms', '<', beforeMs)
    .where(({ not, exists }) => not(exists(handNotOver())))
    .execute();
}

/** A hand of the table that is not over, and that the books refused; null for none. */
export async function refusedHand(reader: Reader, tableId: string): Promise<HandKey | null> {
  const row = await reader
    .selectFrom('hand_termination')
    .select('hand_no')
    .where('table_id', '=', tableId)
    .where('reason', '=', 'LEDGER_FAULT')
    .where(({ exists }) => exists(handNotOver()))
    .executeTakeFirst();
  return row ? { tableId, handNo: row.hand_no } : null;
}

/** The hand of a row of `hand_termination`, where it is not over. */
function handNotOver() {
  return sql`(select 1 from hand h where h.table_id = hand_termination.table_id
    and h.hand_no = hand_termination.hand_no and h.status in ('opening', 'cut'))`;
}

function terminationOf(row: Selectable<Schema['hand_termination']>): Termination {
  const { table_id, hand_no, reason, at_ms, context } = row;
  return { tableId: table_id, handNo: hand_no, reason, atMs: at_ms, context: fromJson(context) };
}
