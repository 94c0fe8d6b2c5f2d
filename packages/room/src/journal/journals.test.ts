import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '@aboveboard/storage';
import { memoryStreams, OLDEST, type Streams } from '@aboveboard/streams';
import { connectRedis, type Redis, redisStreams } from '@aboveboard/streams/redis';
import { type RedisServer, startRedis } from '@aboveboard/streams/testing/redis-server';
import { expect, onTestFinished, test } from 'vitest';
import { DATABASES } from '../testing/event-room.ts';
import { databaseJournals } from './database-journals.ts';
import { claim, entry, journalContract, kept, newTable, TABLE } from './journal.contract.ts';
import { HANDS_KEPT, streamJournals } from './stream-journals.ts';
import { tableStream } from './table-stream.ts';

const [sqlite] = DATABASES as [(typeof DATABASES)[number]];

for (const { name, open } of DATABASES) {
  journalContract(`the journal in ${name}`, async () => {
    const db = await open();
    return { db, journals: databaseJournals(db) };
  });
}
journalContract('the journal in streams in memory', () => over(memoryStreams()));
journalContract('the journal in streams on Redis', async () => over((await onRedis()).streams));

async function over(streams: Streams): Promise<{ db: Db; streams: Streams; journals: ReturnType<typeof streamJournals> }> {
  const db = await sqlite.open();
  return { db, streams, journals: streamJournals(streams, db) };
}

/** @param appendTimeoutMs how long an append waits before it is in doubt */
async function onRedis(appendTimeoutMs = 10_000) {
  const server = await startRedis({ appendonly: true });
  const redis = await connectRedis({ socketPath: server.socketPath });
  const streams = await redisStreams(redis, { appendTimeoutMs });
  onTestFinished(() => {
    streams.close();
    redis.destroy();
  });
  return { server, redis, streams };
}

/** A hand that was cut and has two actions. */
async function inPlay(streams: Streams) {
  const { db, journals } = await over(streams);
  await newTable(db);
  const { journal } = await claim(db, journals, 1);
  await journal.append(entry(0));
  await journal.beginPlay(1, 1);
  for (const seq of [1, 2]) await journal.append(entry(seq));
  return { db, journals, journal };
}

test('[CLUSTER-44] a Redis killed and started again has every entry that was answered for', async () => {
  const { server, streams } = await onRedis();
  const { db, journals } = await inPlay(streams);
  await server.kill();
  await server.start();
  const { journal } = await claim(db, journals, 2);
  expect(await journal.entriesOf(1, true)).toEqual([entry(0), entry(1), entry(2)].map(kept));
});

test('[CLUSTER-45] a Redis that was emptied has lost a hand in play, and one before its cut only its seeds', async () => {
  const { redis, streams } = await onRedis();
  const { db, journals, journal } = await inPlay(streams);
  await redis.flushAll();
  await journal.append(entry(3)); // the owner has not died with it
  expect(await journal.entriesOf(1, true)).toBe('LOST');
  const { journal: successor } = await claim(db, journals, 2);
  expect(await successor.entriesOf(1, true)).toBe('LOST');
  expect(await successor.entriesOf(2, false)).toEqual([]);
  await successor.beginPlay(2, 1);
  await successor.append(entry(1, 2));
  expect(await successor.entriesOf(2, true)).toEqual([kept(entry(1, 2))]);
});

test('[CLUSTER-45] a journal with a hole is lost', async () => {
  const { journal } = await inPlay(memoryStreams());
  await journal.append(entry(4));
  expect(await journal.entriesOf(1, true)).toBe('LOST');
  expect(await journal.entriesOf(1, false)).toBe('LOST');
});

const outages = {
  'stood still': { lose: async (server: RedisServer) => server.freeze(), mend: async (server: RedisServer) => server.thaw() },
  'stood still and was killed': {
    lose: async (server: RedisServer) => server.freeze(),
    mend: (server: RedisServer) => server.kill().then(server.start),
  },
  'was away': { lose: (server: RedisServer) => server.stop(), mend: (server: RedisServer) => server.start() },
};

test.each(Object.entries(outages))(
  '[CLUSTER-43] an entry on its way while Redis %s is there when the doubt is settled, or never comes',
  async (_, { lose, mend }) => {
    const { server, streams } = await onRedis(300);
    const { journal } = await inPlay(streams);
    await lose(server);
    await expect(journal.append(entry(3))).rejects.toThrow('may have appended');
    await expect(journal.resolve(entry(3))).rejects.toThrow('may have appended');
    await mend(server);
    let isThere: boolean | null = null;
    for (let tries = 0; isThere === null && tries < 50; tries++) {
      const resolved = await journal.resolve(entry(3)).catch(() => null);
      isThere = resolved?.ok ? resolved.value : null;
    }
    expect(isThere).not.toBeNull();
    expect(await journal.wasDone({ tableId: TABLE, playerId: 'ana', commandId: 'c1-3' })).toBe(isThere);
    await pause(200); // for what may still be on its way
    const next = { ...entry(isThere ? 4 : 3), kind: 'next' };
    await journal.append(next);
    const expected = [entry(0), entry(1), entry(2), ...(isThere ? [entry(3)] : []), next];
    expect(await journal.entriesOf(1, true)).toEqual(expected.map(kept));
  },
);

test('[CLUSTER-46] a stream keeps the last hands and the commands in them, and no more', async () => {
  const { streams, db, journals } = await over(memoryStreams());
  await newTable(db);
  const { journal } = await claim(db, journals, 1);
  for (let handNo = 1; handNo <= 20; handNo++) {
    await journal.beginPlay(handNo, 0);
    await journal.append(entry(0, handNo));
    journal.ended(handNo);
  }
  const { journal: successor } = await claim(db, journals, 2);
  const known = async (handNo: number) => successor.wasDone({ tableId: TABLE, playerId: 'ana', commandId: `c${handNo}-0` });
  expect(await Promise.all([20 - HANDS_KEPT, 20 - HANDS_KEPT + 1, 20].map(known))).toEqual([false, true, true]);
  successor.closed();
  expect(await streams.read(tableStream(TABLE), OLDEST, 100)).toEqual({ ok: true, value: [] });
});

test('[CLUSTER-47] what many tables accept in one turn of the event loop is one round trip', async () => {
  const { redis, streams } = await onRedis();
  const { db } = await over(streams);
  const journals = streamJournals(streams, db);
  const tables = Array.from({ length: 200 }, (_, i) => `table-${i}`);
  const opened = await Promise.all(tables.map((tableId) => journals.open({ tableId, epoch: 1 })));
  const before = await reads(redis);
  const appended = await Promise.all(opened.map((table) => (table.ok ? table.value.append(entry(0)) : table)));
  expect(appended.every(({ ok }) => ok)).toBe(true);
  expect((await reads(redis)) - before).toBeLessThan(20); // of 16 KiB each: 200 entries are some 90 KiB
});

/** How often the server has read from a connection. */
async function reads(redis: Redis): Promise<number> {
  return Number(/total_reads_processed:(\d+)/.exec(await redis.info('stats'))?.[1]);
}
