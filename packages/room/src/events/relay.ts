/**
 * The relay: tells the rest of the room what the outbox holds.
 *
 * It appends to the stream first and marks then, so a crash in between tells the same events once more under the same ids, and none is
 * left out. One relay is enough; two tell some events twice, and the database lets one of them mark.
 *
 * @see rules/EVENT.md EVENT-1 and EVENT-2
 */
import type { Clock } from '@aboveboard/kit';
import { type Db, markPublished, unpublishedEvents } from '@aboveboard/storage';
import type { Streams } from '@aboveboard/streams';
import type { FailPoints } from '../ports.ts';
import { EVENT_STREAM, toldEvent } from './event-stream.ts';
import { type Pump, type PumpPorts, startPump } from './pump.ts';

export interface RelayPorts extends PumpPorts {
  readonly db: Db;
  readonly streams: Streams;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** Of one append and one transaction. */
const BATCH = 100;

/** Begins with what was left of the last run. `wake` it when a hand has ended, so that nobody waits for the poll. */
export function startRelay(ports: RelayPorts): Pump {
  return startPump(ports, () => publishSome(ports));
}

/** @throws when the stream or the database cannot be had; what was appended by then is told again. */
export async function publishSome({ db, streams, clock, failPoints }: RelayPorts): Promise<boolean> {
  const events = await unpublishedEvents(db.reader, BATCH);
  if (events.length === 0) return false;
  await failPoints.hit('before-publish', '');
  const told = await streams.append(
    EVENT_STREAM,
    events.map((event) => JSON.stringify(toldEvent(event))),
  );
  if (!told.ok) throw new Error(`the event stream takes nothing: ${told.error}`);
  await failPoints.hit('after-publish', '');
  const ids = events.map(({ id }) => id);
  await db.transaction((trx) => markPublished(trx, ids, clock.nowMs())); // marked before: by another relay, which told them too
  await failPoints.hit('after-mark', '');
  return true;
}
