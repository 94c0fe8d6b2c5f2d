/**
 * The movements of a card room, each as one batch.
 *
 * A key is built from the event it books, never from the time of day: who retries after a crash builds the same key again.
 * `requestId` is the id of the request (a command's own `commandId`, a grant's id), so one request moves chips once.
 */
import { type LinkedBatch, transferBatch } from '../book/linked-batch.ts';
import { type AccountId, BONUS, escrowOf, ISSUANCE, RAKEBACK, walletOf } from '../chart/accounts.ts';
import { amount, type Leg, type Reason } from './leg.ts';

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
export function grant(request: GrantRequest): LinkedBatch {
  return given('grant', ISSUANCE, request);
}

/** Where the keys of a player's grants are among all keys, compared byte by byte: from `first` on and before `end`. */
export function grantKeys(playerId: string): { readonly first: string; readonly end: string } {
  return { first: `grant:${playerId}:`, end: `grant:${playerId};` }; // the semicolon comes next after the colon
}

/** What an account of the room gives a player, once a request. */
function given(reason: Reason, from: AccountId, request: GrantRequest): LinkedBatch {
  const leg: Leg = { debit: from, credit: walletOf(request.playerId), amount: amount(request.amount), reason };
  return transferBatch({ key: `${reason}:${request.playerId}:${request.requestId}`, atMs: request.atMs }, [leg]);
}

/** The room gives a player chips of its own accord: bonus → wallet. */
export function bonus(request: GrantRequest): LinkedBatch {
  return given('bonus', BONUS, request);
}

/** Where the keys of a player's bonuses are among all keys, as those of grants. */
export function bonusKeys(playerId: string): { readonly first: string; readonly end: string } {
  return { first: `bonus:${playerId}:`, end: `bonus:${playerId};` };
}

/** A player gets back a part of the rake of a period: rakeback → wallet. `requestId` is the period. */
export function rakeback(request: GrantRequest): LinkedBatch {
  return given('rakeback', RAKEBACK, request);
}

/** A player sits down: wallet → escrow of the table. */
export function buyIn(request: SeatRequest): LinkedBatch {
  return toTable('buy-in', request);
}

/** A seated player adds to the stack between hands: wallet → escrow of the table. */
export function topUp(request: SeatRequest): LinkedBatch {
  return toTable('top-up', request);
}

/** A player leaves a table with what is left: escrow of the table → wallet. */
export function cashOut(request: SeatRequest): LinkedBatch {
  const leg: Leg = {
    debit: escrowOf(request.tableId, request.playerId),
    credit: walletOf(request.playerId),
    amount: amount(request.amount),
    reason: 'cash-out',
  };
  return transferBatch({ key: seatKey('cash-out', request), atMs: request.atMs }, [leg]);
}

function toTable(reason: 'buy-in' | 'top-up', request: SeatRequest): LinkedBatch {
  const leg: Leg = {
    debit: walletOf(request.playerId),
    credit: escrowOf(request.tableId, request.playerId),
    amount: amount(request.amount),
    reason,
  };
  return transferBatch({ key: seatKey(reason, request), atMs: request.atMs }, [leg]);
}

function seatKey(reason: Reason, request: SeatRequest): string {
  return `${reason}:${request.tableId}:${request.playerId}:${request.requestId}`;
}
