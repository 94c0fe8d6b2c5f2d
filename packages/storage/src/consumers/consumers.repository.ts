/**
 * What each consumer of events has behind it: the place up to which it has read, what it has done, and what it could not do.
 *
 * A consumer writes its effect in the transaction that moves its cursor and fills its inbox, so an effect is there once or not at all.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { lastBlock } from '../outbox/outbox.repository.ts';

export interface DeadEvent {
  readonly eventId: number;
  /** The event as it was handed to the consumer. */
  readonly payload: unknown;
  /** What each try failed with, oldest first. */
  readonly errors: readonly string[];
  readonly firstFailedMs: number;
  readonly deadMs: number;
}

/** Place of the last event that the consumer has behind it; 0 for one that has none. */
export async function cursorOf(reader: Reader, consumer: string): Promise<number> {
  const row = await reader.selectFrom('consumer_cursor').select('position').where('consumer', '=', consumer).executeTakeFirst();
  return row?.position ?? 0;
}

/** Moves the cursor on, first of all in a transaction: others of that name wait, and are then told `MOVED`. */
export async function moveCursor(
  trx: Trx,
  consumer: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Result<void, 'MOVED'>> {
  const moved = await trx
    .updateTable('consumer_cursor')
    .set({ position: to })
    .where('consumer', '=', consumer)
    .where('position', '=', from)
    .executeTakeFirstOrThrow();
  if (moved.numUpdatedRows > 0n) return ok(undefined);
  if (from > 0 || (await cursorOf(trx, consumer)) > 0) return err('MOVED');
  await trx.insertInto('consumer_cursor').values({ consumer, position: to }).execute(); // two at once: one fails and tries again
  return ok(undefined);
}

/**
 * Notes that the consumer has done some events.
 *
 * @returns the ids of those that it had not done before.
 */
export async function addToInbox(
  trx: Trx,
  { consumer, eventIds, atMs }: { readonly consumer: string; readonly eventIds: readonly number[]; readonly atMs: number },
): Promise<ReadonlySet<number>> {
  const done = await trx
    .selectFrom('inbox')
    .select('event_id')
    .where('consumer', '=', consumer)
    .where('event_id', 'in', eventIds)
    .execute();
  const before = new Set(done.map((row) => row.event_id));
  const added = new Set(eventIds.filter((id) => !before.has(id)));
  const rows = [...added].map((event_id) => ({ consumer, event_id, at_ms: atMs }));
  if (rows.length > 0) await trx.insertInto('inbox').values(rows).execute();
  return added;
}

/**
 * Forgets notes of what was done long ago: the oldest events first, `limit` looked at.
 *
 * A note stays while its event is before the cursor, as it is when somebody put that back, since the consumer would do the event again.
 *
 * @returns whether there may be more.
 */
export async function trimInbox(
  trx: Trx,
  { consumer, beforeMs, limit }: { readonly consumer: string; readonly beforeMs: number; readonly limit: number },
): Promise<boolean> {
  const cursor = await cursorOf(trx, consumer);
  const packed = await lastBlock(trx);
  if (packed && packed.lastPosition > cursor) return false;
  const oldest = await trx
    .selectFrom('inbox')
    .select(['event_id', 'at_ms'])
    .where('consumer', '=', consumer)
    .orderBy('event_id')
    .limit(limit)
    .execute();
  const old = oldest.filter(({ at_ms }) => at_ms < beforeMs).map(({ event_id }) => event_id);
  if (old.length === 0) return false;
  const before = await trx.selectFrom('outbox').select('id').where('id', 'in', old).where('position', '>', cursor).execute();
  const kept = new Set(before.map(({ id }) => id));
  const gone = old.filter((id) => !kept.has(id));
  if (gone.length > 0) await trx.deleteFrom('inbox').where('consumer', '=', consumer).where('event_id', 'in', gone).execute();
  return gone.length === limit;
}

export async function addDeadEvent(trx: Trx, consumer: string, dead: DeadEvent): Promise<void> {
  await trx
    .replaceInto('dead_event')
    .values({
      consumer,
      event_id: dead.eventId,
      payload: toJson(dead.payload),
      errors: toJson(dead.errors),
      first_failed_ms: dead.firstFailedMs,
      dead_ms: dead.deadMs,
    })
    .execute();
}

/** The consumer's dead events by id, from the first after `after`. */
export async function deadEvents(
  reader: Reader,
  consumer: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly DeadEvent[]> {
  const rows = await reader
    .selectFrom('dead_event')
    .selectAll()
    .where('consumer', '=', consumer)
    .where('event_id', '>', after)
    .orderBy('event_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    payload: fromJson(row.payload),
    errors: fromJson(row.errors) as string[],
    firstFailedMs: row.first_failed_ms,
    deadMs: row.dead_ms,
  }));
}

/** How many dead events each consumer has; one that has none is left out. */
export async function deadEventCounts(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .selectFrom('dead_event')
    .select((eb) => ['consumer', eb.fn.countAll<number>().as('events')])
    .groupBy('consumer')
    .execute();
  return new Map(rows.map(({ consumer, events }) => [consumer, Number(events)]));
}

/** Removes a dead event, for good or to be done again in the same transaction; `NOT_DEAD` when there is none. */
export async function takeDeadEvent(trx: Trx, consumer: string, eventId: number): Promise<Result<void, 'NOT_DEAD'>> {
  const taken = await trx
    .deleteFrom('dead_event')
    .where('consumer', '=', consumer)
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
  return taken.numDeletedRows > 0n ? ok(undefined) : err('NOT_DEAD');
}

/** Forgets all that a consumer has behind it: it begins with the first event again. */
export async function forgetConsumer(trx: Trx, consumer: string): Promise<void> {
  await trx.deleteFrom('consumer_cursor').where('consumer', '=', consumer).execute();
  await trx.deleteFrom('inbox').where('consumer', '=', consumer).execute();
  await trx.deleteFrom('dead_event').where('consumer', '=', consumer).execute();
}
