/**
 * The way to Redis: connects, and connects again by itself when the connection is lost.
 */
import { createClient, type RedisClientType } from '@redis/client';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { faultOf } from './redis-fault.ts';

export type Redis = RedisClientType;

export interface RedisAddress {
  /** `redis://` or `rediss://`, with user, password and database where there are any. */
  readonly url?: string;
  /** A unix socket on this machine, instead. */
  readonly socketPath?: string;
}

export interface RedisOptions extends RedisAddress {
  /** Most attempts in a row to connect again, each up to a second after the last; then the client is closed. 600 by default. */
  readonly maxReconnects?: number;
  /** Most commands that wait for a connection or an answer; more are refused. 100 000 by default. */
  readonly maxQueued?: number;
  /** Destroys the client when it fires, whatever it is waiting for; for whoever only looks and has a deadline. */
  readonly signal?: AbortSignal;
  /** Hears of each lost connection and each attempt that failed. */
  readonly onError?: (error: Error) => void;
}

/**
 * Connects to Redis 7 or later.
 *
 * A lost connection fails what waits for an answer on it and is made again, after a random wait that grows to a second.
 *
 * @throws RedisFault `UNAVAILABLE` when there is no connection after `maxReconnects` attempts, or before `signal` fires.
 */
export async function connectRedis(options: RedisOptions): Promise<Redis> {
  const maxReconnects = options.maxReconnects ?? 600;
  const reconnectStrategy = (attempt: number) =>
    attempt >= maxReconnects ? (false as const) : reconnectDelayMs(attempt, Math.random());
  const redis: Redis = createClient({
    ...(options.url === undefined ? {} : { url: options.url }),
    socket:
      options.socketPath === undefined ? { reconnectStrategy } : { path: options.socketPath, tls: false, reconnectStrategy },
    commandsQueueMaxLength: options.maxQueued ?? 100_000,
    disableClientInfo: true,
    maintNotifications: 'disabled',
  });
  redis.on('error', options.onError ?? (() => {}));
  options.signal?.addEventListener('abort', () => redis.destroy(), { once: true });
  try {
    await redis.connect();
  } catch (error) {
    throw faultOf(error);
  }
  return redis;
}
