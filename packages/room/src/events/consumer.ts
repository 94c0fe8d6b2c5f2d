/**
 * Consumers of events: what follows from a hand follows once, however often it is told and whatever breaks in between.
 *
 * A consumer reads what was published behind its own cursor, some events at a time. Their effect, the notes in its inbox and the cursor are
 * one transaction; where that fails, the events are taken one by one, so that one that cannot be taken dies alone. The stream only tells it to
 * look: a stream in memory forgets, and a reader that fell behind is cut off, while the outbox has every event in one order.
 *
 * @see rules/EVENT.md
 */
import { assert, type Clock, ok, type Result } from '@aboveboard/kit';
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
  /**
   * Writes what follows from some events, in this transaction and nowhere else.
   *
   * @param events 1 to 100, in the order in which they were published; the consumer has done none of them.
   * @throws what it likes: the transaction is undone, and the events come again, each alone.
   */
  apply(trx: Trx, events: readonly RoomEvent[]): Promise<void>;
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

/** Whether the cursor stood where it was thought to be; when not, another process does the same consumer's work, or it is to begin again. */
type Taken = Result<void, 'MOVED'>;

/**
 * Takes the next published events, `BATCH` at most.
 *
 * @returns whether there may be more.
 * @throws when the database cannot be had; the cursor stands before the first event that was not taken.
 */
export async function takeSome(ports: ConsumerPorts, consumer: Consumer): Promise<boolean> {
  const from = await cursorOf(ports.db.reader, consumer.name);
  const events = await publishedAfter(ports.db.reader, from, BATCH);
  const taken = (await takeTogether(ports, consumer, events, from)) ?? (await takeEach(ports, consumer, events, from));
  return !taken.ok || events.length === BATCH;
}

/** @returns null when it cannot be done so: there are too few, or something went wrong. */
async function takeTogether(
  ports: ConsumerPorts,
  consumer: Consumer,
  events: readonly PublishedEvent[],
  from: number,
): Promise<Taken | null> {
  const last = events.at(-1);
  if (!last || events.length === 1) return null;
  const apply = (trx: Trx): Promise<void> => applyOnce(trx, ports.clock, consumer, events.map(toldEvent));
  return await past(ports, consumer, { from, to: last.position }, apply).catch(() => null); // who is to blame is found out one by one
}

async function takeEach(
  ports: ConsumerPorts,
  consumer: Consumer,
  events: readonly PublishedEvent[],
  start: number,
): Promise<Taken> {
  let from = start;
  for (const event of events) {
    const taken = await takeEvent(ports, consumer, event, from);
    if (!taken.ok) return taken;
    from = event.position;
  }
  return ok(undefined);
}

async function takeEvent(ports: ConsumerPorts, consumer: Consumer, published: PublishedEvent, from: number): Promise<Taken> {
  const event = toldEvent(published);
  const step = { from, to: published.position };
  const failures: { readonly error: string; readonly atMs: number }[] = [];
  while (failures.length < TRIES) {
    if (failures.length > 0) await pause(ports, failures.length);
    try {
      return await past(ports, consumer, step, (trx) => applyOnce(trx, ports.clock, consumer, [event]));
    } catch (error) {
      failures.push({ error: String(error), atMs: ports.clock.nowMs() });
    }
  }
  const dead = deadOf(event, failures);
  const taken = await past(ports, consumer, step, (trx) => addDeadEvent(trx, consumer.name, dead));
  if (taken.ok) ports.failed(new Error(`the event ${event.id} is dead: ${dead.errors.at(-1)}`));
  return taken;
}

/** One transaction: the cursor first, then, if it could be moved, all that the transaction does besides. */
function past(
  { db }: ConsumerPorts,
  { name }: Consumer,
  step: { readonly from: number; readonly to: number },
  then: (trx: Trx) => Promise<void>,
): Promise<Taken> {
  return db.transaction(async (trx) => {
    const moved = await moveCursor(trx, name, step);
    if (moved.ok) await then(trx);
    return moved;
  });
}

/** @throws when one of the events is none that this version knows, or `apply` does. */
export async function applyOnce(trx: Trx, clock: Clock, consumer: Consumer, told: readonly ToldEvent[]): Promise<void> {
  const events = told.map(knownEvent);
  const ids = events.map(({ id }) => id);
  const added = await addToInbox(trx, { consumer: consumer.name, eventIds: ids, atMs: clock.nowMs() });
  const fresh = events.filter(({ id }) => added.has(id));
  if (fresh.length > 0) await consumer.apply(trx, fresh);
}

function knownEvent(told: ToldEvent): RoomEvent {
  const read = roomEvent.safeParse(told);
  if (read.success) return read.data;
  const what = `an event ${JSON.stringify(told.kind)} of version ${JSON.stringify(told.version)}`;
  throw new Error(`this program knows no such thing as ${what}: ${JSON.stringify(read.error.issues)}`);
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
