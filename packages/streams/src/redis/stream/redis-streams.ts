/**
 * Streams on Redis: each a Redis stream beside a small book of its bounds and epoch, changed together by scripts.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Cursor, OLDEST, type StreamEntry, type StreamSpec, type Streams } from '../../stream/streams.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf, RedisFault } from '../connection/redis-fault.ts';
import { runScript, type Script } from '../connection/script.ts';
import { type AppenderOptions, createAppender } from './appender.ts';
import { createBlockingReader } from './blocking-reader.ts';
import { partsOf } from './cursors.ts';
import { streamKeys } from './stream-keys.ts';
import { ACKNOWLEDGE, LEAVE, READ, TAIL, TRIM } from './stream-scripts.ts';
import { type LiveSubscription, startSubscription } from './subscription.ts';

export interface RedisStreamsOptions extends Partial<AppenderOptions> {
  /** Part of every key, and their hash tag: rooms that share a Redis have spaces of their own. */
  readonly space?: string;
  /** Longest one XREAD waits. A server silent for twice as long counts as lost. */
  readonly blockMs?: number;
}

export interface RedisStreams extends Streams {
  /** Ends all subscriptions, without a word to them, and the connection that waits. The client given stays as it is. */
  close(): void;
}

/**
 * Streams over the client given, with one more connection of the same kind that waits for all subscriptions.
 *
 * Appends, reads, trims and tails fail with a RedisFault when Redis does not answer or is out of memory.
 */
export async function redisStreams(redis: Redis, options: RedisStreamsOptions = {}): Promise<RedisStreams> {
  const keys = streamKeys(options.space ?? 'streams');
  const append = createAppender(redis, keys, {
    appendTimeoutMs: options.appendTimeoutMs ?? 10_000,
    highMarkBytes: options.highMarkBytes ?? 8_000_000,
    lowMarkBytes: options.lowMarkBytes ?? 2_000_000,
  });
  const subscriptions = new Set<LiveSubscription>();
  const reader = await createBlockingReader(redis, options.blockMs ?? 5_000, {
    reconnected: () => {
      for (const subscription of subscriptions) subscription.lookAgain();
    },
    terminated: (cause) => {
      const error = new RedisFault('UNAVAILABLE', 'the connection to Redis is lost and was not made again', cause);
      for (const subscription of subscriptions) subscription.end({ code: 'DISCONNECTED', error });
    },
  });
  const run = <T>(script: Script, { name }: StreamSpec, ...args: string[]): Promise<T> =>
    runScript<T>(redis, script, [keys.stream(name), keys.book(name), keys.readers(name)], args).catch((error: unknown) => {
      throw faultOf(error);
    });
  const read = async (spec: StreamSpec, after: Cursor, limit: number): Promise<Result<readonly StreamEntry[], 'CUT_OFF'>> => {
    const { born, position } = after === OLDEST ? { born: OLDEST, position: 0 } : partsOf(after);
    const found = await run<FoundEntry[] | 'CUT_OFF'>(READ, spec, born, String(position), String(limit));
    if (found === 'CUT_OFF') return err(found);
    return ok(found.map(([cursor, [, payload]]) => ({ cursor, payload })));
  };
  return {
    append: (spec, payloads, epoch = 0) => append(spec, payloads, epoch),
    read,
    subscribe: (spec, after, subscriber) => {
      partsOf(after); // not a cursor: our own mistake, and better found here
      const subscription = startSubscription(
        {
          key: keys.stream(spec.name),
          reader,
          look: (position, limit) => read(spec, position, limit),
          onClosed: (closed) => subscriptions.delete(closed),
        },
        after,
        subscriber,
      );
      subscriptions.add(subscription);
      return subscription;
    },
    trim: async (spec, upTo) => {
      const { born, position } = partsOf(upTo);
      await run(TRIM, spec, born, String(position));
    },
    acknowledge: async (spec, reader, upTo) => {
      const { born, position } = partsOf(upTo);
      await run(ACKNOWLEDGE, spec, reader, born, String(position));
    },
    leave: async (spec, reader) => {
      await run(LEAVE, spec, reader);
    },
    tail: (spec) => run<Cursor>(TAIL, spec),
    close: () => {
      for (const subscription of [...subscriptions]) subscription.unsubscribe();
      reader.close();
    },
  };
}

/** An entry as a script answers with it: its id, its one field and the value. */
type FoundEntry = readonly [Cursor, readonly [string, string]];
