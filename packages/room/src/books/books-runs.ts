/** What reconciliations have found: the last one, and what is needed to know whether the books are clean again. Kept with the data. */
import { type AccountId, type Difference, ISSUANCE, isAboutChips } from '@aboveboard/ledger';
import { findSetting, putSetting, type Reader, type Trx } from '@aboveboard/storage';
import { blockCashOuts } from './cash-out-block.ts';
import type { CheckedBooks } from './check-books.ts';

const RUNS = 'books.runs';

export interface BooksRun {
  /** 1, 2, 3 … in the life of the room. */
  readonly no: number;
  /** `recent`: what is new since it was found clean. `full`: from the first entry. `close`: since the last daily close. */
  readonly kind: 'recent' | 'full' | 'close';
  readonly startedMs: number;
  readonly endedMs: number;
  /** Number of the journal's last entry at the moment of which this is. */
  readonly entryNo: number;
  /** Accounts that were ever used, and hands ever settled. */
  readonly accounts: number;
  readonly hands: number;
  /** Chips that were put out, and those that all other accounts hold together. */
  readonly issued: number;
  readonly held: number;
  readonly differences: readonly Difference[];
  /** Whether there may be more than are named. */
  readonly isCut: boolean;
}

export interface BooksRuns {
  readonly last: BooksRun | null;
  /** When the last run began that found nothing at all. */
  readonly lastCleanMs: number | null;
  /** Numbers of the last full run that found nothing about chips, and of the last run that did; 0: none. */
  readonly fullSoundNo: number;
  readonly unsoundNo: number;
}

const NO_RUNS: BooksRuns = { last: null, lastCleanMs: null, fullSoundNo: 0, unsoundNo: 0 };

export async function booksRuns(reader: Reader): Promise<BooksRuns> {
  const kept = await findSetting(reader, RUNS);
  return kept === null ? NO_RUNS : (JSON.parse(kept) as BooksRuns);
}

export type NewRun = Pick<BooksRun, 'kind' | 'startedMs' | 'endedMs' | 'differences'>;

/** Keeps what a run has found, and blocks cash-outs where some of it is about chips. */
export async function keepRun(trx: Trx, run: NewRun, checked: CheckedBooks): Promise<BooksRuns> {
  const before = await booksRuns(trx);
  const no = (before.last?.no ?? 0) + 1;
  const { entryNo, hands, isCut } = checked;
  const chipCodes = run.differences.filter(isAboutChips).map(({ code }) => code);
  const isSound = chipCodes.length === 0;
  const runs: BooksRuns = {
    last: { ...run, no, entryNo, hands, isCut, ...sumsOf(checked.balances) },
    lastCleanMs: run.differences.length === 0 ? run.startedMs : before.lastCleanMs,
    fullSoundNo: isSound && run.kind === 'full' ? no : before.fullSoundNo,
    unsoundNo: isSound ? before.unsoundNo : no,
  };
  await putSetting(trx, RUNS, JSON.stringify(runs));
  if (!isSound) await blockCashOuts(trx, { sinceMs: run.startedMs, entryNo, codes: [...new Set(chipCodes)] });
  return runs;
}

/** Whether a run from the first entry has found all chips in their place since the last one that did not. */
export function isSoundAgain({ fullSoundNo, unsoundNo }: BooksRuns): boolean {
  return fullSoundNo > unsoundNo;
}

export function sumsOf(balances: ReadonlyMap<AccountId, number>): Pick<BooksRun, 'accounts' | 'issued' | 'held'> {
  let held = 0;
  for (const [id, balance] of balances) if (id !== ISSUANCE) held += balance;
  return { accounts: balances.size, issued: 0 - (balances.get(ISSUANCE) ?? 0), held };
}
