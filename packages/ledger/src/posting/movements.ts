/**
 * The movements of a card room, each as one batch.
 *
 * A key is built from the event it books, never from the time of day: who retries after a crash builds the same key again.
 * `requestId` is the id of the request (a command's own `commandId`, a grant's id), so one request moves chips once.
 */
import { assert } from '@aboveboard/kit';
import { escrowOf, ISSUANCE, RAKE, walletOf } from '../chart/accounts.ts';
import { amount, type Batch, batchOf, type Leg, type Reason } from './batch.ts';

export interface GrantRequest {
  readonly playerId: string;
  readonly requestId: string;
  readonly amount: number;
  readonly atMs: number;
}

export interface SeatRequest extends GrantRequest {
  readonly tableId: string;
}

/** New chips: issuance → wallet. */
export function grant(request: GrantRequest): Batch {
  const leg: Leg = {
    debit: ISSUANCE,
    credit: walletOf(request.playerId),
    amount: amount(request.amount),
    reason: 'grant',
  };
  return batchOf(`${grantKeys(request.playerId).first}${request.requestId}`, [leg], request.atMs);
}

/** Where the keys of a player's grants are among all keys, compared byte by byte: from `first` on and before `end`. */
export function grantKeys(playerId: string): { readonly first: string; readonly end: string } {
  return { first: `grant:${playerId}:`, end: `grant:${playerId};` }; // the semicolon comes next after the colon
}

/** A player sits down: wallet → escrow of the table. */
export function buyIn(request: SeatRequest): Batch {
  return toTable('buy-in', request);
}

/** A seated player adds to the stack between hands: wallet → escrow of the table. */
export function topUp(request: SeatRequest): Batch {
  return toTable('top-up', request);
}

/** A player leaves a table with what is left: escrow of the table → wallet. */
export function cashOut(request: SeatRequest): Batch {
  const leg: Leg = {
    debit: escrowOf(request.tableId, request.playerId),
    credit: walletOf(request.playerId),
    amount: amount(request.amount),
    reason: 'cash-out',
  };
  return batchOf(seatKey('cash-out', request), [leg], request.atMs);
}

/** What a hand did to one player's stack: positive won, negative lost, in chips. */
export interface HandDelta {
  readonly playerId: string;
  readonly delta: number;
}

export interface HandSettlement {
  readonly tableId: string;
  readonly handNo: number;
  /** Each player dealt in, once, in any order; together minus the rake. */
  readonly deltas: readonly HandDelta[];
  readonly rake: number;
  readonly atMs: number;
}

/** The key under which a hand is settled, once for ever. */
export function handKey(tableId: string, handNo: number): string {
  assert(Number.isSafeInteger(handNo) && handNo >= 0, `not a hand number: ${handNo}`);
  return `hand:${tableId}:${handNo}`;
}

/**
 * Settles a hand: losers' escrow → winners' escrow and rake.
 *
 * Which loser pays which winner means nothing at the table, but must come out the same from any retry: players go by name,
 * each loser pays the first winner not yet paid in full, and the rake comes last.
 */
export function settleHand(hand: HandSettlement): Batch {
  const deltas = [...hand.deltas].sort((a, b) => (a.playerId < b.playerId ? -1 : 1));
  assertBalanced(deltas, hand.rake);
  const payers = deltas.filter((d) => d.delta < 0).map((d) => ({ ...d, left: -d.delta }));
  const payees = [
    ...deltas
      .filter((d) => d.delta > 0)
      .map((d) => ({ account: escrowOf(hand.tableId, d.playerId), left: d.delta, reason: 'hand' as Reason })),
    ...(hand.rake > 0 ? [{ account: RAKE, left: hand.rake, reason: 'rake' as Reason }] : []),
  ];
  const legs: Leg[] = [];
  for (const payer of payers) {
    const debit = escrowOf(hand.tableId, payer.playerId);
    for (const payee of payees) {
      const paid = Math.min(payer.left, payee.left);
      if (paid === 0) continue;
      legs.push({ debit, credit: payee.account, amount: amount(paid), reason: payee.reason });
      payer.left -= paid;
      payee.left -= paid;
    }
  }
  return batchOf(handKey(hand.tableId, hand.handNo), legs, hand.atMs);
}

function assertBalanced(deltas: readonly HandDelta[], rake: number): void {
  assert(Number.isSafeInteger(rake) && rake >= 0, `not a rake: ${rake}`);
  let sum = 0;
  for (const [i, { playerId, delta }] of deltas.entries()) {
    assert(Number.isSafeInteger(delta), `not a whole number of chips: ${delta} of ${playerId}`);
    assert(playerId !== deltas[i + 1]?.playerId, `${playerId} is settled twice in one hand`);
    sum += delta;
  }
  assert(sum === -rake, `a hand makes or loses chips: deltas sum to ${sum}, rake is ${rake}`);
}

function toTable(reason: 'buy-in' | 'top-up', request: SeatRequest): Batch {
  const leg: Leg = {
    debit: walletOf(request.playerId),
    credit: escrowOf(request.tableId, request.playerId),
    amount: amount(request.amount),
    reason,
  };
  return batchOf(seatKey(reason, request), [leg], request.atMs);
}

function seatKey(reason: Reason, request: SeatRequest): string {
  return `${reason}:${request.tableId}:${request.playerId}:${request.requestId}`;
}
