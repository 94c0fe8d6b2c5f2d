import { expect, onTestFinished, test } from 'vitest';
import { streamsContract } from '../../stream/streams.contract.ts';
import { BEGINNING, type StreamSpec } from '../../stream/streams.ts';
import { listener, redisRoom } from '../../testing/redis-room.ts';
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

const stream: StreamSpec = { name: 's', maxEntries: 10_000, maxBytes: 1_000_000, whenFull: 'refuse' };

test('[STREAM-15] what one turn appends to a stream is one call, answered each for itself', async () => {
  const { redis, streams } = await redisRoom();
  await streams.append(stream, ['known to Redis from now on']);
  await redis.configResetStat();
  const small = { ...stream, name: 'small', maxEntries: 400 };
  const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => streams.append(small, [`${i}`], i === 9 ? 0 : 1)));
  expect(answers.flatMap((answer, i) => (answer.ok ? [] : [[i, answer.error]])).slice(0, 2)).toEqual([
    [9, 'FENCED'],
    [401, 'FULL'],
  ]);
  expect(await redis.info('commandstats')).toMatch(/cmdstat_evalsha:calls=1,/);
});

test('[STREAM-15] any number of subscriptions wait on one connection', async () => {
  const { redis, streams } = await redisRoom();
  const ears = Array.from({ length: 50 }, (_, i) => ({ ear: listener(), spec: { ...stream, name: `s${i}` } }));
  for (const { ear, spec } of ears) streams.subscribe(spec, BEGINNING, ear);
  for (const { spec } of ears) await streams.append(spec, ['a']);
  for (const { ear } of ears) await ear.until(() => ear.heard.length === 1);
  expect((await redis.clientList()).length).toBe(2);
});
