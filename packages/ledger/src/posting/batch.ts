/**
 * Transfers and batches: the only way a chip moves.
 *
 * A transfer takes from one account exactly what it gives to another, so no posting can change the sum of the books. A
 * batch is posted whole or not at all, once: its key says which event of the room it books, and its content says what the
 * event did, so a retry is told from a contradiction.
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
export interface Transfer {
  /** `<batch key>/<position in the batch>`. */
  readonly id: string;
  readonly debit: AccountId;
  readonly credit: AccountId;
  readonly amount: Amount;
  readonly reason: Reason;
}

export interface Batch {
  readonly key: string;
  /** May be empty: a hand in which nobody won or lost is settled too, once. */
  readonly transfers: readonly Transfer[];
  readonly atMs: number;
}

/** A transfer before it has a place in a batch. */
export type Leg = Omit<Transfer, 'id'>;

/** The id of the transfer at a position of its batch, 0-based. */
export function transferId(batchKey: string, position: number): string {
  return `${batchKey}/${position}`;
}

export function batchOf(key: string, legs: readonly Leg[], atMs: number): Batch {
  assert(key.length > 0 && key.length <= 200, `not a batch key: "${key}"`);
  for (const leg of legs) assert(leg.debit !== leg.credit, `a transfer from ${leg.debit} to itself`);
  return { key, transfers: legs.map((leg, i) => ({ id: transferId(key, i), ...leg })), atMs };
}

/**
 * What a batch does, as text: equal for two batches exactly when they move the same chips for the same reasons in the
 * same order. The time is left out, because a retry comes later and is still the same event.
 */
export function contentOf(batch: Batch): string {
  return JSON.stringify([batch.key, ...batch.transfers.map((t) => [t.debit, t.credit, t.amount, t.reason])]);
}

/** By how much each account changes, accounts in the order of their names, those that come out even left out. */
export function netChanges(batch: Batch): ReadonlyMap<AccountId, number> {
  const net = new Map<AccountId, number>();
  for (const t of batch.transfers) {
    net.set(t.debit, (net.get(t.debit) ?? 0) - t.amount);
    net.set(t.credit, (net.get(t.credit) ?? 0) + t.amount);
  }
  const changed = [...net].filter(([, change]) => change !== 0);
  for (const [account, change] of changed) assert(Number.isSafeInteger(change), `change of ${account} is too large`);
  return new Map(changed.sort(([a], [b]) => (a < b ? -1 : 1)));
}
