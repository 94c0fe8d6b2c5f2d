/** The hands, table by table: each one that ended has its settlement, and one only. */
import { type Difference, handKey } from '@aboveboard/ledger';
import { handsBetween, handsUnderWay, keysSettledTwice, type Reader, tablesAfter } from '@aboveboard/storage';
import type { BooksMark } from './books-mark.ts';
import type { CheckedJournal } from './check-journal.ts';
import { type Found, MAX_DIFFERENCES, note, type Walk } from './walk.ts';

const TABLES_AT_ONCE = 200;
const HANDS_AT_ONCE = 200;

/** @returns the last hand of each table that is over, with all before it */
export async function checkHands(
  reader: Reader,
  from: BooksMark,
  { settlementsWithHand }: CheckedJournal,
  found: Found,
  { breathe }: Walk,
): Promise<ReadonlyMap<string, number>> {
  const underWay = await handsUnderWay(reader);
  const over = new Map(from.tables);
  let settledHands = 0;
  for (let page = await tablesAfter(reader, '', TABLES_AT_ONCE); page.length > 0; ) {
    for (const { tableId, nextHandNo } of page) {
      const first = from.tables.get(tableId) ?? 0;
      const last = (underWay.get(tableId) ?? nextHandNo) - 1;
      for (let no = first; no < last; no += HANDS_AT_ONCE) {
        const { settled, unsettled } = await handsBetween(reader, tableId, no, Math.min(last, no + HANDS_AT_ONCE));
        settledHands += settled;
        note(
          found,
          unsettled.map((handNo): Difference => ({ code: 'HAND_NOT_SETTLED', key: handKey(tableId, handNo) })),
        );
        await breathe();
      }
      if (last > first) over.set(tableId, last);
    }
    page = await tablesAfter(reader, page.at(-1)?.tableId ?? '', TABLES_AT_ONCE);
    await breathe();
  }
  // A key is unique where the schema is whole; only where there is one settlement more than hands are all of them compared.
  if (settlementsWithHand > settledHands) {
    const twice = await keysSettledTwice(reader, MAX_DIFFERENCES);
    note(
      found,
      twice.map((key): Difference => ({ code: 'HAND_SETTLED_TWICE', key })),
    );
  }
  return over;
}
