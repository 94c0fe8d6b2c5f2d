/**
 * The queues of this room: in memory, kept in its database, or on Redis where the settings name one.
 */

import type { Db } from '@aboveboard/storage';
import {
  type Limiter,
  memoryLimiter,
  memoryQueueStore,
  type QueueEvents,
  type QueueStore,
  watchedQueueStore,
} from '@aboveboard/streams';
import type { Logger } from 'pino';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';
import type { RedisCircuit } from '../health/redis-circuit.ts';
import { onceAMinute } from '../log/once-a-minute.ts';
import { osPorts } from '../ports/os-ports.ts';
import { databaseShelf } from './job-shelf.ts';

export interface OpenQueues {
  readonly store: QueueStore;
  readonly limiter: Limiter;
  /** The way to Redis; null where the queues are in memory. */
  readonly redis: RedisCircuit | null;
  close(): Promise<void>;
}

export interface QueuePorts {
  readonly db: Db;
  readonly logger: Logger;
  /** Hears of what happens in the queues. */
  readonly events: Partial<QueueEvents>;
}

const { clock } = osPorts;
/** A Redis that takes longer fails the call: whoever waits for it would rather know. */
const ANSWER_WITHIN_MS = 2_000;

/** @throws ConfigError when the Redis that the settings name cannot be had; its message has no password in it. */
export async function openQueues(
  { redisUrl, redisSpace }: Pick<ServerConfig, 'redisUrl' | 'redisSpace'>,
  { db, logger, events }: QueuePorts,
): Promise<OpenQueues> {
  if (redisUrl === undefined) {
    const store = memoryQueueStore({ clock, shelf: databaseShelf(db) });
    return {
      store: watchedQueueStore(store, events, clock),
      limiter: memoryLimiter(clock),
      redis: null,
      close: async () => {},
    };
  }
  const { circuit, store, limiter, close } = await overRedis({ redisUrl, redisSpace }, logger);
  return {
    store: watchedQueueStore(store, events, clock),
    limiter: inSpace(limiter, redisSpace),
    redis: circuit,
    close,
  };
}

/** With little patience at first, so that a wrong address is told at the start; from then on a lost Redis is waited for. */
async function overRedis(
  { redisUrl: url, redisSpace: space }: { redisUrl: string; redisSpace: string | undefined },
  logger: Logger,
) {
  const { connectRedis, redisLimiter, redisQueueStore } = await import('@aboveboard/streams/redis'); // most rooms have none
  const { guardedLimiter, guardedQueueStore, redisCircuit } = await import('../health/redis-circuit.ts');
  const lost = onceAMinute<Error>(osPorts.clock, ({ message }, _what, seen) =>
    logger.warn({ redis: nameOf(url), reason: withoutSecrets(message, url), ...seen }, 'Redis is not there'),
  );
  let isLost = false;
  const onError = (error: Error): void => {
    isLost = true;
    lost(error, 'connection');
  };
  try {
    const first = await connectRedis({ url, maxReconnects: 2 });
    first.destroy();
    // however long it is away later, the room plays on and its jobs wait
    const redis = await connectRedis({ url, onError, maxReconnects: Number.POSITIVE_INFINITY });
    redis.on('ready', () => {
      if (isLost) logger.info({ redis: nameOf(url) }, 'Redis is back');
      isLost = false;
    });
    const store = await redisQueueStore(redis, { ...(space !== undefined && { space }), answerWithinMs: ANSWER_WITHIN_MS });
    const circuit = redisCircuit(redis, osPorts);
    const close = async (): Promise<void> => {
      store.close();
      redis.destroy();
    };
    return { circuit, store: guardedQueueStore(store, circuit), limiter: guardedLimiter(redisLimiter(redis), circuit), close };
  } catch (error) {
    const reason = withoutSecrets(error instanceof Error ? error.message : String(error), url);
    throw new ConfigError(
      `ABOVEBOARD_REDIS_URL: ${nameOf(url)} cannot be used (${reason}). Start that Redis, name another one, or leave the setting out to keep the queues in this process.`,
    );
  }
}

/** An address as it may be shown: without user and password. */
function nameOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function withoutSecrets(text: string, url: string): string {
  const { password, username } = new URL(url);
  const secrets = [password, decodeURIComponent(password), username && `${username}:${password}`].filter(Boolean);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '(secret)'), text);
}

/** Rooms that share one Redis have limits of their own. */
function inSpace(limiter: Limiter, space: string | undefined): Limiter {
  if (space === undefined) return limiter;
  return { take: (demand) => limiter.take({ ...demand, queue: `${space}:${demand.queue}` }) };
}
