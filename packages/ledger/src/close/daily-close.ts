/**
 * The daily close: what the journal did since the last one, on one page that can be signed.
 *
 * It covers the journal up to a number, not up to a time, so that nothing can be booked into a day that is closed. The entries
 * are taken in one after the other, since a day may hold millions; the page says where the books began, what moved, where they
 * ended, and the hash that binds all of it to every day before.
 */
import { assert } from '@aboveboard/kit';
import { type MovedLeg, movedLegs } from '../book/legs.ts';
import type { StepId } from '../book/linked-batch.ts';
import type { Reservation } from '../book/reservation.ts';
import { type AccountId, type AccountKind, accountOf, currencyOf } from '../chart/accounts.ts';
import type { Currency } from '../chart/currency.ts';
import type { DayNo } from '../grants/freeroll-policy.ts';
import type { Reason } from '../posting/leg.ts';
import type { Difference } from '../reconcile/difference.ts';
import { CHAIN_START, type ChainHash, chained, type JournalEvent } from './hash-chain.ts';
import { type TrialBalance, trialBalances } from './trial-balance.ts';

/** Where a close stopped: what the next one begins with. */
export interface CloseMark {
  readonly day: DayNo;
  /** Number of the last entry of the journal that is closed; 0: none. */
  readonly lastEntryNo: number;
  readonly head: ChainHash;
  readonly balances: ReadonlyMap<AccountId, number>;
}

/** Before the first close of all. */
export const NEVER_CLOSED: CloseMark = { day: -1, lastEntryNo: 0, head: CHAIN_START, balances: new Map() };

/** What moved for one reason: how often, and how many chips. */
export interface ReasonRow {
  readonly currency: Currency;
  readonly reason: Reason;
  readonly moves: number;
  readonly chips: number;
}

/** How a kind of account came from the last close to this one: `closing = opening − debits + credits`. */
export interface MovementRow {
  readonly currency: Currency;
  readonly kind: AccountKind;
  readonly opening: number;
  readonly debits: number;
  readonly credits: number;
  readonly closing: number;
}

export interface CloseReport {
  readonly version: 1;
  readonly day: DayNo;
  /** Numbers of its entries in the journal; the first is one greater than the last when there are none. */
  readonly firstEntryNo: number;
  readonly lastEntryNo: number;
  readonly previousHead: ChainHash;
  readonly head: ChainHash;
  readonly trialBalances: readonly TrialBalance[];
  readonly movements: readonly MovementRow[];
  readonly reasons: readonly ReasonRow[];
  /** Empty, or chips must not leave the room until a person has looked. */
  readonly differences: readonly Difference[];
  /** On the first page that another key has signed: public keys, lower-case hex. */
  readonly newKey?: { readonly previous: string; readonly next: string };
}

export interface OpenClose {
  /** Takes in the next entry of the journal. @param reservationOf what its commits moved */
  take(event: JournalEvent, reservationOf: (id: StepId) => Reservation | undefined): void;
  /**
   * @param balances as booked after exactly these entries
   * @param found what reconciliation found at the same moment
   * @param newKey where another key signs than signed the page before
   */
  finish(
    balances: ReadonlyMap<AccountId, number>,
    found: readonly Difference[],
    newKey?: CloseReport['newKey'],
  ): { readonly report: CloseReport; readonly mark: CloseMark };
}

/** Opens the close of a day that begins where another stopped. Days without a close in between are closed with it. */
export function openClose(day: DayNo, previous: CloseMark): OpenClose {
  assert(Number.isSafeInteger(day) && day > previous.day, `day ${day} is closed already, up to ${previous.day}`);
  const moved = { debits: new Map<AccountId, number>(), credits: new Map<AccountId, number>() };
  const reasons = new Map<string, ReasonRow>();
  let { head, lastEntryNo } = previous;
  return {
    take(event, reservationOf) {
      head = chained(head, event);
      lastEntryNo++;
      if (event.kind !== 'posted') return;
      for (const leg of movedLegs(event.batch, reservationOf)) {
        add(moved.debits, leg.debit, leg.amount);
        add(moved.credits, leg.credit, leg.amount);
        addReason(reasons, leg);
      }
    },
    finish(balances, found, newKey) {
      const movements = movementsOf(previous.balances, moved, balances);
      const report: CloseReport = {
        version: 1,
        day,
        firstEntryNo: previous.lastEntryNo + 1,
        lastEntryNo,
        previousHead: previous.head,
        head,
        trialBalances: trialBalances(balances),
        movements,
        reasons: [...reasons].sort(byName).map(([, row]) => row),
        differences: [...found, ...breaksIn(previous.balances, moved, balances)],
        ...(newKey && { newKey: { previous: newKey.previous, next: newKey.next } }),
      };
      return { report, mark: { day, lastEntryNo, head, balances } };
    },
  };
}

/** The page as it is signed and hashed: JSON, its fields in one order. */
export function closeText(report: CloseReport): string {
  return `${JSON.stringify(report)}\n`;
}

type Moved = { readonly debits: ReadonlyMap<AccountId, number>; readonly credits: ReadonlyMap<AccountId, number> };
type Balances = ReadonlyMap<AccountId, number>;

function add(sums: Map<AccountId, number>, account: AccountId, chips: number): void {
  const sum = (sums.get(account) ?? 0) + chips;
  assert(Number.isSafeInteger(sum), `more chips moved through ${account} in a day than can be counted`);
  sums.set(account, sum);
}

function addReason(reasons: Map<string, ReasonRow>, { debit, reason, amount }: MovedLeg): void {
  const currency = currencyOf(debit);
  const key = `${currency} ${reason}`;
  const row = reasons.get(key) ?? { currency, reason, moves: 0, chips: 0 };
  reasons.set(key, { ...row, moves: row.moves + 1, chips: row.chips + amount });
}

function movementsOf(opening: Balances, moved: Moved, closing: Balances): readonly MovementRow[] {
  const rows = new Map<string, MovementRow>();
  for (const account of accountsIn(opening, moved, closing)) {
    const currency = currencyOf(account);
    const { kind } = accountOf(account);
    const key = `${currency} ${kind}`;
    const row = rows.get(key) ?? { currency, kind, opening: 0, debits: 0, credits: 0, closing: 0 };
    rows.set(key, {
      ...row,
      opening: row.opening + (opening.get(account) ?? 0),
      debits: row.debits + (moved.debits.get(account) ?? 0),
      credits: row.credits + (moved.credits.get(account) ?? 0),
      closing: row.closing + (closing.get(account) ?? 0),
    });
  }
  return [...rows].sort(byName).map(([, row]) => row);
}

/** Accounts whose balance is not where the entries lead. */
function breaksIn(opening: Balances, moved: Moved, closing: Balances): readonly Difference[] {
  return accountsIn(opening, moved, closing).flatMap((account) => {
    const change = (moved.credits.get(account) ?? 0) - (moved.debits.get(account) ?? 0);
    const expected = (opening.get(account) ?? 0) + change;
    const balance = closing.get(account) ?? 0;
    return expected === balance ? [] : [{ code: 'CLOSE_NOT_CONTINUOUS' as const, account, expected, balance }];
  });
}

function accountsIn(opening: Balances, moved: Moved, closing: Balances): readonly AccountId[] {
  const all = new Set([...opening.keys(), ...moved.debits.keys(), ...moved.credits.keys(), ...closing.keys()]);
  return [...all].sort();
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
