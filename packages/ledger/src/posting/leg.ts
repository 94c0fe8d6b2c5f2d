/**
 * Legs: the only way a chip moves.
 *
 * A leg takes from one account exactly what it gives to another, so no posting can change the sum of the books.
 */
import { assert, type Brand } from '@aboveboard/kit';
import type { AccountId } from '../chart/accounts.ts';

/** A whole number of chips that moves: one or more, below 2^53. */
export type Amount = Brand<number, 'Amount'>;

export function amount(n: number): Amount {
  assert(Number.isSafeInteger(n) && n > 0, `not an amount of chips to move: ${n}`);
  return n as Amount;
}

/** Why chips move, for statements and roll-ups. */
export type Reason =
  | 'grant'
  | 'freeroll'
  | 'bonus'
  | 'rakeback'
  | 'buy-in'
  | 'top-up'
  | 'cash-out'
  | 'hand'
  | 'rake'
  | 'fee'
  | 'transfer'
  | 'reserve'
  | 'adjustment'
  | 'entry'
  | 'prize'
  | 'bounty'
  | 'overlay'
  | 'close';

/** Chips leave `debit` and reach `credit`; a balance is the credits of an account less its debits. */
export interface Leg {
  readonly debit: AccountId;
  readonly credit: AccountId;
  readonly amount: Amount;
  readonly reason: Reason;
}
