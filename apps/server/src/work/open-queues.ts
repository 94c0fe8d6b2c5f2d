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
import { connectFor } from '../cluster/redis-of-room.ts';
import type { ServerConfig } from '../config/settings.ts';
import type { RedisCircuit } from '../health/redis-circuit.ts';
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
  config: Pick<ServerConfig, 'redisUrl' | 'redisSpace' | 'roles'>,
  { db, logger, events }: QueuePorts,
): Promise<OpenQueues> {
  if (config.redisUrl === undefined) {
    const store = memoryQueueStore({ clock, shelf: databaseShelf(db) });
    return {
      store: watchedQueueStore(store, events, clock),
      limiter: memoryLimiter(clock),
      redis: null,
      close: async () => {},
    };
  }
  const { circuit, store, limiter, close } = await overRedis(config, logger);
  return {
    store: watchedQueueStore(store, events, clock),
    limiter: inSpace(limiter, config.redisSpace),
    redis: circuit,
    close,
  };
}

async function overRedis(config: Pick<ServerConfig, 'redisUrl' | 'redisSpace' | 'roles'>, logger: Logger) {
  const { redisLimiter, redisQueueStore } = await import('@aboveboard/streams/redis'); // most rooms have none
  const { guardedLimiter, guardedQueueStore, redisCircuit } = await import('../health/redis-circuit.ts');
  const { redisSpace: space } = config;
  // however long it is away later, the room plays on and its jobs wait
  const redis = await connectFor(config, logger, 'jobs wait');
  const store = await redisQueueStore(redis, { ...(space !== undefined && { space }), answerWithinMs: ANSWER_WITHIN_MS });
  const circuit = redisCircuit(redis, osPorts);
  const close = async (): Promise<void> => {
    store.close();
    redis.destroy();
  };
  return { circuit, store: guardedQueueStore(store, circuit), limiter: guardedLimiter(redisLimiter(redis), circuit), close };
}

/** Rooms that share one Redis have limits of their own. */
function inSpace(limiter: Limiter, space: string | undefined): Limiter {
  if (space === undefined) return limiter;
  return { take: (demand) => limiter.take({ ...demand, queue: `${space}:${demand.queue}` }) };
}
