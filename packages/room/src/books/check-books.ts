/**
 * Reconciliation: do the books agree with themselves, with the tables and with the hands?
 *
 * All of it is read as of one moment, in pieces so small that play does not notice, and compared in the database or piece by piece, so that
 * its memory grows with the players and never with the hands. It changes nothing.
 * @see rules/LEDGER.md LEDGER-14, LEDGER-36, LEDGER-44 to LEDGER-47
 */
import type { AccountId, Difference } from '@aboveboard/ledger';
import type { Reader } from '@aboveboard/storage';
import type { BooksMark } from './books-mark.ts';
import { checkAccounts } from './check-accounts.ts';
import { checkHands } from './check-hands.ts';
import { checkJournal } from './check-journal.ts';
import { type Found, MAX_DIFFERENCES, type Walk } from './walk.ts';

export interface CheckedBooks {
  /** Number of the journal's last entry at the moment of which this is. */
  readonly entryNo: number;
  /** Of every account that was ever used. */
  readonly balances: ReadonlyMap<AccountId, number>;
  /** Ever settled. */
  readonly hands: number;
  /** Empty: no chip was made or lost. Not more than a thousand are named. */
  readonly differences: readonly Difference[];
  /** Whether there may be more. */
  readonly isCut: boolean;
  /** What the next one may go on from, where nothing was found. */
  readonly mark: BooksMark;
}

/** @param reader of one moment: `db.snapshot` */
export async function checkBooks(reader: Reader, from: BooksMark, nowMs: number, walk: Walk): Promise<CheckedBooks> {
  const found: Found = [];
  const journal = await checkJournal(reader, from, found, walk);
  const tables = await checkHands(reader, from, journal, found, walk);
  const balances = await checkAccounts(reader, journal.posted, nowMs, found, walk);
  const { entryNo, posted } = journal;
  const hands = from.hands + journal.settlements;
  return {
    ...{ entryNo, hands, balances },
    differences: found,
    isCut: found.length === MAX_DIFFERENCES,
    mark: { entryNo, hands, posted, tables },
  };
}
