/**
 * The outbox: what the rest of the room must hear of, written in the transaction that made it true. The archive reads in it who
 * played; the relay and its consumers come with the ledger's own issue, and find every hand since the first.
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

/** What was told of some hands of a table under one kind, by hand number; nothing for a hand of which nothing was told. */
export async function eventsOfHands(
  reader: Reader,
  { tableId, kind }: Pick<NewOutboxEvent, 'tableId' | 'kind'>,
  handNos: readonly number[],
): Promise<ReadonlyMap<number, unknown>> {
  if (handNos.length === 0) return new Map();
  const rows = await reader
    .selectFrom('outbox')
    .select(['hand_no', 'payload'])
    .where('table_id', '=', tableId)
    .where('hand_no', 'in', handNos)
    .where('kind', '=', kind)
    .execute();
  return new Map(rows.map((row) => [row.hand_no, fromJson(row.payload)]));
}
