import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { claimTable } from '../tables/tables.repository.ts';
import { aTable, TABLE } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { appendJournal, findReply, journalOf, pruneReplies, recordReply } from './journal.repository.ts';

describe.each(DATABASES)('the journal on $name', ({ temporaryDatabase }) => {
  const hand = { tableId: TABLE, handNo: 1 };
  const entry = (seq: number) => ({ seq, kind: 'action', payload: { seat: seq, action: 'call' }, atMs: 100 + seq });
  const command = { tableId: TABLE, playerId: 'ana', commandId: 'c1' };

  describe('the journal', () => {
    test('comes back in order', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await db.transaction((trx) => appendJournal(trx, claim, 1, [entry(0), entry(1)]));
      await db.transaction((trx) => appendJournal(trx, claim, 2, [entry(0)]));
      await db.transaction((trx) => appendJournal(trx, claim, 1, [entry(2)]));
      expect(await journalOf(db.reader, hand)).toEqual([entry(0), entry(1), entry(2)]);
    });

    test('[LEDGER-15] takes nothing from an owner that was replaced', async () => {
      const db = await temporaryDatabase();
      const old = await aTable(db);
      await db.transaction((trx) => claimTable(trx, TABLE, 2));
      expect(await db.transaction((trx) => appendJournal(trx, old, 1, [entry(0)]))).toEqual(err('FENCED'));
      expect(await journalOf(db.reader, hand)).toEqual([]);
    });

    test('does not take two entries for one place', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      await db.transaction((trx) => appendJournal(trx, claim, 1, [entry(0)]));
      const twice = db.transaction((trx) => appendJournal(trx, claim, 1, [entry(1), entry(0)]));
      await expect(twice).rejects.toThrow(/UNIQUE|Duplicate/);
      expect(await journalOf(db.reader, hand)).toEqual([entry(0)]);
    });
  });

  describe('the answer to a command', () => {
    test('is kept with what the command did, or not at all', async () => {
      const db = await temporaryDatabase();
      const claim = await aTable(db);
      const old = { ...claim, epoch: claim.epoch - 1 };
      const act = (fence: typeof claim) =>
        db.transaction(async (trx) => {
          await recordReply(trx, command, { ok: true, seq: 4 }, 100);
          return appendJournal(trx, fence, 1, [entry(0)]);
        });
      expect(await act(old)).toEqual(err('FENCED'));
      expect(await findReply(db.reader, command)).toBeNull();
      expect(await act(claim)).toEqual(ok(undefined));
      expect(await findReply(db.reader, command)).toEqual({ reply: { ok: true, seq: 4 } });
    });

    test('belongs to one player at one table', async () => {
      const db = await temporaryDatabase();
      await write(db, (trx) => recordReply(trx, command, 'yes', 100));
      expect(await findReply(db.reader, { ...command, playerId: 'bo' })).toBeNull();
      expect(await findReply(db.reader, { ...command, tableId: 'table-2' })).toBeNull();
      await expect(write(db, (trx) => recordReply(trx, command, 'no', 101))).rejects.toThrow(/UNIQUE|Duplicate/);
      expect(await findReply(db.reader, command)).toEqual({ reply: 'yes' });
    });

    test('is forgotten when it is old', async () => {
      const db = await temporaryDatabase();
      await write(db, async (trx) => {
        await recordReply(trx, command, 'old', 100);
        await recordReply(trx, { ...command, commandId: 'c2' }, 'new', 200);
        await pruneReplies(trx, 200);
      });
      expect(await findReply(db.reader, command)).toBeNull();
      expect(await findReply(db.reader, { ...command, commandId: 'c2' })).toEqual({ reply: 'new' });
    });
  });
});
