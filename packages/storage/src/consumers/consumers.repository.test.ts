import { ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import {
  addDeadEvent,
  addToInbox,
  cursorOf,
  type DeadEvent,
  deadEvents,
  forgetConsumer,
  moveCursor,
  takeDeadEvent,
} from './consumers.repository.ts';

const MOVED = { ok: false, error: 'MOVED' };
const dead = (eventId: number): DeadEvent => ({
  eventId,
  payload: { id: `${eventId}` },
  errors: ['first', 'second'],
  firstFailedMs: 3,
  deadMs: 4,
});

describe.each(DATABASES)('consumers on $name', ({ temporaryDatabase }) => {
  test('move their cursors each by itself, and only from where it is', async () => {
    const db = await temporaryDatabase();
    const move = (consumer: string, from: number, to: number) =>
      db.transaction((trx) => moveCursor(trx, consumer, { from, to }));
    expect(await cursorOf(db.reader, 'a')).toBe(0);
    expect(await move('a', 0, 2)).toEqual(ok(undefined));
    expect(await move('a', 0, 2)).toEqual(MOVED);
    expect(await move('a', 2, 3)).toEqual(ok(undefined));
    expect(await move('a', 2, 3)).toEqual(MOVED);
    expect(await move('b', 4, 5)).toEqual(MOVED);
    expect([await cursorOf(db.reader, 'a'), await cursorOf(db.reader, 'b')]).toEqual([3, 0]);
  });

  test('do an event once each', async () => {
    const db = await temporaryDatabase();
    const add = (consumer: string, eventIds: number[]) =>
      write(db, async (trx) => [...(await addToInbox(trx, { consumer, eventIds, atMs: 1 }))]);
    expect(await add('a', [1])).toEqual([1]);
    expect(await add('a', [1])).toEqual([]);
    expect(await add('b', [1])).toEqual([1]);
    expect(await add('a', [3, 1, 2])).toEqual([3, 2]);
    expect(await add('a', [1, 2, 3])).toEqual([]);
  });

  test('keep what they could not do with every error, until it is taken to be done again', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const eventId of [2, 1, 3]) await addDeadEvent(trx, 'a', dead(eventId));
      await addDeadEvent(trx, 'b', dead(9));
    });
    expect(await deadEvents(db.reader, 'a', { after: 0, limit: 2 })).toEqual([dead(1), dead(2)]);
    expect(await deadEvents(db.reader, 'a', { after: 2, limit: 2 })).toEqual([dead(3)]);
    expect(await db.transaction((trx) => takeDeadEvent(trx, 'a', 2))).toEqual(ok(undefined));
    expect(await db.transaction((trx) => takeDeadEvent(trx, 'a', 2))).toEqual({ ok: false, error: 'NOT_DEAD' });
    expect(await deadEvents(db.reader, 'a', { after: 0, limit: 9 })).toEqual([dead(1), dead(3)]);
  });

  test('are forgotten whole, and no other with them', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const consumer of ['a', 'b']) {
        await moveCursor(trx, consumer, { from: 0, to: 7 });
        await addToInbox(trx, { consumer, eventIds: [1], atMs: 1 });
        await addDeadEvent(trx, consumer, dead(2));
      }
      await forgetConsumer(trx, 'a');
    });
    expect([await cursorOf(db.reader, 'a'), await cursorOf(db.reader, 'b')]).toEqual([0, 7]);
    expect(await db.reader.selectFrom('inbox').select('consumer').execute()).toEqual([{ consumer: 'b' }]);
    expect(await deadEvents(db.reader, 'a', { after: 0, limit: 9 })).toEqual([]);
    expect(await deadEvents(db.reader, 'b', { after: 0, limit: 9 })).toEqual([dead(2)]);
  });
});
