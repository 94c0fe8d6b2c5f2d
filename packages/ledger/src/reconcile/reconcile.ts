/**
 * Reconciliation: do the books agree with themselves and with the tables?
 *
 * It reads and compares only. What it finds is a bug or a damaged database, and is for a person to judge; an empty list is
 * the proof that no chip was made or lost.
 */
import { assert } from '@aboveboard/kit';
import { type AccountId, accountOf, escrowOf } from '../chart/accounts.ts';
import { mayBeOverdrawn } from '../chart/classes.ts';
import { handKey } from '../posting/settle-hand.ts';

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

/** One disagreement, in chips. */
export type Difference =
  | { readonly code: 'SUM_NOT_ZERO'; readonly sum: number }
  | { readonly code: 'OVERDRAWN'; readonly account: AccountId; readonly balance: number }
  | { readonly code: 'BALANCE_NOT_POSTED'; readonly account: AccountId; readonly balance: number; readonly posted: number }
  | { readonly code: 'ESCROW_NOT_STACK'; readonly account: AccountId; readonly escrow: number; readonly stack: number }
  | { readonly code: 'HAND_NOT_SETTLED'; readonly key: string }
  | { readonly code: 'SETTLED_WITHOUT_HAND'; readonly key: string };

export function reconcile(books: Books): readonly Difference[] {
  return [...sumDifferences(books), ...accountDifferences(books), ...escrowDifferences(books), ...handDifferences(books)];
}

function sumDifferences({ balances }: Books): Difference[] {
  let sum = 0;
  for (const balance of balances.values()) {
    sum += balance;
    assert(Number.isSafeInteger(sum), 'the books hold more chips than can be counted exactly');
  }
  return sum === 0 ? [] : [{ code: 'SUM_NOT_ZERO', sum }];
}

function accountDifferences({ balances, posted }: Books): Difference[] {
  const found: Difference[] = [];
  for (const account of new Set([...balances.keys(), ...posted.keys()])) {
    const balance = balances.get(account) ?? 0;
    const sum = posted.get(account) ?? 0;
    if (balance < 0 && !mayBeOverdrawn(account)) found.push({ code: 'OVERDRAWN', account, balance });
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
  return [
    ...[...ended].filter((key) => !settled.has(key)).map((key) => ({ code: 'HAND_NOT_SETTLED' as const, key })),
    ...[...settled].filter((key) => !ended.has(key)).map((key) => ({ code: 'SETTLED_WITHOUT_HAND' as const, key })),
  ];
}
