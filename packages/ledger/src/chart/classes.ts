/**
 * What each kind of account is in the books: its class, and the side on which it stays.
 *
 * A balance is credits less debits, so an account of the credit side is never below zero and one of the debit side never above.
 * That is the whole of "no overdraft": a player cannot spend what is not there, and no more can go back to issuance than came
 * out of it.
 */
import { type AccountId, type AccountKind, accountOf } from './accounts.ts';

/**
 * - `asset`: issuance, the room's side of the chips it put out
 * - `liability`: chips the room owes to somebody: wallets, escrow, prize pools, bounties
 * - `income`, `expense`: what the room took and gave away since the last close
 * - `equity`: the house
 * - `control`: suspense, which a person has to clear
 */
export type AccountClass = 'asset' | 'liability' | 'income' | 'expense' | 'equity' | 'control';

export type Side = 'debit' | 'credit';

const CLASS_OF: Readonly<Record<AccountKind, AccountClass>> = {
  wallet: 'liability',
  escrow: 'liability',
  prize: 'liability',
  bounty: 'liability',
  rake: 'income',
  fees: 'income',
  house: 'equity',
  bonus: 'expense',
  freeroll: 'expense',
  rakeback: 'expense',
  issuance: 'asset',
  suspense: 'control',
};

const SIDE_OF: Readonly<Record<AccountClass, Side | 'either'>> = {
  asset: 'debit',
  expense: 'debit',
  liability: 'credit',
  income: 'credit',
  equity: 'credit',
  control: 'either',
};

export function classOf(id: AccountId): AccountClass {
  return CLASS_OF[accountOf(id).kind];
}

/** The side an account's balance stays on. */
export function sideOf(id: AccountId): Side | 'either' {
  return SIDE_OF[classOf(id)];
}

/** Whether the balance may be below zero: the accounts that give chips out, and suspense. */
export function mayBeOverdrawn(id: AccountId): boolean {
  return sideOf(id) !== 'credit';
}

/** Whether a balance, credits less debits, lies on the account's own side; zero always does. */
export function isOnItsSide(id: AccountId, balance: number): boolean {
  const side = sideOf(id);
  return balance === 0 || side === 'either' || (side === 'credit' ? balance > 0 : balance < 0);
}
