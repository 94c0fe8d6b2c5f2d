import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { aTable, TABLE } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { must, write } from '../testing/temporary-database.ts';
import {
  claimTable,
  closeTable,
  createTable,
  findTable,
  openTableEpochs,
  openTables,
  saveTableState,
} from './tables.repository.ts';

describe.each(DATABASES)('tables on $name', ({ temporaryDatabase }) => {
  describe('tables', () => {
    test('come back as they were made', async () => {
      const db = await temporaryDatabase();
      await aTable(db);
      expect(await findTable(db.reader, TABLE)).toEqual({
        id: TABLE,
        name: 'Felt',
        config: { game: 'NT', seats: 6 },
        isPrivate: false,
        inviteHash: null,
        owner: null,
        state: { button: 0 },
        incarnation: 1,
        epoch: 1,
        nextHandNo: 1,
        lastCloseIndex: null,
        openedMs: 1,
        closedMs: null,
      });
      expect(await findTable(db.reader, 'other')).toBeNull();
    });

    test('that are open, oldest first', async () => {
      const db = await temporaryDatabase();
      for (const [id, openedMs] of [
        ['c', 3],
        ['a', 1],
        ['b', 2],
      ] as const) {
        await write(db, (trx) =>
          createTable(trx, { id, name: id, config: {}, inviteHash: null, owner: null, state: {}, openedMs }),
        );
      }
      const claim = must(await db.transaction((trx) => claimTable(trx, 'b', 7)));
      await db.transaction((trx) => claimTable(trx, 'c', 3));
      await db.transaction((trx) => closeTable(trx, claim, 9));
      expect((await openTables(db.reader)).map((table) => table.id)).toEqual(['a', 'c']);
      expect(await openTableEpochs(db.reader)).toEqual([
        { id: 'a', epoch: 0 },
        { id: 'c', epoch: 3 },
      ]);
    });
  });

  describe('claims', () => {
    test('[CLUSTER-2] each has a greater epoch and incarnation; the same or a smaller epoch claims nothing', async () => {
      const db = await temporaryDatabase();
      const first = await aTable(db);
      const claim = (epoch: number) => db.transaction((trx) => claimTable(trx, TABLE, epoch));
      expect(first).toEqual({ tableId: TABLE, epoch: 1, incarnation: 1 });
      expect(await claim(1)).toEqual(err('FENCED'));
      expect(await claim(5)).toEqual(ok({ tableId: TABLE, epoch: 5, incarnation: 2 }));
      for (const epoch of [2, 5]) expect(await claim(epoch)).toEqual(err('FENCED'));
      expect(await findTable(db.reader, TABLE)).toMatchObject({ epoch: 5, incarnation: 2 });
    });

    test('[LEDGER-15] who was replaced writes nothing', async () => {
      const db = await temporaryDatabase();
      const first = await aTable(db);
      const second = must(await db.transaction((trx) => claimTable(trx, TABLE, 2)));
      expect(await db.transaction((trx) => saveTableState(trx, first, { button: 8 }))).toEqual(err('FENCED'));
      expect(await db.transaction((trx) => closeTable(trx, first, 9))).toEqual(err('FENCED'));
      expect(await findTable(db.reader, TABLE)).toMatchObject({ state: { button: 0 }, closedMs: null });
      expect(await db.transaction((trx) => saveTableState(trx, second, { button: 2 }))).toEqual(ok(undefined));
      expect(await findTable(db.reader, TABLE)).toMatchObject({ state: { button: 2 } });
    });

    test('a table that is not there, or is closed, cannot be claimed', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await db.transaction((trx) => closeTable(trx, claim, 9));
      for (const id of ['none', TABLE]) expect(await db.transaction((trx) => claimTable(trx, id, 2))).toEqual(err('FENCED'));
    });
  });
});
