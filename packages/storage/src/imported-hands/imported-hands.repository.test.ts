import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import type { Db } from '../database/db.ts';
import { DATABASES } from '../testing/databases.ts';
import { findImportedHand, type ImportedHand, importedHands, storeImportedHand } from './imported-hands.repository.ts';

const hand: ImportedHand = {
  id: '0f',
  variant: 'NT',
  source: 'evening.phhs',
  entry: 1,
  phh: "variant = 'NT'\nplayers = ['Zoë', 'Bo']\n",
  seats: 2,
  playedDay: '2023-06-13',
  importedMs: 100,
};

function store(db: Db, imported: ImportedHand) {
  return db.transaction((trx) => storeImportedHand(trx, imported));
}

describe.each(DATABASES)('imported hands on $name', ({ temporaryDatabase }) => {
  test('come back as they were stored', async () => {
    const db = await temporaryDatabase();
    expect(await store(db, hand)).toEqual(ok(undefined));
    expect(await store(db, { ...hand, id: '0e', playedDay: null })).toEqual(ok(undefined));
    expect(await findImportedHand(db.reader, '0f')).toEqual(hand);
    expect(await findImportedHand(db.reader, '0e')).toEqual({ ...hand, id: '0e', playedDay: null });
    expect(await findImportedHand(db.reader, '0d')).toBeNull();
  });

  test('are stored once, as they came first', async () => {
    const db = await temporaryDatabase();
    await store(db, hand);
    expect(await store(db, { ...hand, source: 'copy.phh', importedMs: 200 })).toEqual(err('KNOWN'));
    expect(await findImportedHand(db.reader, '0f')).toEqual(hand);
  });

  test('that two workers store at the same time are stored once', async () => {
    const db = await temporaryDatabase();
    const answers = await Promise.all(Array.from({ length: 8 }, () => store(db, hand)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok)).toEqual(Array(7).fill(err('KNOWN')));
  });

  test('are listed by the time of their import, page by page', async () => {
    const db = await temporaryDatabase();
    const stored = [
      { ...hand, id: 'c1', importedMs: 100 },
      { ...hand, id: 'a2', importedMs: 200 },
      { ...hand, id: 'b2', importedMs: 200 },
      { ...hand, id: 'a3', importedMs: 300 },
    ];
    for (const one of stored.toReversed()) await store(db, one);
    const first = await importedHands(db.reader, { limit: 2 });
    expect(first.map((one) => one.id)).toEqual(['c1', 'a2']);
    const rest = await importedHands(db.reader, { limit: 9, after: first[1] as ImportedHand });
    expect(rest.map((one) => one.id)).toEqual(['b2', 'a3']);
  });
});
