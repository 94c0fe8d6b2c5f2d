/**
 * A hand's chips: what it did to the stacks as one batch, under the table and the number of the hand.
 */
import { assert } from '@aboveboard/kit';
import { type LinkedBatch, transferBatch } from '../book/linked-batch.ts';
import { escrowOf, FEES, RAKE } from '../chart/accounts.ts';
import type { Leg, Reason } from './leg.ts';
import { pairUp } from './pair-up.ts';

/** What a hand did to one player's stack: positive won, negative lost, in chips. */
export interface HandDelta {
  readonly playerId: string;
  readonly delta: number;
}

export interface HandSettlement {
  readonly tableId: string;
  readonly handNo: number;
  /** Each player dealt in, once, in any order; together minus rake and fee. */
  readonly deltas: readonly HandDelta[];
  readonly rake: number;
  /** What the room charges for the hand beside the rake; none when left out. */
  readonly fee?: number;
  readonly atMs: number;
}

/** The key under which a hand is settled, once for ever. */
export function handKey(tableId: string, handNo: number): string {
  assert(Number.isSafeInteger(handNo) && handNo >= 0, `not a hand number: ${handNo}`);
  return `hand:${tableId}:${handNo}`;
}

/**
 * Settles a hand: losers' escrow → winners' escrow, rake and fees.
 *
 * Which loser pays which winner means nothing at the table, but must come out the same from any retry: players go by name,
 * each loser pays the first winner not yet paid in full, and what the room takes comes last, the rake first.
 *
 * It is fenced by the epoch of the table's owner. That is no part of its content, so a successor who settles the same hand again
 * finds it settled; other content under the same key is an alarm: the table stops.
 */
export function handSettlement(hand: HandSettlement, epoch: number): LinkedBatch {
  const deltas = [...hand.deltas].sort((a, b) => (a.playerId < b.playerId ? -1 : 1));
  const fee = hand.fee ?? 0;
  assertBalanced(deltas, hand.rake, fee);
  const payers = deltas
    .filter(({ delta }) => delta < 0)
    .map(({ playerId, delta }) => ({ account: escrowOf(hand.tableId, playerId), chips: -delta }));
  const winners = deltas
    .filter(({ delta }) => delta > 0)
    .map(({ playerId, delta }) => ({ account: escrowOf(hand.tableId, playerId), chips: delta, reason: 'hand' as Reason }));
  const room = [
    { account: RAKE, chips: hand.rake, reason: 'rake' as Reason },
    { account: FEES, chips: fee, reason: 'fee' as Reason },
  ];
  const legs = pairUp(payers, [...winners, ...room]).map(
    ({ payer, payee, amount }): Leg => ({ debit: payer, credit: payee.account, amount, reason: payee.reason }),
  );
  const fence = { tableId: hand.tableId, epoch };
  return transferBatch({ key: handKey(hand.tableId, hand.handNo), atMs: hand.atMs, fence }, legs);
}

/**
 * What stands in the books for a hand that ends with stacks as before it, where something else was booked under its own key and taken
 * back: that key is used up.
 */
export function handRefund({ tableId, handNo, atMs }: Omit<HandSettlement, 'deltas' | 'rake'>, epoch: number): LinkedBatch {
  const key = `refund:${handKey(tableId, handNo)}`;
  return transferBatch({ key, atMs, fence: { tableId, epoch } }, []);
}

function assertBalanced(deltas: readonly HandDelta[], rake: number, fee: number): void {
  assert(Number.isSafeInteger(rake) && rake >= 0, `not a rake: ${rake}`);
  assert(Number.isSafeInteger(fee) && fee >= 0, `not a fee: ${fee}`);
  let sum = 0;
  for (const [i, { playerId, delta }] of deltas.entries()) {
    assert(Number.isSafeInteger(delta), `not a whole number of chips: ${delta} of ${playerId}`);
    assert(playerId !== deltas[i + 1]?.playerId, `${playerId} is settled twice in one hand`);
    sum += delta;
  }
  assert(sum === -rake - fee, `a hand makes or loses chips: deltas sum to ${sum}, rake is ${rake}, fee ${fee}`);
}
