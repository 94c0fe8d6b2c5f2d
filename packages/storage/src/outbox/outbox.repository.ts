/**
 * The outbox: what the rest of the room must hear of, written in the transaction that made it true. Nothing reads it yet: the relay
 * and its consumers come with the ledger's own issue, and find every hand since the first.
 */
import { toJson } from '../database/json.ts';
import type { Trx } from '../database/schema.ts';

export interface NewOutboxEvent {
  readonly tableId: string;
  readonly handNo: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly createdMs: number;
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
