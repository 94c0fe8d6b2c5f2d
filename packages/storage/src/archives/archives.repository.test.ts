import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { countHandsOfDay, handsOfDay } from '../hands/hands-of-day.repository.ts';
import { markVoid } from '../hands/settlement.repository.ts';
import type { TableClaim } from '../tables/tables.repository.ts';
import { aHand, anEnd, aTable, aVoidEnd, settleHand } from '../testing/a-table.ts';
import { DATABASES } from '../testing/databases.ts';
import { must, write } from '../testing/temporary-database.ts';
import {
  type ArchiveRecord,
  addPlayedDays,
  archives,
  daysToArchive,
  findArchive,
  forgetPlayedDays,
  recordArchive,
} from './archives.repository.ts';

const archive: ArchiveRecord = {
  tableId: 'felt',
  day: '2026-11-20',
  hands: 2,
  bytes: 1_234,
  sha256: 'ab'.repeat(32),
  file: 'felt/2026-11-20.phhs.gz',
  atMs: 5,
};

function record(db: Db, entry: ArchiveRecord): Promise<void> {
  return write(db, (trx) => recordArchive(trx, entry));
}

/** Plays the table's next hands, each ending at its time and counted; `void` ones end before the cut. */
async function play(db: Db, claim: TableClaim, ends: readonly string[], from = 1): Promise<void> {
  for (const [i, text] of ends.entries()) {
    const [at, isVoid] = text.split(' void');
    const endedMs = Date.parse(at as string);
    const handNo = from + i;
    await aHand(db, claim, handNo, isVoid === undefined ? 'cut' : 'opening');
    await write(db, async (trx) => {
      if (isVoid === undefined) {
        must(await settleHand(trx, claim, { ...anEnd(claim, handNo, []), endedMs }));
        const day = new Date(endedMs).toISOString().slice(0, 10);
        await addPlayedDays(trx, [{ tableId: claim.tableId, day, hands: 1 }]);
      } else must(await markVoid(trx, claim, { ...aVoidEnd(handNo), endedMs }));
    });
  }
}

const tables = async (db: Db) => ({ baize: await aTable(db, [], 'baize'), felt: await aTable(db, [], 'felt') });

describe.each(DATABASES)('archives on $name', ({ temporaryDatabase }) => {
  test('are found by table and day, the last one recorded', async () => {
    const db = await temporaryDatabase();
    await tables(db);
    await record(db, archive);
    expect(await findArchive(db.reader, archive)).toEqual(archive);
    await record(db, { ...archive, hands: 3, bytes: 2_000 });
    expect(await findArchive(db.reader, archive)).toEqual({ ...archive, hands: 3, bytes: 2_000 });
    expect(await findArchive(db.reader, { tableId: 'baize', day: archive.day })).toBeNull();
    expect(await findArchive(db.reader, { tableId: 'felt', day: '2026-11-19' })).toBeNull();
  });

  test('are listed by day and table, page by page', async () => {
    const db = await temporaryDatabase();
    await tables(db);
    const keys = ['felt 2026-11-21', 'felt 2026-11-20', 'baize 2026-11-20', 'baize 2026-11-22'];
    for (const key of keys) {
      const [tableId, day] = key.split(' ') as [string, string];
      await record(db, { ...archive, tableId, day });
    }
    const list = async (page: Parameters<typeof archives>[1]) =>
      (await archives(db.reader, page)).map((entry) => `${entry.tableId} ${entry.day}`);
    expect(await list({ limit: 3 })).toEqual(['baize 2026-11-20', 'felt 2026-11-20', 'felt 2026-11-21']);
    expect(await list({ limit: 3, after: { tableId: 'baize', day: '2026-11-20' } })).toEqual([
      'felt 2026-11-20',
      'felt 2026-11-21',
      'baize 2026-11-22',
    ]);
    expect(await list({ limit: 3, after: { tableId: 'felt', day: '2026-11-21' } })).toEqual(['baize 2026-11-22']);
  });

  test('are missing for days that are over, on which hands ended after the cut', async () => {
    const db = await temporaryDatabase();
    const { baize, felt } = await tables(db);
    await play(db, felt, ['2026-11-19T23:59:59.999Z', '2026-11-20T00:00:00.000Z', '2026-11-20T12:00:00Z void']);
    await play(db, felt, ['2026-11-21T00:00:00Z'], 4);
    await play(db, baize, ['2026-11-18T10:00:00Z void', '2026-11-20T23:59:59.999Z']);
    const missing = async (limit: number, fromDay?: string) =>
      (await daysToArchive(db.reader, '2026-11-21', limit, fromDay)).map((key) => `${key.tableId} ${key.day}`);
    expect(await missing(9)).toEqual(['felt 2026-11-19', 'baize 2026-11-20', 'felt 2026-11-20']);
    expect(await missing(2)).toEqual(['felt 2026-11-19', 'baize 2026-11-20']);
    expect(await missing(9, '2026-11-20')).toEqual(['baize 2026-11-20', 'felt 2026-11-20']);
    await record(db, { ...archive, hands: 1 });
    await record(db, { ...archive, tableId: 'baize', hands: 1 });
    expect(await missing(9)).toEqual(['felt 2026-11-19']);
  });

  test('that hold fewer hands than ended are missing again', async () => {
    const db = await temporaryDatabase();
    const { felt } = await tables(db);
    await play(db, felt, ['2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z']);
    await record(db, { ...archive, hands: 1 });
    expect(await daysToArchive(db.reader, '2026-11-21', 9)).toEqual([{ tableId: 'felt', day: '2026-11-20' }]);
    await record(db, { ...archive, hands: 2 });
    expect(await daysToArchive(db.reader, '2026-11-21', 9)).toEqual([]);
    await write(db, (trx) => addPlayedDays(trx, [{ tableId: 'felt', day: '2026-11-20', hands: 1 }]));
    expect(await daysToArchive(db.reader, '2026-11-21', 9)).toHaveLength(1);
    await write(db, forgetPlayedDays);
    expect(await daysToArchive(db.reader, '2026-11-21', 9)).toEqual([]);
  });

  test('hold the hands of a day: those that ended after the cut, by number', async () => {
    const db = await temporaryDatabase();
    const { baize, felt } = await tables(db);
    await play(db, baize, ['2026-11-20T10:00:00Z']);
    await play(db, felt, ['2026-11-19T23:00:00Z', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z void', '2026-11-20T02:00:00Z']);
    await play(db, felt, ['2026-11-20T23:00:00Z', '2026-11-21T00:00:00Z'], 5);
    const [fromMs, toMs] = [Date.parse('2026-11-20'), Date.parse('2026-11-21')];
    const hands = async (limit: number, afterHandNo?: number) => {
      const page = afterHandNo === undefined ? { limit } : { limit, afterHandNo };
      return handsOfDay(db.reader, 'felt', fromMs, toMs, page);
    };
    expect(await hands(9)).toEqual([2, 4, 5]);
    expect(await hands(2)).toEqual([2, 4]);
    expect(await hands(2, 4)).toEqual([5]);
    expect(await hands(2, 5)).toEqual([]);
    expect(await handsOfDay(db.reader, 'baize', fromMs, toMs, { limit: 1 })).toEqual([1]);
    expect(await countHandsOfDay(db.reader, 'felt', fromMs, toMs)).toBe(3);
  });
});
