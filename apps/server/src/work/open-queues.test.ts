/** Queues on a Redis of the test's own, as the settings name it: reached, not reached, and its password told nobody. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { houseQueues } from '@aboveboard/room';
import { openDatabase } from '@aboveboard/storage/sqlite';
import type { JobId } from '@aboveboard/streams';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../../packages/streams/src/testing/free-port.ts';
import { ConfigError } from '../config/load-config.ts';
import { serverConfig } from '../config/settings.ts';
import { createLogger } from '../log/logger.ts';
import { openTraces } from '../telemetry/traces.ts';
import { dataFolder } from '../testing/open-room.ts';
import { quietEvents } from '../testing/quiet-events.ts';
import { openWork, type Work } from './open-work.ts';

const PASSWORD = 'kings%2Fup';
const HAND = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100]
actions = ["d dh p1 AsKs", "d dh p2 2c7d", "p2 f"]
finishing_stacks = [101, 99]
`;

/** A Redis with a user of the room's own; tests reach it by its port as the room does. */
async function redisWithUser(): Promise<{ port: number; stop(): Promise<void>; start(): Promise<void> }> {
  const port = await freePort();
  const redis = await startRedis({
    args: ['--port', String(port), '--bind', '127.0.0.1', '--user', 'room', 'on', '>kings/up', '~*', '&*', '+@all'],
  });
  return { port, stop: redis.stop, start: redis.start };
}

async function opened(redisUrl: string, redisSpace?: string): Promise<{ work: Work; logged: () => string; data: string }> {
  const lines: string[] = [];
  const data = dataFolder();
  const db = await openDatabase(join(data, 'room.db'));
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const config = serverConfig.parse({ data, redisUrl, redisSpace });
  onTestFinished(() => db.close());
  const work = await openWork(config, {
    ...quietEvents(),
    db,
    logger,
    events: {},
    traces: await openTraces(undefined, logger),
  });
  onTestFinished(() => work.close());
  return { work, logged: () => lines.join(''), data };
}

const failure = async (redisUrl: string): Promise<Error> =>
  opened(redisUrl).then(
    () => expect.fail('it was opened'),
    (error: Error) => error,
  );

async function imported({ work, data }: { work: Work; data: string }): Promise<string | null> {
  const path = join(data, 'hand.phh');
  writeFileSync(path, HAND);
  const { importHands } = houseQueues({ maxJobs: 1_000 });
  const id = 'one' as JobId;
  await work.store.add(importHands, [{ id, payload: JSON.stringify({ path }) }]);
  await expect.poll(async () => (await work.store.look(importHands, id))?.state, { timeout: 10_000 }).toBe('done');
  return (await work.store.look(importHands, id))?.result ?? null;
}

describe('queues on Redis', () => {
  test('jobs are run from there, and rooms with spaces of their own share it without meeting', async () => {
    const { port } = await redisWithUser();
    const url = `redis://room:${PASSWORD}@127.0.0.1:${port}`;
    const [one, two] = [await opened(url, 'one'), await opened(url, 'two')];
    for (const { work } of [one, two]) {
      work.worker.start();
      onTestFinished(() => work.worker.stop());
    }
    expect(await imported(one)).toBe('{"hands":1,"stored":1,"known":0}');
    expect(await imported(two)).toBe('{"hands":1,"stored":1,"known":0}');
  });

  test('a wrong password, no Redis, and a Redis that is none are told in a sentence that has no password in it', async () => {
    const { port, stop } = await redisWithUser();
    const wrong = await failure(`redis://room:aces%2Fup@127.0.0.1:${port}`);
    expect(wrong).toBeInstanceOf(ConfigError);
    expect(wrong.message).toMatch(/^ABOVEBOARD_REDIS_URL: redis:\/\/127\.0\.0\.1:\d+ cannot be used \(.*WRONGPASS/);
    await stop();
    const none = await failure(`redis://room:${PASSWORD}@127.0.0.1:${port}`);
    expect(none).toBeInstanceOf(ConfigError);
    expect(none.message).toContain('ECONNREFUSED');
    expect(none.message).toContain('leave the setting out');
    for (const { message } of [wrong, none]) for (const secret of ['aces', 'kings']) expect(message).not.toContain(secret);
  });

  test('a Redis that goes away is logged without its password, and its jobs go on when it is back', async () => {
    const { port, stop, start } = await redisWithUser();
    const room = await opened(`redis://room:${PASSWORD}@127.0.0.1:${port}`);
    room.work.worker.start();
    onTestFinished(() => room.work.worker.stop());
    await stop();
    await expect.poll(room.logged, { timeout: 10_000 }).toContain('Redis is not there');
    await start();
    await expect.poll(() => imported(room).catch(() => null), { timeout: 20_000, interval: 500 }).toContain('"hands":1');
    expect(room.logged().match(/Redis is not there/g)).toHaveLength(1);
    expect(room.logged()).toContain('Redis is back');
    expect(room.logged()).not.toMatch(/kings/);
  });
});
