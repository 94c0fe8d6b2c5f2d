/** How the roles of a room speak: within this process, or through a Redis to all others. */
import { type Leases, memoryLeases, memoryStreams, type Streams } from '@aboveboard/streams';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/settings.ts';
import type { RedisHealth } from '../health/room-checks.ts';
import type { OsPorts } from '../ports/os-ports.ts';
import { connectFor } from './redis-of-room.ts';
import { NO_SHARED_LIMITS, type SharedLimits, sharedLimits } from './shared-limits.ts';

export interface Messaging {
  readonly streams: Streams;
  readonly leases: Leases;
  /** Of the whole room; none within one process, which counts by itself. */
  readonly limits: SharedLimits;
  /** Null within one process. */
  readonly redis: Pick<RedisHealth, 'ping'> | null;
  close(): Promise<void>;
}

export function messagingWithin({ clock, scheduler }: OsPorts): Messaging {
  return {
    streams: memoryStreams(),
    leases: memoryLeases(clock, scheduler),
    limits: NO_SHARED_LIMITS,
    redis: null,
    close: async () => undefined,
  };
}

/** A reader waits so long for the next entry; a Redis silent for twice as long is taken for lost. */
const BLOCK_MS = 2_000;
const APPEND_WITHIN_MS = 10_000;

/** @throws ConfigError when the Redis that the settings name cannot be had */
export async function messagingOverRedis(config: ServerConfig, os: OsPorts, logger: Logger): Promise<Messaging> {
  const { redisLeases, redisLimiter, redisStreams } = await import('@aboveboard/streams/redis');
  const redis = await connectFor(config, logger, 'the room speaks through it, and stands still');
  const space = config.redisSpace ?? 'room';
  const streams = await redisStreams(redis, {
    space: `${space}.streams`,
    blockMs: BLOCK_MS,
    appendTimeoutMs: APPEND_WITHIN_MS,
  });
  return {
    streams,
    leases: redisLeases(redis, os.scheduler, { space: `${space}.leases` }),
    limits: sharedLimits(redisLimiter(redis), space, config, (err) =>
      logger.debug({ err }, 'an address was counted here alone'),
    ),
    redis: { ping: () => redis.ping() },
    close: async () => {
      streams.close();
      redis.destroy();
    },
  };
}
