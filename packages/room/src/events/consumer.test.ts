import { ok } from '@aboveboard/kit';
import { deadEvents, moveCursor } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { counting, DATABASES, type EventRoom, openEventRoom } from '../testing/event-room.ts';
import { type Consumer, takeSome } from './consumer.ts';
import { rebuild, reprocess } from './repair-consumer.ts';
import { startConsumer } from './start-consumer.ts';

const HANDS = [
  [1, 1],
  [2, 1],
  [1, 2],
  [1, 3],
  [2, 2],
] as const;
const ALL = { ana: '9', bo: '-9', 'table 1': '1 2 3', 'table 2': '1 2' };

async function takeAll({ ports }: EventRoom, consumer: Consumer): Promise<void> {
  while (await takeSome(ports, consumer));
}
const deadOf = ({ db }: EventRoom, { name }: Consumer) => deadEvents(db.reader, name, { after: 0, limit: 10 });

describe.each(DATABASES)('a consumer on $name', ({ open }) => {
  const published = async () => {
    const room = await openEventRoom(open);
    await room.end(HANDS);
    await room.relayAll();
    return room;
  };

  test('[EVENT-3] takes what was told three times, in three processes, once', async () => {
    const room = await openEventRoom(open);
    await room.end(HANDS);
    let told = 0;
    const crashing = { ...room.db, transaction: () => Promise.reject(new Error('gone')) };
    const failingTwice = {
      ...room.db,
      transaction: ((work) => (told++ < 2 ? crashing : room.db).transaction(work)) as typeof room.db.transaction,
    };
    const one = counting('one');
    const ports = { ...room.ports, streams: room.streams };
    const processes = await Promise.all([1, 2, 3].map(() => startConsumer(ports, one)));
    await room.relayAll({ db: failingTwice });
    expect(await room.told()).toHaveLength(3 * HANDS.length);
    await expect.poll(() => one.state(room), { timeout: 5_000 }).toEqual(ALL);
    await Promise.all(processes.map((process) => process.stop()));
    expect(await one.state(room)).toEqual(ALL);
    expect(await deadOf(room, one)).toEqual([]);
  });

  test('[EVENT-3] reads again from a cursor that was put back, and does nothing twice', async () => {
    const room = await published();
    const one = counting('one');
    await takeAll(room, one);
    for (const to of [0, 2, 4]) {
      const back = await room.db.transaction((trx) => moveCursor(trx, one.name, { from: HANDS.length, to }));
      expect(back).toEqual(ok(undefined));
      await takeAll(room, one);
      expect(await one.state(room)).toEqual(ALL);
    }
  });

  test('[EVENT-1] comes to the same, whatever order the tables came in', async () => {
    const room = await openEventRoom(open);
    await room.end([
      [2, 1],
      [2, 2],
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    await room.relayAll();
    const one = counting('one');
    await takeAll(room, one);
    expect(await one.state(room)).toEqual(ALL);
  });

  test('[EVENT-4] is held up by no other, and may begin later', async () => {
    const room = await published();
    const [one, late, failing] = [counting('one'), counting('late'), counting('failing', new Set(['1/1']))];
    await takeAll(room, one);
    await takeAll(room, failing);
    await room.end([[2, 3]]);
    await room.relayAll();
    await takeAll(room, late);
    expect(await one.state(room)).toEqual(ALL);
    expect(await late.state(room)).toEqual({ ...ALL, ana: '12', bo: '-12', 'table 2': '1 2 3' });
    expect([await deadOf(room, one), await deadOf(room, late)]).toEqual([[], []]);
  });

  test('[EVENT-3] takes up to a hundred events together, and those one by one that it cannot take so', async () => {
    const room = await openEventRoom(open);
    await room.end(Array.from({ length: 230 }, (_, i) => [1, i + 1] as const));
    await room.relayAll();
    const sizes: number[] = [];
    const poison = new Set(['1/150']);
    const one = counting('one', poison);
    const watched: Consumer = {
      ...one,
      apply: (trx, events) => {
        sizes.push(events.length);
        return one.apply(trx, events);
      },
    };
    await takeAll(room, watched);
    expect(sizes).toEqual([100, 100, ...Array(49).fill(1), ...Array(4).fill(1), ...Array(50).fill(1), 30]);
    expect((await deadOf(room, one)).map(({ eventId }) => eventId)).toEqual([150]);
    expect(await one.state(room)).toMatchObject({ ana: String((230 * 231) / 2 - 150) });
  });

  test('[EVENT-5] goes on past an event it cannot take, and that is kept with every error', async () => {
    const room = await published();
    const one = counting('one', new Set(['1/2']));
    await takeAll(room, one);
    expect(await one.state(room)).toEqual({ ana: '7', bo: '-7', 'table 1': '1 3', 'table 2': '1 2' });
    expect(await deadOf(room, one)).toMatchObject([
      { eventId: 3, payload: { id: 3, kind: 'hand-ended', handNo: 2 }, errors: Array(4).fill('Error: poison 1/2') },
    ]);
    expect(room.failures).toEqual(['Error: the event 3 is dead: Error: poison 1/2']);
  });

  test('[EVENT-5] goes on past a version it does not know', async () => {
    const room = await openEventRoom(open);
    await room.end(HANDS);
    await room.write((trx) => trx.updateTable('outbox').set({ version: 99 }).where('id', '=', 1).execute());
    await room.relayAll();
    const one = counting('one');
    await takeAll(room, one);
    expect(await one.state(room)).toEqual({ ana: '8', bo: '-8', 'table 1': '2 3', 'table 2': '1 2' });
    expect(await deadOf(room, one)).toMatchObject([{ eventId: 1, payload: { version: 99 } }]);
    expect((await deadOf(room, one))[0]?.errors[0]).toContain('no such thing as an event "hand-ended" of version 99');
  });

  test('[EVENT-6] does a dead event again under its own id, once', async () => {
    const room = await published();
    const poison = new Set(['2/2']);
    const one = counting('one', poison);
    await takeAll(room, one);
    const before = await deadOf(room, one);
    expect(await reprocess(room.ports, one, 5)).toEqual({
      ok: false,
      error: { code: 'FAILED_AGAIN', error: 'Error: poison 2/2' },
    });
    expect(await deadOf(room, one)).toEqual(before);
    poison.clear();
    const together = await Promise.all([1, 2, 3].map(() => reprocess(room.ports, one, 5)));
    expect(together.filter((done) => done.ok)).toHaveLength(1);
    expect(await reprocess(room.ports, one, 5)).toEqual({ ok: false, error: { code: 'NOT_DEAD' } });
    expect(await reprocess(room.ports, one, 1)).toEqual({ ok: false, error: { code: 'NOT_DEAD' } });
    expect(await one.state(room)).toEqual(ALL);
    expect(await deadOf(room, one)).toEqual([]);
  });

  test('[EVENT-7] built again from zero is as it was, also while it is at work', async () => {
    const room = await published();
    const [one, other] = [counting('one'), counting('other')];
    await takeAll(room, one);
    await takeAll(room, other);
    await rebuild(room.ports, one);
    expect(await one.state(room)).toEqual({});
    await takeAll(room, one);
    expect(await one.state(room)).toEqual(ALL);
    const working = await startConsumer({ ...room.ports, streams: room.streams }, one);
    await rebuild(room.ports, one);
    await expect.poll(() => one.state(room), { timeout: 5_000 }).toEqual(ALL);
    await working.stop();
    expect(await other.state(room)).toEqual(ALL);
  });
});
