/**
 * Appending to streams on Redis: what one turn of the event loop appends to a stream goes in one script call, and all calls
 * of that turn in one round trip. One batch of a stream is under way at a time and the next gathers meanwhile, so that
 * order holds and a slow Redis gets larger batches rather than more.
 *
 * Batches are numbered: one whose answer was lost with the connection is sent again, and appended once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { AppendRefusal, Cursor, StreamSpec } from '../../stream/streams.ts';
import { utf8Length } from '../../stream/utf8-length.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { reconnectDelayMs } from '../connection/reconnect-delay.ts';
import { faultOf, RedisFault } from '../connection/redis-fault.ts';
import { runScript } from '../connection/script.ts';
import type { StreamKeys } from './stream-keys.ts';
import { APPEND } from './stream-scripts.ts';

export interface AppenderOptions {
  /** How long an append waits for Redis before it fails as UNAVAILABLE. */
  readonly appendTimeoutMs: number;
  /** A sender with more bytes than this on their way to one stream is answered FULL … */
  readonly highMarkBytes: number;
  /** … until no more than this are. */
  readonly lowMarkBytes: number;
}

/** Most bytes and entries of one batch, so that one script never holds Redis up for long; a larger append goes alone. */
const BATCH_BYTES = 1_000_000;
const BATCH_ENTRIES = 1_000;
/** How long Redis remembers a sender's last batch: longer than any sender tries. */
const REMEMBERED_MS = 600_000;

interface Pending {
  readonly payloads: readonly string[];
  readonly bytes: number;
  readonly epoch: number;
  readonly resolve: (result: Result<Cursor, AppendRefusal>) => void;
  readonly reject: (error: unknown) => void;
}

/** What is on its way to one stream. */
interface Lane {
  readonly spec: StreamSpec;
  readonly waiting: Pending[];
  /** Of all appends not answered yet. */
  bytes: number;
  isAboveMark: boolean;
  isBusy: boolean;
  batch: number;
}

export type Append = (spec: StreamSpec, payloads: readonly string[], epoch: number) => Promise<Result<Cursor, AppendRefusal>>;

export function createAppender(redis: Redis, keys: StreamKeys, options: AppenderOptions): Append {
  const sender = randomUUID();
  const lanes = new Map<string, Lane>();

  const send = async (lane: Lane, pending: readonly Pending[]): Promise<readonly string[]> => {
    const { name, maxEntries, maxBytes, whenFull } = lane.spec;
    lane.batch += 1;
    const bounds = [lane.batch, maxEntries, maxBytes, whenFull, REMEMBERED_MS].map(String);
    const args = pending.flatMap(({ epoch, payloads }) => [String(epoch), String(payloads.length), ...payloads]);
    const names = [keys.stream(name), keys.book(name), keys.sent(name, sender)];
    return persist(options.appendTimeoutMs, () => runScript<string[]>(redis, APPEND, names, [...bounds, ...args]));
  };
  const drain = async (lane: Lane): Promise<void> => {
    while (lane.waiting.length > 0) {
      const pending = takeBatch(lane);
      try {
        const answers = await send(lane, pending);
        for (const [i, { resolve }] of pending.entries()) resolve(resultOf(answers[i] ?? ''));
      } catch (error) {
        for (const { reject } of pending) reject(error);
      }
      lane.bytes -= bytesOf(pending);
      lane.isAboveMark = lane.isAboveMark && lane.bytes > options.lowMarkBytes;
    }
    lane.isBusy = false;
  };
  const laneOf = (spec: StreamSpec): Lane => {
    const fresh = { spec, waiting: [], bytes: 0, isAboveMark: false, isBusy: false, batch: 0 };
    const lane = lanes.get(spec.name) ?? fresh;
    lanes.set(spec.name, lane);
    return lane;
  };
  return async (spec, payloads, epoch) => {
    const bytes = payloads.reduce((sum, payload) => sum + utf8Length(payload), 0);
    assert(payloads.length <= spec.maxEntries && bytes <= spec.maxBytes, `more than ${spec.name} can ever hold`);
    const lane = laneOf(spec);
    lane.isAboveMark ||= lane.bytes > 0 && lane.bytes + bytes > options.highMarkBytes;
    if (lane.isAboveMark) return err('FULL');
    return new Promise((resolve, reject) => {
      lane.waiting.push({ payloads, bytes, epoch, resolve, reject });
      lane.bytes += bytes;
      if (lane.isBusy) return;
      lane.isBusy = true;
      setImmediate(() => void drain(lane));
    });
  };
}

function takeBatch(lane: Lane): Pending[] {
  let [bytes, entries, count] = [0, 0, 0];
  for (const pending of lane.waiting) {
    bytes += pending.bytes;
    entries += pending.payloads.length;
    if (count > 0 && (bytes > BATCH_BYTES || entries > BATCH_ENTRIES)) break;
    count += 1;
  }
  return lane.waiting.splice(0, count);
}

function bytesOf(pending: readonly Pending[]): number {
  return pending.reduce((sum, { bytes }) => sum + bytes, 0);
}

function resultOf(answer: string): Result<Cursor, AppendRefusal> {
  return answer === 'FULL' || answer === 'FENCED' ? err(answer) : ok(answer as Cursor);
}

/** Tries until Redis has answered or the time is over; what it answers when out of memory is an answer. */
function persist<T>(timeoutMs: number, attempt: () => Promise<T>): Promise<T> {
  let isOver = false;
  const tries = async (): Promise<T> => {
    for (let count = 0; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        const fault = faultOf(error);
        if (fault.code === 'OUT_OF_MEMORY' || isOver) throw fault;
        await pause(reconnectDelayMs(count, Math.random()));
        if (isOver) throw fault;
      }
    }
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      isOver = true;
      reject(new RedisFault('UNAVAILABLE', `Redis has not answered for ${timeoutMs} ms: it may have appended, or may yet`));
    }, timeoutMs);
    tries()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
