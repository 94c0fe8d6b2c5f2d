/**
 * The books of a running room: reconciled every five minutes and whenever somebody asks, closed once a day, and cash-outs blocked while a
 * chip may be out of its place.
 *
 * One thing is done at a time. What a run has found clean, the next one goes on from.
 * @see rules/LEDGER.md LEDGER-44 to LEDGER-51, runbooks/reconciliation.md
 */
import { type Clock, err, type Ids, ok, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import { type DayNo, type Difference, isAboutChips } from '@aboveboard/ledger';
import { addAudit, closesAfter, type Db, lastClose, type StoredClose } from '@aboveboard/storage';
import type { FailPoints, Findings } from '../ports.ts';
import { audited } from '../work/desk/audited.ts';
import type { Change } from '../work/desk/desk-types.ts';
import { type BooksMark, FROM_THE_FIRST, markOfLastClose } from './books-mark.ts';
import { type BooksRun, type BooksRuns, booksRuns, isSoundAgain, keepRun } from './books-runs.ts';
import { type CashOutBlock, cashOutBlock, unblockCashOuts } from './cash-out-block.ts';
import { checkBooks } from './check-books.ts';
import { type CloseRefusal, closeBooks, dayToClose } from './close-books.ts';
import { type BooksKey, dateOf, pageText } from './signed-page.ts';
import type { Walk } from './walk.ts';

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
  readonly code: CloseRefusal['code'] | 'NOT_BLOCKED' | 'NOT_CLEAN';
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

const EVERY_MS = 5 * 60_000;
/** After a start, events that were left lying are told first. */
const FIRST_AFTER_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

export function createBooksDesk(ports: BooksPorts): BooksDesk {
  const { db, clock, scheduler } = ports;
  const audit = audited(ports);
  let mark: BooksMark | null = null;
  let known: { readonly runs: BooksRuns; readonly isBlocked: boolean; readonly closedDay: DayNo | null } | null = null;
  let underWay: UnderWay | null = null;
  let isOver = false;
  let timer: Timer | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const waiting = new Map<boolean, Promise<BooksRun>>();
  const running = new Map<boolean, Promise<BooksRun>>();
  let closing: Promise<Result<StoredClose, BooksRefusal>> | null = null;

  const inTurn = <T>(what: UnderWay['what'], work: (walk: Walk) => Promise<T>): Promise<T> => {
    const done = turn.then(async () => {
      underWay = { what, done: 0, of: 0 };
      try {
        return await work(walkOf(what));
      } finally {
        underWay = null;
      }
    });
    turn = done.catch(() => {});
    return done;
  };
  const walkOf = (what: UnderWay['what']): Walk => ({
    breathe: async () => {
      await new Promise<void>((resolve) => scheduler.after(0, resolve));
      if (isOver) throw new Error('the room is stopping');
    },
    progress: (done, of) => {
      underWay = { what, done, of };
    },
  });
  const learn = async (): Promise<void> => {
    const { runs, block, lastClose: last } = await standing();
    known = { runs, isBlocked: block !== null, closedDay: last?.day ?? null };
  };
  const standing = async (): Promise<BooksStanding> => ({
    underWay,
    runs: await booksRuns(db.reader),
    block: await cashOutBlock(db.reader),
    lastClose: await lastClose(db.reader),
  });
  const tell = ({ kind, differences }: BooksRun): void => {
    if (differences.length === 0) return;
    const consequence = differences.some(isAboutChips) ? '; cash-outs are blocked' : '';
    const detail = `${kind} reconciliation: ${countsOf(differences)}${consequence}; see runbooks/reconciliation.md`;
    ports.findings.report({ code: 'BOOKS_DIFFER', tableId: '', handNo: null, detail });
  };

  const run = async (isFull: boolean, walk: Walk): Promise<BooksRun> => {
    const startedMs = clock.nowMs();
    const checked = await db.snapshot(async (reader) => {
      const from = isFull ? FROM_THE_FIRST : (mark ?? (await markOfLastClose(reader)));
      return checkBooks(reader, from, startedMs, walk);
    });
    const { differences } = checked;
    const one = { kind: isFull ? ('full' as const) : ('recent' as const), startedMs, endedMs: clock.nowMs(), differences };
    const kept = await db.transaction(async (trx) => ok(await keepRun(trx, one, checked)));
    if (!differences.some(isAboutChips)) mark = checked.mark;
    await learn();
    const last = kept.ok && kept.value.last;
    if (!last) throw new Error('a run was not kept');
    tell(last);
    return last;
  };
  const reconcile = (isFull: boolean, isJoining = false): Promise<BooksRun> => {
    const asked = (isJoining && running.get(isFull)) || waiting.get(isFull);
    if (asked) return asked;
    const done = inTurn(isFull ? 'full' : 'recent', async (walk) => {
      waiting.delete(isFull);
      running.set(isFull, done);
      try {
        return await run(isFull, walk);
      } finally {
        running.delete(isFull);
      }
    });
    waiting.set(isFull, done);
    return done;
  };

  const closeOnce = (begin: () => Promise<Result<StoredClose, BooksRefusal>>) => {
    closing ??= begin().finally(() => {
      closing = null;
    });
    return closing;
  };
  const close = (): Promise<Result<StoredClose, BooksRefusal>> =>
    inTurn('close', async (walk) => {
      const startedMs = clock.nowMs();
      let last: BooksRun | null = null;
      const closed = await closeBooks({
        ...ports,
        ...{ nowMs: startedMs, walk },
        closing: async (trx, { report: { differences }, checked }) => {
          const kept = await keepRun(trx, { kind: 'close', startedMs, endedMs: clock.nowMs(), differences }, checked);
          last = kept.last;
        },
      });
      if (!closed.ok) return err(refusalOf(closed.error));
      await learn();
      if (last !== null) tell(last);
      await writePages(ports, closed.value.close.day - 1);
      return ok(closed.value.close);
    });

  const look = async (): Promise<void> => {
    try {
      await reconcile(false);
      if ((await dayToClose(db.reader, clock.nowMs())).ok) await closeOnce(close);
      await writePages(ports, -1);
    } catch (error) {
      if (!isOver) ports.failed(error);
    }
    if (!isOver) timer = scheduler.after(EVERY_MS, () => void look());
  };

  return {
    reconcile,
    standing,
    close: (change) =>
      closeOnce(() =>
        audit(change, { action: 'books.close', subject: 'books' }, async () => {
          const value = await close();
          return { value, outcome: value.ok ? { day: dateOf(value.value.day) } : { refused: value.error.code } };
        }),
      ),
    release: async (change) => {
      const released = await release(ports, change);
      await learn();
      return released;
    },
    gauges: () => ({
      differences: known?.runs.last?.differences.length ?? null,
      cleanAgeMs: known?.runs.lastCleanMs == null ? null : clock.nowMs() - known.runs.lastCleanMs,
      isBlocked: known?.isBlocked ?? null,
      closeAgeMs: known?.closedDay == null ? null : clock.nowMs() - (known.closedDay + 1) * DAY_MS,
    }),
    start() {
      learn().catch(ports.failed);
      timer = scheduler.after(FIRST_AFTER_MS, () => void look());
    },
    async stop() {
      isOver = true;
      timer?.cancel();
      await turn;
    },
  };
}

/** With its entry in the audit log, in one transaction. */
function release({ db, clock }: BooksPorts, { who, why }: Change): Promise<Result<void, BooksRefusal>> {
  return db.transaction<void, BooksRefusal>(async (trx) => {
    const block = await cashOutBlock(trx);
    if (block === null) return err({ code: 'NOT_BLOCKED', message: 'Cash-outs are not blocked; there is nothing to release.' });
    const runs = await booksRuns(trx);
    if (!isSoundAgain(runs)) return err({ code: 'NOT_CLEAN', message: NOT_CLEAN });
    await unblockCashOuts(trx);
    await addAudit(trx, {
      ...{ atMs: clock.nowMs(), actorKind: who.kind, actor: who.name, why },
      action: 'books.release',
      subject: 'cash-outs',
      details: { ...(who.principalId !== undefined && { principalId: who.principalId }), ...block, cleanRun: runs.fullSoundNo },
    });
    return ok(undefined);
  });
}

const NOT_CLEAN =
  'The books have not been found clean from the first entry on since a difference was found. Mend what is named (runbooks/reconciliation.md), then run: npx aboveboard reconcile --full';

/** Those that are in the database and not in a file: after a crash between the two, and after a restore. */
async function writePages({ db, pages }: BooksPorts, afterDay: DayNo): Promise<void> {
  for (let last = afterDay; ; ) {
    const page = await closesAfter(db.reader, last, PAGES_AT_ONCE);
    for (const close of page) if (!(await pages.has(dateOf(close.day)))) await pages.write(dateOf(close.day), pageText(close));
    const end = page.at(-1);
    if (end === undefined) return;
    last = end.day;
  }
}

const PAGES_AT_ONCE = 50;

function refusalOf(refusal: CloseRefusal): BooksRefusal {
  const message =
    refusal.code === 'CLOSED_ALREADY'
      ? `The books are closed up to ${dateOf(refusal.day)}, the last day that is over (UTC); a day is closed once.`
      : 'There is nothing to close: no day is over (UTC) on which there was anything to book.';
  return { code: refusal.code, message };
}

/** `ESCROW_NOT_STACK 2, SUM_NOT_ZERO 1`. */
function countsOf(differences: readonly Difference[]): string {
  const counts = new Map<string, number>();
  for (const { code } of differences) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');
}
