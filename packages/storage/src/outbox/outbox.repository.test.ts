import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { addToOutbox, eventsOfHands } from './outbox.repository.ts';

describe.each(DATABASES)('the outbox on $name', ({ temporaryDatabase }) => {
  test('events keep the order in which they became true, and none is marked as sent', async () => {
    const db = await temporaryDatabase();
    await write(db, async (trx) => {
      for (const handNo of [1, 2, 3]) {
        await addToOutbox(trx, { tableId: 't1', handNo, kind: 'hand-ended', payload: { handNo }, createdMs: handNo });
      }
    });
    const rows = await db.reader.selectFrom('outbox').selectAll().orderBy('id').execute();
    expect(rows.map((row) => [row.hand_no, row.payload, row.published_ms])).toEqual([
      [1, '{"handNo":1}', null],
      [2, '{"handNo":2}', null],
      [3, '{"handNo":3}', null],
    ]);
  });

  test('what was told of hands is found by table, number and kind', async () => {
    const db = await temporaryDatabase();
    const event = { tableId: 't1', handNo: 1, kind: 'hand-ended', payload: { rake: 1 }, createdMs: 1 };
    await write(db, async (trx) => {
      await addToOutbox(trx, event);
      await addToOutbox(trx, { ...event, handNo: 2, kind: 'deal-voided', payload: {} });
      await addToOutbox(trx, { ...event, handNo: 3, payload: { rake: 3 } });
      await addToOutbox(trx, { ...event, tableId: 't2', payload: { rake: 9 } });
    });
    const told = await eventsOfHands(db.reader, event, [1, 2, 4]);
    expect([...told]).toEqual([[1, { rake: 1 }]]);
    expect([...(await eventsOfHands(db.reader, event, []))]).toEqual([]);
  });
});
