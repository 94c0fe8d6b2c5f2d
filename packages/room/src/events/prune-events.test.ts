import { ok } from '@aboveboard/kit';
import { addToInbox, findSetting, lastPosition, moveCursor, publishedAfter, putSetting } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { DATABASES, type EventRoom, openEventRoom } from '../testing/event-room.ts';
import { type Consumer, takeSome } from './consumer.ts';
import { pruneSome } from './prune-events.ts';
import { rebuild } from './repair-consumer.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = 1_700_000_000_000;

/** Keeps, of all hands it has taken, how many they are, and a number that depends on their order. */
function folding(name: string): Consumer {
  return {
    name,
    apply: async (trx, events) => {
      let [count = 0, mix = 0] = JSON.parse((await findSetting(trx, name)) ?? '[0,0]') as number[];
      for (const { handNo } of events) [count, mix] = [count + 1, (mix * 31 + handNo) % 1_000_003];
      await putSetting(trx, name, JSON.stringify([count, mix]));
    },
    forget: async (trx) => void (await trx.deleteFrom('setting').where('key', '=', name).execute()),
  };
}

async function takeAll({ ports }: EventRoom, consumer: Consumer): Promise<void> {
  while (await takeSome(ports, consumer));
}
const stateOf = ({ db }: EventRoom, { name }: Consumer) => findSetting(db.reader, name);
const blocks = async ({ db }: EventRoom) =>
  (
    await db.reader.selectFrom('event_block').select(['first_position', 'last_position']).orderBy('first_position').execute()
  ).map(({ first_position: first, last_position: last }) => [first, last]);
const idsIn = async ({ db }: EventRoom, table: 'outbox' | 'inbox', column: string) =>
  (
    await db.reader
      .selectFrom(table)
      .select(column as 'id')
      .orderBy(column as 'id')
      .execute()
  ).map((row) => Number(Object.values(row)[0]));

/** Hands whose events were published at a time, without a relay: their places are their ids. */
async function publish(room: EventRoom, from: number, to: number, publishedMs: number): Promise<void> {
  const hands = Array.from({ length: to - from + 1 }, (_, i) => [1, from + i] as const);
  await room.end(hands);
  await room.write((trx) =>
    trx
      .updateTable('outbox')
      .set((eb) => ({ published_ms: publishedMs, position: eb.ref('id') }))
      .where('published_ms', 'is', null)
      .execute(),
  );
}

describe.each(DATABASES)('old events on $name', ({ open }) => {
  test('[EVENT-9] are packed after seven days, and a consumer built again from zero is as it was', async () => {
    const room = await openEventRoom(open);
    const [one, late] = [folding('one'), folding('late')];
    const pruneAt = async (nowMs: number): Promise<void> => {
      while (await pruneSome({ db: room.db, clock: { nowMs: () => nowMs }, consumers: [one, late] }));
    };
    await publish(room, 1, 1_150, NOW - 8 * DAY_MS);
    await publish(room, 1_151, 1_200, NOW - 6 * DAY_MS);
    await room.write((trx) => addToInbox(trx, { consumer: 'late', eventIds: [7], atMs: NOW - 8 * DAY_MS })); // its cursor was put back
    await Promise.all([takeAll(room, one), pruneAt(NOW), pruneAt(NOW)]); // events move while they are read
    expect(await blocks(room)).toEqual([
      [1, 1_000],
      [1_001, 1_150],
    ]);
    expect(await idsIn(room, 'outbox', 'id')).toEqual(Array.from({ length: 50 }, (_, i) => 1_151 + i));
    const before = await stateOf(room, one);
    expect(before).toMatch(/^\[1200,/);

    const across = await publishedAfter(room.db.reader, 998, 160);
    expect(across.map(({ id, position, handNo }) => [id, position, handNo])).toEqual(
      Array.from({ length: 160 }, (_, i) => [999 + i, 999 + i, 999 + i]),
    );
    expect(across[0]).toMatchObject({ kind: 'hand-ended', version: 1, createdMs: 1, payload: { reason: 'COMPLETED' } });
    expect((await publishedAfter(room.db.reader, 1_100, 3)).map(({ position }) => position)).toEqual([1_101, 1_102, 1_103]);

    await rebuild(room.ports, one);
    await takeAll(room, one);
    expect(await stateOf(room, one)).toBe(before);
    await takeAll(room, late);
    expect(await stateOf(room, late)).toMatch(/^\[1199,/); // one of them it had done before

    await pruneAt(NOW + 2 * DAY_MS); // the last block is filled up, and what was done is remembered for five days more
    expect(await blocks(room)).toEqual([
      [1, 1_000],
      [1_001, 1_200],
    ]);
    expect(await idsIn(room, 'outbox', 'id')).toEqual([]);
    expect((await idsIn(room, 'inbox', 'event_id')).length).toBe(2_400 - 1);
    await room.write(async (trx) => ok(await moveCursor(trx, 'late', { from: 1_200, to: 1_199 })));
    await pruneAt(NOW + 8 * DAY_MS);
    expect((await idsIn(room, 'inbox', 'event_id')).length).toBe(1_200 - 1); // all of `one`, whose cursor is behind none

    expect(await lastPosition(room.db.reader)).toBe(1_200);
    await room.end([[1, 1_201]]);
    await room.relayAll();
    await takeAll(room, one);
    expect(await stateOf(room, one)).toMatch(/^\[1201,/);
    await rebuild(room.ports, one);
    await takeAll(room, one);
    expect(await stateOf(room, one)).toMatch(/^\[1201,/);
  });
});
