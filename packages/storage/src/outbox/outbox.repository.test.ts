import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { addToOutbox, markPublished, publishedAfter, unpublishedEvents } from './outbox.repository.ts';

describe.each(DATABASES)('the outbox on $name', ({ temporaryDatabase }) => {
  test('events keep the order in which they became true, and none is marked as sent', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const handNo of [1, 2, 3]) {
        await addToOutbox(trx, [{ tableId: 't1', handNo, kind: 'hand-ended', payload: { handNo }, createdMs: handNo }]);
      }
    });
    const rows = await db.reader.selectFrom('outbox').selectAll().orderBy('id').execute();
    expect(rows.map((row) => [row.hand_no, row.payload, row.published_ms])).toEqual([
      [1, '{"handNo":1}', null],
      [2, '{"handNo":2}', null],
      [3, '{"handNo":3}', null],
    ]);
  });

  const handEnded = (tableId: string, handNo: number) => ({
    tableId,
    handNo,
    kind: 'hand-ended',
    payload: { handNo },
    createdMs: 5,
  });

  test('what was published has a place, in the order of publishing, and is not found again', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const [tableId, handNo] of [
        ['t1', 1],
        ['t2', 1],
        ['t1', 2],
      ] as const)
        await addToOutbox(trx, [handEnded(tableId, handNo)]);
    });
    const found = await unpublishedEvents(db.reader, 10);
    expect(found).toEqual([
      { ...handEnded('t1', 1), id: 1, version: 1 },
      { ...handEnded('t2', 1), id: 2, version: 1 },
      { ...handEnded('t1', 2), id: 3, version: 1 },
    ]);
    expect(await unpublishedEvents(db.reader, 2)).toEqual(found.slice(0, 2));
    expect(await db.transaction((trx) => markPublished(trx, [2], 8))).toEqual({ ok: true, value: undefined });
    expect(await db.transaction((trx) => markPublished(trx, [1, 3], 9))).toEqual({ ok: true, value: undefined });
    expect(await unpublishedEvents(db.reader, 10)).toEqual([]);
    const places = async (after: number, limit: number) =>
      (await publishedAfter(db.reader, after, limit)).map(({ id, position }) => [id, position]);
    expect(await places(0, 10)).toEqual([
      [2, 1],
      [1, 2],
      [3, 3],
    ]);
    expect(await places(1, 1)).toEqual([[1, 2]]);
    expect(await places(3, 10)).toEqual([]);
  });

  test('is marked once: who comes second marks nothing', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const handNo of [1, 2]) await addToOutbox(trx, [handEnded('t1', handNo)]);
    });
    await db.transaction((trx) => markPublished(trx, [2], 8));
    expect(await db.transaction((trx) => markPublished(trx, [1, 2], 9))).toEqual({ ok: false, error: 'MARKED_BEFORE' });
    expect((await unpublishedEvents(db.reader, 10)).map(({ id }) => id)).toEqual([1]);
  });
});
