/**
 * Hands, from OPEN to CLOSE.
 *
 * A hand's row goes opening → cut → ended, or opening → void, and each step guards the one before in its UPDATE. What is
 * durable at each step is what a successor needs after a crash (design/room.md, "One hand").
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { toJson } from '../database/json.ts';
import type { HandStatus, Reader, Trx } from '../database/schema.ts';
import { type Fence, holdTable, updateOwned } from '../tables/tables.repository.ts';
import { type HandKey, type HandRecord, handRecordOf } from './hand-record.ts';

export interface NewHand {
  readonly handNo: number;
  readonly startState: unknown;
  readonly openBytes: Uint8Array;
  /** The decks' seeds, sealed: written here before OPEN can be seen anywhere. */
  readonly box: Uint8Array;
  readonly startedMs: number;
}

export interface Cut {
  readonly handNo: number;
  readonly reveals: unknown;
  readonly cutnote: Uint8Array;
}

/** `OUT_OF_ORDER`: the hand is not where this step begins. */
export type StepRefusal = 'FENCED' | 'OUT_OF_ORDER';

/** Begins a hand and uses up its number, for ever: `OUT_OF_ORDER` when it is not the table's next. */
export async function insertOpening(trx: Trx, fence: Fence, hand: NewHand): Promise<Result<void, StepRefusal>> {
  const used = await useHandNo(trx, fence, hand.handNo);
  if (!used.ok) return used;
  await trx
    .insertInto('hand')
    .values({
      table_id: fence.tableId,
      hand_no: hand.handNo,
      status: 'opening',
      start_state: toJson(hand.startState),
      open_bytes: hand.openBytes,
      box: hand.box,
      started_ms: hand.startedMs,
    })
    .execute();
  return ok(undefined);
}

/** Where OPEN stands in the log. */
export async function setOpenIndex(trx: Trx, { tableId, handNo }: HandKey, openIndex: number): Promise<void> {
  await trx
    .updateTable('hand')
    .set({ open_index: openIndex })
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .execute();
}

/** The reveal set is complete: from here on the hand is played to its end and nothing is refunded. */
export async function markCut(trx: Trx, fence: Fence, cut: Cut): Promise<Result<void, StepRefusal>> {
  const held = await holdTable(trx, fence);
  if (!held.ok) return held;
  return step(trx, { tableId: fence.tableId, handNo: cut.handNo }, 'opening', {
    status: 'cut',
    reveals: toJson(cut.reveals),
    cutnote: cut.cutnote,
  });
}

/** CLOSE is in the log: the hand is done with, and the table's next OPEN names this index. */
export async function markClosed(
  trx: Trx,
  fence: Fence,
  close: { readonly handNo: number; readonly closeIndex: number },
): Promise<Result<void, 'FENCED'>> {
  await trx
    .updateTable('hand')
    .set({ close_index: close.closeIndex })
    .where('table_id', '=', fence.tableId)
    .where('hand_no', '=', close.handNo)
    .execute();
  return updateOwned(trx, fence, { last_close_index: close.closeIndex });
}

export async function findHand(reader: Reader, { tableId, handNo }: HandKey): Promise<HandRecord | null> {
  const row = await reader
    .selectFrom('hand')
    .selectAll()
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .executeTakeFirst();
  return row ? handRecordOf(row) : null;
}

/** What recovery has to finish: hands in `opening` or `cut`, and those that are over while their CLOSE has no index yet. */
export async function unfinishedHands(reader: Reader, tableId?: string): Promise<readonly HandRecord[]> {
  let query = reader.selectFrom('hand').selectAll().where('close_index', 'is', null);
  if (tableId !== undefined) query = query.where('table_id', '=', tableId);
  const rows = await query.orderBy('table_id').orderBy('hand_no').execute();
  return rows.map(handRecordOf);
}

/** Hands of a table that are over, newest first. */
export async function recentHands(
  reader: Reader,
  tableId: string,
  page: { readonly limit: number; readonly beforeHandNo?: number },
): Promise<readonly HandRecord[]> {
  const rows = await reader
    .selectFrom('hand')
    .selectAll()
    .where('table_id', '=', tableId)
    .where('status', 'in', ['ended', 'void'])
    .where('hand_no', '<', page.beforeHandNo ?? Number.MAX_SAFE_INTEGER)
    .orderBy('hand_no', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(handRecordOf);
}

/** All hands that ended after the cut, for reconciliation. */
export async function endedHands(reader: Reader): Promise<readonly HandKey[]> {
  const rows = await reader
    .selectFrom('hand')
    .select(['table_id', 'hand_no'])
    .where('status', '=', 'ended')
    .orderBy('table_id')
    .orderBy('hand_no')
    .execute();
  return rows.map((row) => ({ tableId: row.table_id, handNo: row.hand_no }));
}

interface StepColumns {
  status: HandStatus;
  reveals?: string;
  cutnote?: Uint8Array;
  box?: null;
  close_bytes?: Uint8Array;
  close_status?: number;
  end_reason?: string;
  private_sealed?: Uint8Array | null;
  ended_ms?: number;
}

/** Moves a hand from one status to the next, if that is where it is. */
export async function step(
  trx: Trx,
  { tableId, handNo }: HandKey,
  from: HandStatus,
  columns: StepColumns,
): Promise<Result<void, 'OUT_OF_ORDER'>> {
  const moved = await trx
    .updateTable('hand')
    .set(columns)
    .where('table_id', '=', tableId)
    .where('hand_no', '=', handNo)
    .where('status', '=', from)
    .executeTakeFirstOrThrow();
  return moved.numUpdatedRows > 0n ? ok(undefined) : err('OUT_OF_ORDER');
}

async function useHandNo(trx: Trx, fence: Fence, handNo: number): Promise<Result<void, StepRefusal>> {
  const held = await holdTable(trx, fence);
  if (!held.ok) return held;
  const used = await trx
    .updateTable('card_table')
    .set({ next_hand_no: handNo + 1 })
    .where('id', '=', fence.tableId)
    .where('next_hand_no', '=', handNo)
    .executeTakeFirstOrThrow();
  return used.numUpdatedRows > 0n ? ok(undefined) : err('OUT_OF_ORDER');
}
