import { expect, test } from 'vitest';
import { temporaryDatabase, write } from '../testing/temporary-database.ts';
import { addToOutbox } from './outbox.repository.ts';

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
