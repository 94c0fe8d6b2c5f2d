/** What reconciliation can find, in chips. Each is a bug, a damaged database, or something a person has left undone. */
import type { AccountId } from '../chart/accounts.ts';
import type { Currency } from '../chart/currency.ts';

export type Difference =
  /** Credits less debits of all accounts of a currency. */
  | { readonly code: 'SUM_NOT_ZERO'; readonly currency: Currency; readonly sum: number }
  /** An account on the side on which it may not be. */
  | { readonly code: 'OVERDRAWN'; readonly account: AccountId; readonly balance: number }
  | { readonly code: 'BALANCE_NOT_POSTED'; readonly account: AccountId; readonly balance: number; readonly posted: number }
  | { readonly code: 'ESCROW_NOT_STACK'; readonly account: AccountId; readonly escrow: number; readonly stack: number }
  | { readonly code: 'HAND_NOT_SETTLED' | 'HAND_SETTLED_TWICE' | 'SETTLED_WITHOUT_HAND'; readonly key: string }
  /** Chips in the pots of a table at which no hand is played. */
  | { readonly code: 'POT_NOT_EMPTY'; readonly tableId: string; readonly pot: number }
  /** Chips in a pool of a tournament that is over. */
  | { readonly code: 'POOL_NOT_EMPTY'; readonly account: AccountId; readonly balance: number }
  /** What is set aside is not what the pending reservations come to. */
  | {
      readonly code: 'RESERVED_NOT_PENDING';
      readonly account: AccountId;
      readonly side: 'leaving' | 'coming';
      readonly reserved: number;
      readonly pending: number;
    }
  /** Less than nothing is left of an account after what is set aside. */
  | { readonly code: 'RESERVED_NOT_COVERED'; readonly account: AccountId; readonly available: number }
  /** Nobody has answered for too long, or has written down that its time is over. */
  | { readonly code: 'STALE_PENDING'; readonly pending: string; readonly sinceMs: number }
  | { readonly code: 'SUSPENSE_NOT_CLEARED'; readonly account: AccountId; readonly balance: number }
  /** So many entries are there of these numbers of the journal, which should have one each. */
  | { readonly code: 'JOURNAL_NOT_WHOLE'; readonly firstNo: number; readonly lastNo: number; readonly entries: number }
  /** Events that nobody was told of in time, one of them since then. */
  | { readonly code: 'OUTBOX_LAG'; readonly events: number; readonly sinceMs: number }
  /** What moved since the last close does not lead from its balances to these. */
  | {
      readonly code: 'CLOSE_NOT_CONTINUOUS';
      readonly account: AccountId;
      readonly expected: number;
      readonly balance: number;
    };

/** What waits for a person or a process, and says nothing against any balance. */
const OVERDUE: ReadonlySet<Difference['code']> = new Set(['STALE_PENDING', 'OUTBOX_LAG']);

/** Whether some chips may not be where the books have them: then none should leave. */
export function isAboutChips({ code }: Pick<Difference, 'code'>): boolean {
  return !OVERDUE.has(code);
}
