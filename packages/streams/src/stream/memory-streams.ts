/**
 * Streams in memory: for the one-process room and for simulation. A restart forgets them; what must survive is in the
 * journal. Delivery is by microtask, so that the order of everything follows from the order of calls.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import {
  type AppendRefusal,
  type Cursor,
  type EndOfSubscription,
  OLDEST,
  type StreamEntry,
  type StreamSpec,
  type Streams,
  type Subscriber,
  type Subscription,
} from './streams.ts';
import { utf8Length } from './utf8-length.ts';

/** Most entries handed to a subscriber in one call. */
const DELIVERY_LIMIT = 256;

interface Log {
  /** Oldest first; the first has the position `first`, the next `first` + 1, and so on. */
  entries: { readonly payload: string; readonly bytes: number }[];
  first: number;
  bytes: number;
  epoch: number;
  readonly wakers: Set<() => void>;
  /** How far each reader that counts has handled it. */
  readonly readers: Map<string, number>;
}

export function memoryStreams(): Streams {
  const logs = new Map<string, Log>();
  const logOf = (spec: StreamSpec): Log => {
    const fresh: Log = { entries: [], first: 1, bytes: 0, epoch: 0, wakers: new Set(), readers: new Map() };
    const log = logs.get(spec.name) ?? fresh;
    logs.set(spec.name, log);
    return log;
  };
  return {
    append: async (spec, payloads, epoch = 0) => append(spec, logOf(spec), payloads, epoch),
    read: async (spec, after, limit) => {
      const log = logOf(spec);
      return readAfter(log, after === OLDEST ? log.first - 1 : positionOf(after), limit);
    },
    subscribe: (spec, after, subscriber) => subscribe(logOf(spec), positionOf(after), subscriber),
    trim: async (spec, upTo) => dropWhile(logOf(spec), (log) => log.first <= positionOf(upTo)),
    acknowledge: async (spec, reader, upTo) => {
      const { readers } = logOf(spec);
      readers.set(reader, Math.max(readers.get(reader) ?? 0, positionOf(upTo)));
      dropHandled(logOf(spec));
    },
    leave: async (spec, reader) => {
      logOf(spec).readers.delete(reader);
      dropHandled(logOf(spec));
    },
    tail: async (spec) => cursorAt(nextPosition(logOf(spec)) - 1),
  };
}

function append(spec: StreamSpec, log: Log, payloads: readonly string[], epoch: number): Result<Cursor, AppendRefusal> {
  if (epoch < log.epoch) return err('FENCED');
  const added = payloads.map((payload) => ({ payload, bytes: utf8Length(payload) }));
  const addedBytes = added.reduce((sum, entry) => sum + entry.bytes, 0);
  assert(added.length <= spec.maxEntries && addedBytes <= spec.maxBytes, `more than ${spec.name} can ever hold`);
  const isFull = () => log.entries.length + added.length > spec.maxEntries || log.bytes + addedBytes > spec.maxBytes;
  if (spec.whenFull === 'refuse' && isFull()) return err('FULL');
  dropWhile(log, isFull);
  log.epoch = epoch;
  log.entries.push(...added);
  log.bytes += addedBytes;
  for (const wake of log.wakers) wake();
  return ok(cursorAt(nextPosition(log) - 1));
}

function dropWhile(log: Log, isDropping: (log: Log) => boolean): void {
  while (log.entries.length > 0 && isDropping(log)) {
    log.bytes -= log.entries.shift()?.bytes ?? 0;
    log.first += 1;
  }
}

function dropHandled(log: Log): void {
  if (log.readers.size === 0) return;
  const handled = Math.min(...log.readers.values());
  dropWhile(log, ({ first }) => first <= handled);
}

function readAfter(log: Log, after: number, limit: number): Result<readonly StreamEntry[], 'CUT_OFF'> {
  if (after + 1 < log.first) return err('CUT_OFF');
  const start = after + 1 - log.first;
  const found = log.entries.slice(start, start + limit);
  return ok(found.map(({ payload }, i) => ({ cursor: cursorAt(after + 1 + i), payload })));
}

function subscribe(log: Log, after: number, subscriber: Subscriber): Subscription {
  let position = after;
  let isLive = true;
  let isDelivering = false;

  const unsubscribe = (): void => {
    isLive = false;
    log.wakers.delete(wake);
  };
  const end = (reason: EndOfSubscription): void => {
    if (!isLive) return;
    unsubscribe();
    subscriber.onEnd(reason);
  };
  const deliver = async (): Promise<void> => {
    while (isLive) {
      const found = readAfter(log, position, DELIVERY_LIMIT);
      if (!found.ok) return end({ code: 'CUT_OFF' });
      if (found.value.length === 0) break;
      position += found.value.length;
      await subscriber.onEntries(found.value);
    }
    isDelivering = false; // in the same step as the look that found nothing, so that no wake falls in between
  };
  const wake = (): void => {
    if (isDelivering) return;
    isDelivering = true;
    Promise.resolve()
      .then(deliver)
      .catch((error: unknown) => end({ code: 'HANDLER_FAILED', error }));
  };
  log.wakers.add(wake);
  wake();
  return { unsubscribe };
}

function nextPosition(log: Log): number {
  return log.first + log.entries.length;
}

function cursorAt(position: number): Cursor {
  return String(position) as Cursor;
}

function positionOf(cursor: Cursor): number {
  const position = Number(cursor);
  assert(Number.isSafeInteger(position) && position >= 0, `not a cursor of these streams: ${cursor}`);
  return position;
}
