import { onTestFinished } from 'vitest';
import { streamsContract } from '../../stream/streams.contract.ts';
import { startRedis } from '../../testing/redis-server.ts';
import { connectRedis } from '../connection/connect-redis.ts';
import { redisStreams } from './redis-streams.ts';

streamsContract('[STREAM-1] [STREAM-2] [STREAM-3] [STREAM-4] [STREAM-13] streams on Redis', async () => {
  const { socketPath } = await startRedis();
  const redis = await connectRedis({ socketPath });
  const streams = await redisStreams(redis);
  onTestFinished(() => {
    streams.close();
    redis.destroy();
  });
  return streams;
});
