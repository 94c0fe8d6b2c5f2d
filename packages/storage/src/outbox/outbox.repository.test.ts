import { expect, test } from 'vitest';
import { temporaryDatabase, write } from '../testing/temporary-database.ts';
import { addToOutbox, markPublished, prunePublished, unpublishedEvents } from './outbox.repository.ts';

test('events wait in order until they are sent on', async () => {
  const db = await temporaryDatabase();
  const event = (handNo: number) => ({ tableId: 't1', handNo, kind: 'hand-ended', payload: { handNo }, createdMs: handNo });
  await write(db, async (trx) => {
    for (const handNo of [1, 2, 3]) await addToOutbox(trx, event(handNo));
  });
  const waiting = await unpublishedEvents(db.reader, 2);
  expect(waiting).toMatchObject([event(1), event(2)]);

  await write(db, (trx) =>
    markPublished(
      trx,
      waiting.map((sent) => sent.id),
      50,
    ),
  );
  await write(db, (trx) => markPublished(trx, [], 50));
  expect(await unpublishedEvents(db.reader, 10)).toMatchObject([event(3)]);

  await write(db, (trx) => prunePublished(trx, 51));
  const rows = await db.reader.selectFrom('outbox').select('hand_no').execute();
  expect(rows).toEqual([{ hand_no: 3 }]); // not sent on, so not forgotten

  await write(db, (trx) => addToOutbox(trx, event(4)));
  const ids = (await unpublishedEvents(db.reader, 10)).map((e) => e.id);
  expect(ids).toEqual([3, 4]); // never used again, also after the newest were removed
});
