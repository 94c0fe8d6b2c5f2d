/**
 * Reconciliation: do the books agree with themselves and with the tables?
 *
 * It reads and compares only. What it finds is a bug or a damaged database, and is for a person to judge; an empty list is
 * the proof that no chip was made or lost.
 */
import { assert } from '@aboveboard/kit';
import { type AccountId, accountOf, currencyOf, escrowOf } from '../chart/accounts.ts';
import { isOnItsSide } from '../chart/classes.ts';
import type { Currency } from '../chart/currency.ts';
import { handKey } from '../posting/settle-hand.ts';
import type { Difference } from './difference.ts';

export interface Books {
  /** Every account with its booked balance. */
  readonly balances: ReadonlyMap<AccountId, number>;
  /** The same balances once more, added up from all transfers ever posted. */
  readonly posted: ReadonlyMap<AccountId, number>;
  /** Every stack at a table, between hands or as it was when the hand in play began. */
  readonly stacks: readonly { readonly tableId: string; readonly playerId: string; readonly stack: number }[];
  /** Every hand recorded as ended with chips moved, and the keys of all batches that settle hands. */
  readonly endedHands: readonly { readonly tableId: string; readonly handNo: number }[];
  readonly handKeys: readonly string[];
}

export function reconcile(books: Books): readonly Difference[] {
  return [...sumDifferences(books), ...accountDifferences(books), ...escrowDifferences(books), ...handDifferences(books)];
}

function sumDifferences({ balances }: Books): Difference[] {
  const sums = new Map<Currency, number>();
  for (const [account, balance] of balances) {
    const currency = currencyOf(account);
    const sum = (sums.get(currency) ?? 0) + balance;
    assert(Number.isSafeInteger(sum), 'the books hold more chips than can be counted exactly');
    sums.set(currency, sum);
  }
  return [...sums].flatMap(([currency, sum]) => (sum === 0 ? [] : [{ code: 'SUM_NOT_ZERO' as const, currency, sum }]));
}

function accountDifferences({ balances, posted }: Books): Difference[] {
  const found: Difference[] = [];
  for (const account of new Set([...balances.keys(), ...posted.keys()])) {
    const balance = balances.get(account) ?? 0;
    const sum = posted.get(account) ?? 0;
    if (!isOnItsSide(account, balance)) found.push({ code: 'OVERDRAWN', account, balance });
    if (balance !== sum) found.push({ code: 'BALANCE_NOT_POSTED', account, balance, posted: sum });
  }
  return found;
}

function escrowDifferences({ balances, stacks }: Books): Difference[] {
  const expected = new Map<AccountId, number>();
  for (const account of balances.keys()) if (accountOf(account).kind === 'escrow') expected.set(account, 0);
  for (const { tableId, playerId, stack } of stacks) {
    const account = escrowOf(tableId, playerId);
    expected.set(account, (expected.get(account) ?? 0) + stack);
  }
  return [...expected].flatMap(([account, stack]) => {
    const escrow = balances.get(account) ?? 0;
    return escrow === stack ? [] : [{ code: 'ESCROW_NOT_STACK' as const, account, escrow, stack }];
  });
}

function handDifferences({ endedHands, handKeys }: Books): Difference[] {
  const settled = new Set(handKeys);
  const ended = new Set(endedHands.map((hand) => handKey(hand.tableId, hand.handNo)));
  const seen = new Set<string>();
  const twice = new Set(handKeys.filter((key) => seen.has(key) || !seen.add(key)));
  return [
    ...[...ended].filter((key) => !settled.has(key)).map((key) => ({ code: 'HAND_NOT_SETTLED' as const, key })),
    ...[...twice].map((key) => ({ code: 'HAND_SETTLED_TWICE' as const, key })),
    ...[...settled].filter((key) => !ended.has(key)).map((key) => ({ code: 'SETTLED_WITHOUT_HAND' as const, key })),
  ];
}
