/**
 * The outbox: what the rest of the room must hear of, written in the transaction that made it true and sent on afterwards.
 * An event may be sent twice after a crash, and is never missed.
 */
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Trx } from '../database/schema.ts';

export interface NewOutboxEvent {
  readonly tableId: string;
  readonly handNo: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly createdMs: number;
}

export interface OutboxEvent extends NewOutboxEvent {
  /** Grows from event to event; a consumer that has seen it has seen the event. */
  readonly id: number;
}

export async function addToOutbox(trx: Trx, event: NewOutboxEvent): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
      table_id: event.tableId,
      hand_no: event.handNo,
      kind: event.kind,
      payload: toJson(event.payload),
      created_ms: event.createdMs,
      published_ms: null,
    })
    .execute();
}

/** Events not sent on yet, oldest first. */
export async function unpublishedEvents(reader: Reader, limit: number): Promise<readonly OutboxEvent[]> {
  const rows = await reader
    .selectFrom('outbox')
    .selectAll()
    .where('published_ms', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    tableId: row.table_id,
    handNo: row.hand_no,
    kind: row.kind,
    payload: fromJson(row.payload),
    createdMs: row.created_ms,
  }));
}

export async function markPublished(trx: Trx, ids: readonly number[], publishedMs: number): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('outbox').set({ published_ms: publishedMs }).where('id', 'in', ids).execute();
}

/** Forgets events that were sent on before `beforeMs`. */
export async function prunePublished(trx: Trx, beforeMs: number): Promise<void> {
  await trx.deleteFrom('outbox').where('published_ms', '<', beforeMs).execute();
}
