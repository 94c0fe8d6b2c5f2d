import { err } from '@aboveboard/kit';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { DATABASES } from '../testing/databases.ts';
import { must } from '../testing/temporary-database.ts';
import { appendLogEntry, findLogEntry, logEntries, logSize, type NewLogEntry } from './log.repository.ts';

describe.each(DATABASES)('the log on $name', ({ temporaryDatabase }) => {
  const open = (handNo: number): NewLogEntry => ({
    entryType: 1,
    tableId: 't1',
    handNo,
    bytes: Uint8Array.of(1, handNo),
    leafHash: Uint8Array.of(5, handNo),
    atMs: 10 + handNo,
  });

  /** A promise that says which index it was made for. */
  function append(db: Db, entry: NewLogEntry) {
    return db.transaction((trx) => appendLogEntry(trx, entry, (index) => Uint8Array.of(0xaa, index)));
  }

  describe('the log', () => {
    test('numbers its entries from 0 without gaps, each with a promise for its index', async () => {
      const db = await temporaryDatabase();
      expect(await logSize(db.reader)).toBe(0);
      for (const handNo of [1, 2, 3]) await append(db, open(handNo));
      expect(await logSize(db.reader)).toBe(3);
      expect(await logEntries(db.reader, 1, 10)).toEqual([
        { ...open(2), index: 1, promise: Uint8Array.of(0xaa, 1) },
        { ...open(3), index: 2, promise: Uint8Array.of(0xaa, 2) },
      ]);
      expect(await logEntries(db.reader, 0, 1)).toHaveLength(1);
    });

    test('a refused transaction leaves no gap', async () => {
      const db = await temporaryDatabase();
      await db.transaction(async (trx) => {
        await appendLogEntry(trx, open(1), () => Uint8Array.of(1));
        return err('CHANGED_MY_MIND');
      });
      expect(must(await append(db, open(2))).index).toBe(0);
    });

    test('the same bytes again get the same index', async () => {
      const db = await temporaryDatabase();
      const first = must(await append(db, open(1)));
      await append(db, open(2));
      const later = { ...open(1), atMs: 999 };
      expect(must(await append(db, later))).toEqual(first);
      expect(await logSize(db.reader)).toBe(2);
    });

    test('other bytes under the same key are refused', async () => {
      const db = await temporaryDatabase();
      await append(db, open(1));
      expect(await append(db, { ...open(1), bytes: Uint8Array.of(1, 1, 1) })).toEqual(err('DIFFERENT_BYTES'));
      expect(await logSize(db.reader)).toBe(1);
    });

    test('an entry is known by table, hand and type', async () => {
      const db = await temporaryDatabase();
      const others = [{ ...open(1), entryType: 2 }, { ...open(1), tableId: 't2' }, open(2)];
      for (const entry of [open(1), ...others]) expect((await append(db, entry)).ok).toBe(true);
      expect(await logSize(db.reader)).toBe(4);
      expect(await findLogEntry(db.reader, { entryType: 2, tableId: 't1', handNo: 1 })).toMatchObject({ index: 1 });
      expect(await findLogEntry(db.reader, { entryType: 3, tableId: 't1', handNo: 1 })).toBeNull();
    });

    test('of many who append at once, each gets an index of its own', async () => {
      const db = await temporaryDatabase();
      const entries = await Promise.all(Array.from({ length: 30 }, (_, i) => append(db, open(i))));
      const indexes = entries.map((entry) => must(entry).index).sort((a, b) => a - b);
      expect(indexes).toEqual(Array.from({ length: 30 }, (_, i) => i));
    });

    test('an entry is never changed or removed', async () => {
      const db = await temporaryDatabase();
      await append(db, open(1));
      await expect(sql`update log_entry set hand_no = 9`.execute(db.reader)).rejects.toThrow('log_entry is append-only');
      await expect(sql`delete from log_entry`.execute(db.reader)).rejects.toThrow('log_entry is append-only');
      expect(await logSize(db.reader)).toBe(1);
    });
  });
});
