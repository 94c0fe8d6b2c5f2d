/** The desk of the books: what it needs, what it offers, and how it says no. */
import type { Clock, Ids, Result, Scheduler } from '@aboveboard/kit';
import type { Db, StoredClose } from '@aboveboard/storage';
import type { FailPoints, Findings } from '../ports.ts';
import type { Change } from '../work/desk/desk-types.ts';
import type { BooksRun, BooksRuns } from './books-runs.ts';
import type { CashOutBlock } from './cash-out-block.ts';
import type { CloseRefusal } from './close-books.ts';
import type { BooksKey } from './signed-page.ts';

/** Where the pages of daily closes lie as files, by date. */
export interface ClosePages {
  has(date: string): Promise<boolean>;
  /** On disk when it comes back, or not there. */
  write(date: string, text: string): Promise<void>;
}

export interface BooksPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly findings: Findings;
  readonly failPoints: FailPoints;
  /** Opens the key; makes it where no close was ever signed. @throws where it cannot be had */
  readonly booksKey: (mayMake: boolean) => BooksKey;
  readonly pages: ClosePages;
  /** Hears of what could not be done by itself; it is tried again. */
  readonly failed: (error: unknown) => void;
}

/** `of` is 0 while that is not known. */
export interface UnderWay {
  readonly what: BooksRun['kind'];
  readonly done: number;
  readonly of: number;
}

export interface BooksStanding {
  readonly underWay: UnderWay | null;
  readonly runs: BooksRuns;
  /** Null when cash-outs are not blocked. */
  readonly block: CashOutBlock | null;
  readonly lastClose: StoredClose | null;
}

/** What is measured; null for what is not known yet. */
export interface BooksGauges {
  readonly differences: number | null;
  readonly cleanAgeMs: number | null;
  readonly isBlocked: boolean | null;
  /** Since the end of the last day that is closed; null before the first close. */
  readonly closeAgeMs: number | null;
}

export interface BooksRefusal {
  readonly code: CloseRefusal['code'] | 'NOT_BLOCKED' | 'NOT_CLEAN' | 'NEVER_CLOSED';
  /** What to do, in English. */
  readonly message: string;
}

export interface BooksDesk {
  /**
   * A run that begins after it is asked for.
   *
   * @param isFull from the first entry, not from where the books were found clean
   * @param isJoining the one that is under way will do, where there is one
   */
  reconcile(isFull: boolean, isJoining?: boolean): Promise<BooksRun>;
  /** Closes the day before today, with those before it that are not closed; or waits for the close that is under way. */
  close(change: Change): Promise<Result<StoredClose, BooksRefusal>>;
  /** Lets cash-outs go on. */
  release(change: Change): Promise<Result<void, BooksRefusal>>;
  standing(): Promise<BooksStanding>;
  gauges(): BooksGauges;
  /** Looks after the books by itself from now on. */
  start(): void;
  /** Nothing is under way afterwards. */
  stop(): Promise<void>;
}
