/** A reconciliation of which nothing is kept: of a room that does not run, or of a copy of one. */
import type { Clock } from '@aboveboard/kit';
import type { Reader } from '@aboveboard/storage';
import { FROM_THE_FIRST, markOfLastClose } from './books-mark.ts';
import { type BooksRun, sumsOf } from './books-runs.ts';
import { checkBooks } from './check-books.ts';
import type { Walk } from './walk.ts';

/** @param isFull from the first entry, not from the last daily close */
export async function readBooks(reader: Reader, isFull: boolean, { nowMs }: Clock, walk: Walk): Promise<Omit<BooksRun, 'no'>> {
  const startedMs = nowMs();
  const from = isFull ? FROM_THE_FIRST : await markOfLastClose(reader);
  const { entryNo, hands, differences, isCut, balances } = await checkBooks(reader, from, startedMs, walk);
  const kind = isFull ? 'full' : 'recent';
  return { kind, startedMs, endedMs: nowMs(), entryNo, hands, differences, isCut, ...sumsOf(balances) };
}
