import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { claimTable, findTable } from '../tables/tables.repository.ts';
import { aHand, anEnd, aTable, aVoidEnd, settleHand, TABLE } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import {
  findHand,
  insertOpening,
  markClosed,
  markCut,
  recentHands,
  setOpenIndex,
  unfinishedHands,
} from './hands.repository.ts';
import { markVoid } from './settlement.repository.ts';

describe.each(DATABASES)('hands on $name', ({ temporaryDatabase }) => {
  const opening = { startState: {}, openBytes: Uint8Array.of(1), box: Uint8Array.of(9), startedMs: 5 };
  const cut = { reveals: [], cutnote: Uint8Array.of(3) };

  describe('a hand', () => {
    test('is kept as it was opened', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await aHand(db, claim, 1, 'opening');
      await write(db, (trx) => setOpenIndex(trx, { tableId: TABLE, handNo: 1 }, 40));
      expect(await findHand(db.reader, { tableId: TABLE, handNo: 1 })).toMatchObject({
        status: 'opening',
        startState: { handNo: 1 },
        openBytes: Uint8Array.of(1, 1),
        openIndex: 40,
        box: Uint8Array.of(9, 9),
        reveals: null,
        closeBytes: null,
        endedMs: null,
      });
    });

    test('uses up its number, and only the next number will do', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await aHand(db, claim, 1, 'opening');
      for (const handNo of [1, 3]) {
        const refused = await db.transaction((trx) => insertOpening(trx, claim, { ...opening, handNo }));
        expect(refused).toEqual(err('OUT_OF_ORDER'));
      }
      expect(await findTable(db.reader, TABLE)).toMatchObject({ nextHandNo: 2 });
      expect(await db.transaction((trx) => insertOpening(trx, claim, { ...opening, handNo: 2 }))).toEqual(ok(undefined));
    });

    test('is cut once', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await aHand(db, claim, 1, 'opening');
      expect(await db.transaction((trx) => markCut(trx, claim, { ...cut, handNo: 1 }))).toEqual(ok(undefined));
      expect(await db.transaction((trx) => markCut(trx, claim, { ...cut, handNo: 1 }))).toEqual(err('OUT_OF_ORDER'));
      expect(await findHand(db.reader, { tableId: TABLE, handNo: 1 })).toMatchObject({
        status: 'cut',
        reveals: [],
        cutnote: Uint8Array.of(3),
        box: Uint8Array.of(9, 9), // a successor needs it to run the hand out
      });
    });

    test('[LEDGER-15] is not touched by who was replaced', async () => {
      const db = await temporaryDatabase();
      const old = await aTable(db);
      await aHand(db, old, 1, 'opening');
      await db.transaction((trx) => claimTable(trx, TABLE, 2));
      expect(await db.transaction((trx) => markCut(trx, old, { ...cut, handNo: 1 }))).toEqual(err('FENCED'));
      expect(await db.transaction((trx) => insertOpening(trx, old, { ...opening, handNo: 2 }))).toEqual(err('FENCED'));
      expect(await db.transaction((trx) => markVoid(trx, old, aVoidEnd(1)))).toEqual(err({ code: 'FENCED' }));
      expect(await db.transaction((trx) => markClosed(trx, old, { handNo: 1, closeIndex: 4 }))).toEqual(err('FENCED'));
      expect(await findHand(db.reader, { tableId: TABLE, handNo: 1 })).toMatchObject({ status: 'opening', closeIndex: null });
    });
  });

  test('unfinished are hands in play, and those that are over while their CLOSE has no index', async () => {
    const db = await temporaryDatabase();
    const claim = await aTable(db, ['ana', 'bo']);
    for (const handNo of [1, 2, 3, 4]) await aHand(db, claim, handNo, handNo === 2 || handNo === 4 ? 'opening' : 'cut');
    await db.transaction((trx) => settleHand(trx, claim, anEnd(claim, 1, [])));
    await db.transaction((trx) => markVoid(trx, claim, aVoidEnd(2)));
    const other = await aTable(db, [], 'table-2');
    await aHand(db, other, 1);

    const statuses = async (tableId?: string) =>
      (await unfinishedHands(db.reader, tableId)).map((hand) => `${hand.tableId} ${hand.handNo} ${hand.status}`);
    expect(await statuses()).toEqual([
      'table-1 1 ended',
      'table-1 2 void',
      'table-1 3 cut',
      'table-1 4 opening',
      'table-2 1 cut',
    ]);
    await db.transaction((trx) => markClosed(trx, claim, { handNo: 1, closeIndex: 11 }));
    await db.transaction((trx) => markClosed(trx, claim, { handNo: 2, closeIndex: 13 }));
    expect(await statuses(TABLE)).toEqual(['table-1 3 cut', 'table-1 4 opening']);
    expect(await findTable(db.reader, TABLE)).toMatchObject({ lastCloseIndex: 13 });
  });

  test('recent hands are those that are over, newest first, page by page', async () => {
    const db = await temporaryDatabase();
    const claim = await aTable(db);
    for (let handNo = 1; handNo <= 5; handNo++) {
      await aHand(db, claim, handNo);
      if (handNo < 5) await db.transaction((trx) => settleHand(trx, claim, anEnd(claim, handNo, [])));
    }
    const numbers = async (page: Parameters<typeof recentHands>[2]) =>
      (await recentHands(db.reader, TABLE, page)).map((hand) => hand.handNo);
    expect(await numbers({ limit: 3 })).toEqual([4, 3, 2]);
    expect(await numbers({ limit: 3, beforeHandNo: 2 })).toEqual([1]);
  });
});
