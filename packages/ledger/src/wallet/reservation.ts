/**
 * Chips of a wallet set aside for something that is not certain yet: a seat being kept, a place in a tournament.
 *
 * The keys of both answers are made from the reservation's id, so a repeated answer exists and a contradicting one is told.
 */
import { type LinkedBatch, linkedBatch, type StepId, stepId } from '../book/linked-batch.ts';
import { type AccountId, walletOf } from '../chart/accounts.ts';
import { amount } from '../posting/leg.ts';

export interface ReserveRequest {
  readonly playerId: string;
  readonly requestId: string;
  /** Where the chips will go. */
  readonly to: AccountId;
  readonly amount: number;
  readonly expiresAtMs: number | null;
  readonly atMs: number;
}

export function reserveChips(request: ReserveRequest): LinkedBatch {
  const { playerId, requestId, to, expiresAtMs, atMs } = request;
  return linkedBatch({ key: `reserve:${playerId}:${requestId}`, atMs }, [
    {
      kind: 'reserve',
      debit: walletOf(playerId),
      credit: to,
      amount: amount(request.amount),
      reason: 'reserve',
      expiresAtMs,
      approval: 'none',
    },
  ]);
}

/** The id under which `commitReserved` and `rollbackReserved` know what a batch of `reserveChips` set aside. */
export function reservedBy(batch: LinkedBatch): StepId {
  return stepId(batch, 0);
}

/** @param chips how many of those reserved; null: all. What is left over goes back to the wallet at once (LEDGER-24). */
export function commitReserved(pending: StepId, chips: number | null, atMs: number): LinkedBatch {
  const part = chips === null ? null : amount(chips);
  return linkedBatch({ key: `commit:${pending}`, atMs }, [{ kind: 'commit', pending, amount: part }]);
}

export function rollbackReserved(pending: StepId, atMs: number): LinkedBatch {
  return linkedBatch({ key: `rollback:${pending}`, atMs }, [{ kind: 'rollback', pending }]);
}
