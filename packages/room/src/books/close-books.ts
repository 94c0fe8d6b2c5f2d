/**
 * The daily close: income and expenses go to the house, the day's entries are hashed on from the last close, all of it is reconciled, and the
 * page is signed and kept.
 *
 * It can be cut short anywhere and begun again: the closing entries are posted once by their key, and the page, with where it stopped, is
 * one transaction. Its file is written after that, and whenever it is missing.
 * @see rules/LEDGER.md LEDGER-39, LEDGER-40, LEDGER-50, LEDGER-51
 */
import { toHex } from '@aboveboard/fairness';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import {
  type AccountId,
  type Balances,
  type CloseMark,
  type CloseReport,
  closeText,
  closingEntries,
  currencyOf,
  type DayNo,
  dayOf,
  NEVER_CLOSED,
  openClose,
  sideOf,
} from '@aboveboard/ledger';
import {
  type Db,
  findBatch,
  firstBatchMs,
  insertClose,
  lastClose,
  postBatch,
  type Reader,
  roomAccounts,
  type StoredClose,
  type Trx,
} from '@aboveboard/storage';
import type { FailPoints } from '../ports.ts';
import { type BooksMark, markOfLastClose } from './books-mark.ts';
import { type CheckedBooks, checkBooks } from './check-books.ts';
import { eachEntry } from './journal-pages.ts';
import { announcedKey, forgetAnnounced } from './key-change.ts';
import { type BooksKey, signReport } from './signed-page.ts';
import type { Walk } from './walk.ts';

export type CloseRefusal =
  /** The day before today is closed; `day` is the last that is. */
  | { readonly code: 'CLOSED_ALREADY'; readonly day: DayNo }
  /** No day is over on which there was anything to book. */
  | { readonly code: 'NOTHING_TO_CLOSE' };

export interface ClosePorts {
  readonly db: Db;
  readonly nowMs: number;
  /** Opens the key; makes it where no close was ever signed. */
  readonly booksKey: (mayMake: boolean) => BooksKey;
  readonly failPoints: FailPoints;
  readonly walk: Walk;
  /** In the transaction that keeps the close. */
  readonly closing: (trx: Trx, close: ClosedDay) => Promise<void>;
}

export interface ClosedDay {
  readonly close: StoredClose;
  readonly report: CloseReport;
  readonly checked: CheckedBooks;
}

/** The day that is to be closed now: the one before today, with all before it that are not. */
export async function dayToClose(reader: Reader, nowMs: number): Promise<Result<DayNo, CloseRefusal>> {
  const yesterday = dayOf(nowMs) - 1;
  const last = await lastClose(reader);
  if (last !== null) return last.day < yesterday ? ok(yesterday) : err({ code: 'CLOSED_ALREADY', day: last.day });
  const firstMs = await firstBatchMs(reader);
  return firstMs !== null && dayOf(firstMs) <= yesterday ? ok(yesterday) : err({ code: 'NOTHING_TO_CLOSE' });
}

export async function closeBooks(ports: ClosePorts): Promise<Result<ClosedDay, CloseRefusal>> {
  const { db, nowMs, failPoints } = ports;
  const day = await dayToClose(db.reader, nowMs);
  if (!day.ok) return day;
  const previous = await lastClose(db.reader);
  const key = ports.booksKey(previous === null);
  await postClosingEntries(db, day.value, nowMs);
  await failPoints.hit('after-closing-entries', '');
  const made = await db.snapshot((reader) => makeClose(reader, day.value, key, ports));
  if (made === null) return err({ code: 'CLOSED_ALREADY', day: day.value });
  await failPoints.hit('before-close-commit', '');
  const kept = await db.transaction(async (trx) => {
    const inserted = await insertClose(trx, made.close, previous?.day ?? null, changedSince(made.from, made.checked.mark));
    if (inserted.ok && made.isKeySettled) await forgetAnnounced(trx);
    if (inserted.ok) await ports.closing(trx, made);
    return inserted;
  });
  if (!kept.ok) return err({ code: 'CLOSED_ALREADY', day: day.value });
  await failPoints.hit('after-close-commit', '');
  return ok(made);
}

/** What of a mark is another than it was, and worth writing. */
function changedSince(from: BooksMark, to: BooksMark) {
  const changed = <K>(before: ReadonlyMap<K, number>, now: ReadonlyMap<K, number>): ReadonlyMap<K, number> =>
    new Map([...now].filter(([name, value]) => before.get(name) !== value));
  return { totals: changed(from.posted, to.posted), tables: changed(from.tables, to.tables) };
}

async function postClosingEntries(db: Db, day: DayNo, nowMs: number): Promise<void> {
  const posted = await db.transaction(async (trx) => {
    const accounts = await roomAccounts(trx);
    for (const currency of new Set([...accounts.keys()].map(currencyOf))) {
      const batch = closingEntries(day, currency, (account) => availableOf(account, accounts.get(account)), nowMs);
      // A close that was cut short has posted them, and what came in since then is for the next one.
      if (batch.steps.length === 0 || (await findBatch(trx, batch.key)) !== null) continue;
      const answer = await postBatch(trx, batch);
      assert(answer.ok, `the closing entries of day ${day} are refused: ${JSON.stringify(answer)}`);
    }
    return ok(undefined);
  });
  assert(posted.ok, 'closing entries are refused nothing');
}

/** Not set aside; for an expense, below zero. */
function availableOf(id: AccountId, account: Balances | undefined): number {
  if (account === undefined) return 0;
  return sideOf(id) === 'credit' ? account.balance - account.pendingDebits : account.balance + account.pendingCredits;
}

/** Null when somebody else has closed the day in between. */
async function makeClose(reader: Reader, day: DayNo, key: BooksKey, { nowMs, walk }: ClosePorts) {
  const from = await markOfLastClose(reader);
  const previous = await closeMarkOf(reader, from);
  if (previous.day >= day) return null;
  const checked = await checkBooks(reader, from, nowMs, walk);
  const open = openClose(day, previous);
  await eachEntry(reader, previous.lastEntryNo, checked.entryNo, open.take, walk);
  const announced = await announcedKey(reader);
  const signer = toHex(key.publicKey);
  const newKey = announced?.next === signer ? announced : undefined;
  const { report } = open.finish(withoutZeros(checked.balances), checked.differences, newKey);
  const { entryNo: lastEntryNo, hands } = checked;
  const signed = signReport(closeText(report), key);
  const close: StoredClose = { day, lastEntryNo, head: report.head, hands, ...signed, closedMs: nowMs };
  return { close, report, checked, from, isKeySettled: newKey !== undefined || announced?.previous === signer };
}

async function closeMarkOf(reader: Reader, { entryNo, posted }: BooksMark): Promise<CloseMark> {
  const last = await lastClose(reader);
  if (last === null) return NEVER_CLOSED;
  return { day: last.day, lastEntryNo: entryNo, head: last.head, balances: withoutZeros(posted) };
}

/** An account with nothing in it says nothing, and may have had nothing ever: it would be on the page, and not in the journal. */
export function withoutZeros(balances: ReadonlyMap<AccountId, number>): ReadonlyMap<AccountId, number> {
  return new Map([...balances].filter(([, balance]) => balance !== 0));
}
