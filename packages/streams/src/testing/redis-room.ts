/** A server of the test's own with streams on it, and somebody who listens. */
import { expect, onTestFinished } from 'vitest';
import { connectRedis, type Redis } from '../redis/connection/connect-redis.ts';
import { type RedisStreams, type RedisStreamsOptions, redisStreams } from '../redis/stream/redis-streams.ts';
import type { EndOfSubscription, StreamEntry, Subscriber } from '../stream/streams.ts';
import { type RedisServer, type RedisServerOptions, startRedis } from './redis-server.ts';

export interface RedisRoom {
  readonly server: RedisServer;
  readonly redis: Redis;
  readonly streams: RedisStreams;
}

export async function redisRoom(
  ofServer: RedisServerOptions = {},
  ofStreams: RedisStreamsOptions = {},
  maxReconnects = 600,
): Promise<RedisRoom> {
  const server = await startRedis(ofServer);
  const redis = await connectTo(server, maxReconnects);
  const streams = await redisStreams(redis, { blockMs: 500, ...ofStreams });
  onTestFinished(() => streams.close());
  return { server, redis, streams };
}

/** One more connection, which ends with the test. */
export async function connectTo({ socketPath }: RedisServer, maxReconnects = 600): Promise<Redis> {
  const redis = await connectRedis({ socketPath, maxReconnects });
  onTestFinished(() => redis.destroy());
  return redis;
}

export interface Listener extends Subscriber {
  readonly heard: string[];
  readonly ends: EndOfSubscription[];
  until(isDone: () => boolean): Promise<void>;
}

export function listener(onEntries: (entries: readonly StreamEntry[]) => void | Promise<void> = () => {}): Listener {
  const heard: string[] = [];
  const ends: EndOfSubscription[] = [];
  return {
    heard,
    ends,
    onEntries: (entries) => {
      heard.push(...entries.map(({ payload }) => payload));
      return onEntries(entries);
    },
    onEnd: (reason) => void ends.push(reason),
    until: (isDone) => expect.poll(isDone, { interval: 10, timeout: 20_000 }).toBe(true),
  };
}
