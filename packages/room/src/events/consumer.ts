/**
 * Consumers of events: what follows from a hand follows once, however often it is told and whatever breaks in between.
 *
 * A consumer reads what was published behind its own cursor, one event at a time. Its effect, the note in its inbox and the cursor are one
 * transaction. The stream only tells it to look: a stream in memory forgets, and a reader that fell behind is cut off, while the
 * outbox has every event in one order.
 *
 * @see rules/EVENT.md
 */
import { assert, type Clock, type Result } from '@aboveboard/kit';
import { type RoomEvent, roomEvent } from '@aboveboard/protocol';
import {
  addDeadEvent,
  addToInbox,
  cursorOf,
  type Db,
  type DeadEvent,
  moveCursor,
  type PublishedEvent,
  publishedAfter,
  type Trx,
} from '@aboveboard/storage';
import { retryDelayMs } from '@aboveboard/streams';
import { type ToldEvent, toldEvent } from './event-stream.ts';
import { chanceFrom, type PumpPorts } from './pump.ts';

export interface Consumer {
  /** Its cursor, inbox and dead events go by it; never given to another. */
  readonly name: string;
  /** Writes what follows from one event, in this transaction and nowhere else. An exception undoes it. */
  apply(trx: Trx, event: RoomEvent): Promise<void>;
  /** Removes everything that `apply` ever wrote. */
  forget(trx: Trx): Promise<void>;
}

export interface ConsumerPorts extends PumpPorts {
  readonly db: Db;
  readonly clock: Clock;
}

const BATCH = 100;
/** Runs of one event before it is dead, and the waits between them. */
const TRIES = 4;
const RETRY = { baseMs: 100, maxMs: 1_000 };

/**
 * Takes the next published events, `BATCH` at most.
 *
 * @returns whether there may be more.
 * @throws when the database cannot be had; the cursor stands before the first event that was not taken.
 */
export async function takeSome(ports: ConsumerPorts, consumer: Consumer): Promise<boolean> {
  let from = await cursorOf(ports.db.reader, consumer.name);
  const events = await publishedAfter(ports.db.reader, from, BATCH);
  for (const event of events) {
    const taken = await takeEvent(ports, consumer, event, from);
    if (!taken.ok) return true; // another process does the same consumer's work, or it was told to begin again
    from = event.position;
  }
  return events.length === BATCH;
}

async function takeEvent(
  ports: ConsumerPorts,
  consumer: Consumer,
  published: PublishedEvent,
  from: number,
): Promise<Result<void, 'MOVED'>> {
  const event = toldEvent(published);
  /** All that a transaction does besides, once the cursor could be moved past the event. */
  const past = (then: (trx: Trx) => Promise<void>): Promise<Result<void, 'MOVED'>> =>
    ports.db.transaction(async (trx) => {
      const moved = await moveCursor(trx, consumer.name, { from, to: published.position });
      if (moved.ok) await then(trx);
      return moved;
    });
  const failures: { readonly error: string; readonly atMs: number }[] = [];
  while (failures.length < TRIES) {
    if (failures.length > 0) await pause(ports, failures.length);
    try {
      return await past((trx) => applyOnce(trx, ports.clock, consumer, event));
    } catch (error) {
      failures.push({ error: String(error), atMs: ports.clock.nowMs() });
    }
  }
  return past((trx) => addDeadEvent(trx, consumer.name, deadOf(event, failures)));
}

/** @throws when the event is none that this version knows, or `apply` does. */
export async function applyOnce(trx: Trx, clock: Clock, consumer: Consumer, told: ToldEvent): Promise<void> {
  const event = roomEvent.parse(told);
  const isNew = await addToInbox(trx, { consumer: consumer.name, eventId: event.id, atMs: clock.nowMs() });
  if (isNew.ok) await consumer.apply(trx, event);
}

function deadOf(event: ToldEvent, failures: readonly { readonly error: string; readonly atMs: number }[]): DeadEvent {
  const [first, last] = [failures[0], failures.at(-1)];
  assert(first && last, 'an event that did not fail is not dead');
  const errors = failures.map(({ error }) => error);
  return { eventId: event.id, payload: event, errors, firstFailedMs: first.atMs, deadMs: last.atMs };
}

function pause({ scheduler, random }: ConsumerPorts, failures: number): Promise<void> {
  return new Promise((resolve) => scheduler.after(retryDelayMs(failures, chanceFrom(random), RETRY), resolve));
}
