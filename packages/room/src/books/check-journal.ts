/** The journal, some entries at a time: its numbers, what it comes to in each account, and whether each settlement has its hand. */
import { assert } from '@aboveboard/kit';
import type { AccountId, Difference } from '@aboveboard/ledger';
import { countEntries, greatestEntryNo, lastEntryNo, movedBetween, type Reader, settlementsBetween } from '@aboveboard/storage';
import type { BooksMark } from './books-mark.ts';
import { type Found, note, type Walk } from './walk.ts';

/** Entries looked at without letting others have a turn: a few milliseconds. */
const ENTRIES_AT_ONCE = 200;

export interface CheckedJournal {
  readonly entryNo: number;
  readonly posted: ReadonlyMap<AccountId, number>;
  /** Batches after the mark that settle a hand, and those of them that have theirs. */
  readonly settlements: number;
  readonly settlementsWithHand: number;
}

export async function checkJournal(reader: Reader, from: BooksMark, found: Found, walk: Walk): Promise<CheckedJournal> {
  const last = await lastEntryNo(reader);
  const posted = new Map(from.posted);
  let settlements = 0;
  let bare = 0;
  for (let no = from.entryNo; no < last; no += ENTRIES_AT_ONCE) {
    const to = Math.min(last, no + ENTRIES_AT_ONCE);
    for (const [account, chips] of await movedBetween(reader, no, to)) add(posted, account, chips);
    const settled = await settlementsBetween(reader, no, to);
    settlements += settled.settlements;
    bare += settled.withoutHand.length;
    note(
      found,
      settled.withoutHand.map((key): Difference => ({ code: 'SETTLED_WITHOUT_HAND', key })),
    );
    note(found, await holesIn(reader, no, to));
    walk.progress(to - from.entryNo, last - from.entryNo);
    await walk.breathe();
  }
  note(found, await beyond(reader, last, from.entryNo));
  return { entryNo: last, posted, settlements, settlementsWithHand: settlements - bare };
}

function add(sums: Map<AccountId, number>, account: AccountId, chips: number): void {
  const sum = (sums.get(account) ?? 0) + chips;
  assert(Number.isSafeInteger(sum), `more chips moved through ${account} than can be counted`);
  sums.set(account, sum);
}

/** Numbers without an entry, or with two: the halves, again and again, that have not as many entries as numbers. */
async function holesIn(reader: Reader, afterNo: number, toNo: number): Promise<readonly Difference[]> {
  const { entries, numbers } = await countEntries(reader, afterNo, toNo);
  if (entries === toNo - afterNo && numbers === entries) return [];
  if (entries === 0 || toNo - afterNo === 1)
    return [{ code: 'JOURNAL_NOT_WHOLE', firstNo: afterNo + 1, lastNo: toNo, entries }];
  const middle = Math.floor((afterNo + toNo) / 2);
  return [...(await holesIn(reader, afterNo, middle)), ...(await holesIn(reader, middle, toNo))];
}

/** Entries above the number that the journal has given last; or the journal ends before where it was looked at before. */
async function beyond(reader: Reader, last: number, lookedAt: number): Promise<readonly Difference[]> {
  const greatest = await greatestEntryNo(reader);
  if (greatest > last) {
    const { entries } = await countEntries(reader, last, greatest);
    return [{ code: 'JOURNAL_NOT_WHOLE', firstNo: last + 1, lastNo: greatest, entries }];
  }
  return last < lookedAt ? [{ code: 'JOURNAL_NOT_WHOLE', firstNo: last + 1, lastNo: lookedAt, entries: 0 }] : [];
}
