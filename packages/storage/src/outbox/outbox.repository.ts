/**
 * The outbox: what the rest of the room must hear of, written in the transaction that made it true.
 *
 * What was published long ago leaves it for blocks (event-blocks.repository.ts). Whoever reads published events here is given those as well, in
 * one order: a consumer that is built again from zero reads every event since the first.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { type Selectable, sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import { ofEach } from '../database/of-each.ts';
import type { Reader, Schema, Trx } from '../database/schema.ts';
import { insertRows } from '../database/write-rows.ts';
import { type EventBlock, eventsInBlock } from './event-block.ts';

export interface NewOutboxEvent {
  readonly tableId: string;
  readonly handNo: number;
  readonly kind: string;
  /** Of the schema of its payload; the first where it says none. */
  readonly version?: number;
  readonly payload: unknown;
  readonly createdMs: number;
}

/** An event as it lies in the outbox. */
export interface OutboxEvent extends NewOutboxEvent {
  /** Names it for good; says nothing of its order. */
  readonly id: number;
  /** Of the schema of its payload. */
  readonly version: number;
}

export interface PublishedEvent extends OutboxEvent {
  /** 1, 2, 3 … among all that were published. */
  readonly position: number;
}

/** Events of one transaction, in the order in which they became true. */
export async function addToOutbox(trx: Trx, events: readonly NewOutboxEvent[]): Promise<void> {
  const rows = events.map(({ tableId, handNo, kind, version = 1, payload, createdMs }) => ({
    table_id: tableId,
    hand_no: handNo,
    kind,
    version,
    payload: toJson(payload),
    created_ms: createdMs,
    published_ms: null,
  }));
  await insertRows(trx, 'outbox', rows);
}

/** The oldest events that are not marked as published: those of a table in the order in which they became true. */
export async function unpublishedEvents(reader: Reader, limit: number): Promise<readonly OutboxEvent[]> {
  const rows = await reader
    .selectFrom('outbox')
    .selectAll()
    .where('published_ms', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(eventOf);
}

/**
 * Marks events as published and gives each the next place, in the order given.
 *
 * @returns `MARKED_BEFORE` when another relay was there first; return it from the transaction, so that no place stays empty. On MariaDB two
 *   at the same moment may give one place twice, which the index refuses with an exception: try again.
 */
export async function markPublished(trx: Trx, ids: readonly number[], nowMs: number): Promise<Result<void, 'MARKED_BEFORE'>> {
  let last = await lastPosition(trx);
  for (const some of inBatches(ids)) {
    const placed = some.map((id, i) => ({ id, position: last + 1 + i }));
    const position = ofEach(
      'id',
      placed,
      (one) => one.id,
      (one) => one.position,
    );
    const marked = await trx
      .updateTable('outbox')
      .set({ published_ms: nowMs, position: sql<number>`${position}` })
      .where('id', 'in', some)
      .where('published_ms', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(marked.numUpdatedRows) !== some.length) return err('MARKED_BEFORE');
    last += some.length;
  }
  return ok(undefined);
}

/** What waits to be published: how many events, and when the oldest of them became true; null where none waits. */
export async function unpublishedBacklog(
  reader: Reader,
): Promise<{ readonly events: number; readonly oldestCreatedMs: number | null }> {
  const { events } = await reader
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('events'))
    .where('published_ms', 'is', null)
    .executeTakeFirstOrThrow();
  const [oldest] = await unpublishedEvents(reader, 1);
  return { events: Number(events), oldestCreatedMs: oldest?.createdMs ?? null };
}

/** Place of the event that was published last; 0 before the first. */
export async function lastPosition(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('outbox')
    .select('position')
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.position) return row.position;
  const packed = await reader
    .selectFrom('event_block')
    .select('last_position')
    .orderBy('first_position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return packed?.last_position ?? 0;
}

/** Published events behind a place, in the order in which they were published: from blocks, and from the outbox. */
export async function publishedAfter(reader: Reader, position: number, limit: number): Promise<readonly PublishedEvent[]> {
  const found: PublishedEvent[] = [];
  while (found.length < limit) {
    const after = found.at(-1)?.position ?? position;
    const inOutbox = await publishedInOutbox(reader, after, limit - found.length);
    const isNext = inOutbox[0]?.position === after + 1; // places have no gaps: what is missing here was packed
    if (isNext) return [...found, ...inOutbox.map(({ publishedMs: _, ...event }) => event)];
    const block = await blockWith(reader, after + 1);
    assert(block || inOutbox.length === 0, `no event has the place ${after + 1}`);
    if (!block) return found;
    found.push(...eventsInBlock(block, after, limit - found.length));
  }
  return found;
}

/** Published events behind a place that were not packed yet, with when they were published. */
export async function publishedInOutbox(
  reader: Reader,
  position: number,
  limit: number,
): Promise<readonly (PublishedEvent & { readonly publishedMs: number })[]> {
  const rows = await reader
    .selectFrom('outbox')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...eventOf(row),
    position: row.position as number,
    publishedMs: row.published_ms as number,
  }));
}

/** The block with the event of a place; null where that was not packed, or never published. */
async function blockWith(reader: Reader, position: number): Promise<EventBlock | null> {
  const row = await reader
    .selectFrom('event_block')
    .selectAll()
    .where('first_position', '<=', position)
    .orderBy('first_position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && row.last_position >= position ? blockOf(row) : null;
}

/** The block of the events that were packed last. */
export async function lastBlock(reader: Reader): Promise<EventBlock | null> {
  const row = await reader.selectFrom('event_block').selectAll().orderBy('first_position', 'desc').limit(1).executeTakeFirst();
  return row ? blockOf(row) : null;
}

function blockOf(row: Selectable<Schema['event_block']>): EventBlock {
  return { firstPosition: row.first_position, lastPosition: row.last_position, bytes: row.bytes };
}

function eventOf(row: Selectable<Schema['outbox']>): OutboxEvent {
  return {
    id: row.id,
    version: row.version,
    tableId: row.table_id,
    handNo: row.hand_no,
    kind: row.kind,
    payload: fromJson(row.payload),
    createdMs: row.created_ms,
  };
}
