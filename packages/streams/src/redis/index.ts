export { connectRedis, type Redis, type RedisOptions } from './connection/connect-redis.ts';
export { RedisFault, type RedisFaultCode } from './connection/redis-fault.ts';
export { type RedisLeasesOptions, redisLeases } from './lease/redis-leases.ts';
export { redisLimiter } from './limiter/redis-limiter.ts';
export type { RedisQueueOptions } from './queue/asker.ts';
export { type RedisQueueStore, redisQueueStore } from './queue/redis-queue-store.ts';
export { type RedisStreams, type RedisStreamsOptions, redisStreams } from './stream/redis-streams.ts';
