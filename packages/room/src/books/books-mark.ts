/** How far the books were found clean: what a reconciliation goes on from, so that it reads what is new and not all there ever was. */
import type { AccountId } from '@aboveboard/ledger';
import { handsAtClose, lastClose, type Reader, totalsAtClose } from '@aboveboard/storage';

export interface BooksMark {
  /** Number of the last entry of the journal that was looked at; 0: none. */
  readonly entryNo: number;
  /** Hands settled up to there. */
  readonly hands: number;
  /** What the entries up to there come to in each account. */
  readonly posted: ReadonlyMap<AccountId, number>;
  /** The last hand of each table that was over, with all before it. */
  readonly tables: ReadonlyMap<string, number>;
}

export const FROM_THE_FIRST: BooksMark = { entryNo: 0, hands: 0, posted: new Map(), tables: new Map() };

/** Where the last daily close stopped; the beginning where there was none. */
export async function markOfLastClose(reader: Reader): Promise<BooksMark> {
  const close = await lastClose(reader);
  if (close === null) return FROM_THE_FIRST;
  const { lastEntryNo: entryNo, hands } = close;
  return { entryNo, hands, posted: await totalsAtClose(reader), tables: await handsAtClose(reader) };
}
