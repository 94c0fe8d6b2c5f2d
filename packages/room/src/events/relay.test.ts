import type { Db } from '@aboveboard/storage';
import { memoryStreams, type Streams } from '@aboveboard/streams';
import { describe, expect, test } from 'vitest';
import type { FailPoints } from '../ports.ts';
import { DATABASES, openEventRoom } from '../testing/event-room.ts';
import { startRelay } from './relay.ts';

const placesOf = async (db: Db) =>
  (await db.reader.selectFrom('outbox').select('position').orderBy('position').execute()).map(({ position }) => position);

describe.each(DATABASES)('the relay on $name', ({ open }) => {
  test('[EVENT-1] tells the events of each table in their order, and gives each a place', async () => {
    const room = await openEventRoom(open);
    const hands = Array.from({ length: 240 }, (_, i) => [1 + ((i * 7) % 3), 1 + Math.floor(i / 3)] as const);
    await room.end(hands);
    await room.relayAll();
    expect(await room.told()).toEqual(hands.map(([table, handNo]) => `${table}/${handNo}`));
    expect(await placesOf(room.db)).toEqual(hands.map((_, i) => i + 1));
  });

  test('[EVENT-1] is woken, and finds by itself what nobody told it of', async () => {
    const room = await openEventRoom(open);
    const relay = startRelay({ ...room.ports, streams: room.streams, pollMs: 1e9 });
    await room.end([[1, 1]]);
    relay.wake();
    await expect.poll(room.told).toEqual(['1/1']);
    await relay.stop();
    const polling = startRelay({ ...room.ports, streams: room.streams });
    await room.end([[1, 2]]);
    await expect.poll(room.told).toEqual(['1/1', '1/2']);
    await polling.stop();
    await room.end([[1, 3]]);
    polling.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await room.told()).toEqual(['1/1', '1/2']);
  });

  test('[EVENT-2] a crash between telling and marking tells again, and leaves nothing out', async () => {
    const room = await openEventRoom(open);
    await room.end([
      [1, 1],
      [2, 1],
    ]);
    let crashes = 0;
    const crashing: Db = {
      ...room.db,
      transaction: (work) =>
        room.db.transaction(async (trx) => {
          const done = await work(trx);
          if (crashes++ < 2) throw new Error('gone before the commit');
          return done;
        }),
    };
    await room.relayAll({ db: crashing });
    expect(await room.told()).toEqual(['1/1', '2/1', '1/1', '2/1', '1/1', '2/1']);
    expect(await placesOf(room.db)).toEqual([1, 2]);
    expect(room.failures).toEqual(['Error: gone before the commit', 'Error: gone before the commit']);
  });

  test('[EVENT-2] is gone at any of its fail points, and leaves nothing out', async () => {
    const room = await openEventRoom(open);
    const points = ['before-publish', 'after-publish', 'after-mark'] as const;
    for (const [i, point] of points.entries()) {
      await room.end([[1, i + 1]]);
      const isGone = new Promise<void>((gone) => {
        const failPoints: FailPoints = { hit: (name) => (name === point ? new Promise(() => gone()) : undefined) };
        startRelay({ ...room.ports, streams: room.streams, failPoints }); // never stopped: it stands still at the point
      });
      await isGone;
    }
    await room.relayAll();
    expect(await room.told()).toEqual(['1/1', '1/2', '1/1', '1/2', '1/3']);
    expect(await placesOf(room.db)).toEqual([1, 2, 3]);
  });

  test('[EVENT-2] a stream that cannot be had loses nothing', async () => {
    const room = await openEventRoom(open);
    await room.end([[1, 1]]);
    let refusals = 0;
    const failing: Streams = {
      ...memoryStreams(),
      append: async (...entries) => {
        if (refusals++ < 2) throw new Error('no stream');
        return room.streams.append(...entries);
      },
    };
    const relay = startRelay({ ...room.ports, streams: failing });
    await expect.poll(() => placesOf(room.db)).toEqual([1]);
    await relay.stop();
    expect(await room.told()).toEqual(['1/1']);
  });

  test('[EVENT-2] two relays at once tell everything, and give each place once', async () => {
    const room = await openEventRoom(open);
    await room.end(Array.from({ length: 150 }, (_, i) => [1, i + 1] as const));
    await Promise.all([room.relayAll(), room.relayAll()]);
    expect(new Set(await room.told()).size).toBe(150);
    expect(await placesOf(room.db)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
  });
});
