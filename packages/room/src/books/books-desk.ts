/**
 * The books of a running room: reconciled every five minutes and whenever somebody asks, closed once a day, and cash-outs blocked while a
 * chip may be out of its place.
 *
 * One thing is done at a time. What a run has found clean, the next one goes on from.
 * @see rules/LEDGER.md LEDGER-44 to LEDGER-51, runbooks/reconciliation.md
 */
import { err, ok, type Result, type Timer } from '@aboveboard/kit';
import { type DayNo, type Difference, isAboutChips } from '@aboveboard/ledger';
import { lastClose, type StoredClose } from '@aboveboard/storage';
import { audited } from '../work/desk/audited.ts';
import { type BooksMark, FROM_THE_FIRST, markOfLastClose } from './books-mark.ts';
import { type BooksRun, type BooksRuns, booksRuns, keepRun } from './books-runs.ts';
import { cashOutBlock } from './cash-out-block.ts';
import { checkBooks } from './check-books.ts';
import { type CloseRefusal, closeBooks, dayToClose } from './close-books.ts';
import type { BooksDesk, BooksPorts, BooksRefusal, BooksStanding } from './desk-types.ts';
import { releaseCashOuts } from './release-cash-outs.ts';
import { dateOf } from './signed-page.ts';
import { createTurns } from './turns.ts';
import type { Walk } from './walk.ts';
import { writePages } from './write-pages.ts';

const EVERY_MS = 5 * 60_000;
/** After a start, events that were left lying are told first. */
const FIRST_AFTER_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

export function createBooksDesk(ports: BooksPorts): BooksDesk {
  const { db, clock, scheduler } = ports;
  const audit = audited(ports);
  const turns = createTurns(scheduler);
  let mark: BooksMark | null = null;
  let known: { readonly runs: BooksRuns; readonly isBlocked: boolean; readonly closedDay: DayNo | null } | null = null;
  let isOver = false;
  let timer: Timer | null = null;
  const waiting = new Map<boolean, Promise<BooksRun>>();
  const running = new Map<boolean, Promise<BooksRun>>();
  let closing: Promise<Result<StoredClose, BooksRefusal>> | null = null;

  const learn = async (): Promise<void> => {
    const { runs, block, lastClose: last } = await standing();
    known = { runs, isBlocked: block !== null, closedDay: last?.day ?? null };
  };
  const standing = async (): Promise<BooksStanding> => ({
    underWay: turns.underWay(),
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
    const done = turns.inTurn(isFull ? 'full' : 'recent', async (walk) => {
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
    turns.inTurn('close', async (walk) => {
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
      const released = await releaseCashOuts(ports, change);
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
      await turns.stop();
    },
  };
}

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
