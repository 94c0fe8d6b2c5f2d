/**
 * What one person proposes and another approves: chips set aside until somebody else says yes.
 *
 * A proposal is a batch of reservations that need a second person; the yes commits all of them, the no lets all go. Each has a key
 * made from the proposal's, so it is said once. That the second is another person is held by the ledger itself (LEDGER-26), whoever
 * calls; that they may approve at all is for the caller to see to.
 */
import { assert } from '@aboveboard/kit';
import { type LinkedBatch, linkedBatch, type Step, stepId } from '../book/linked-batch.ts';
import type { AccountId } from '../chart/accounts.ts';
import { walletOf } from '../chart/accounts.ts';
import { type Amount, amount, type Reason } from '../posting/leg.ts';

/** Chips to move, before anybody agreed. */
export interface Move {
  readonly debit: AccountId;
  readonly credit: AccountId;
  readonly amount: Amount;
}

export interface Proposal {
  readonly key: string;
  /** Id of the principal who proposes. */
  readonly by: string;
  readonly moves: readonly Move[];
  readonly reason: Reason;
  readonly expiresAtMs: number | null;
  readonly atMs: number;
}

/** Who answers a proposal, and when. */
export interface Answer {
  readonly by: string;
  readonly atMs: number;
}

/** Sets aside what is proposed. Refused as any batch is: what is not there cannot be promised. */
export function propose({ key, by, moves, reason, expiresAtMs, atMs }: Proposal): LinkedBatch {
  assert(moves.length > 0, `nothing is proposed by ${key}`);
  const steps = moves.map((move): Step => ({ kind: 'reserve', ...move, reason, expiresAtMs, approval: 'second-person' }));
  return linkedBatch({ key, by, atMs }, steps);
}

/** Moves all that a proposal set aside. */
export function approve(proposal: LinkedBatch, { by, atMs }: Answer): LinkedBatch {
  const steps = pendingsOf(proposal).map((pending): Step => ({ kind: 'commit', pending, amount: null }));
  return linkedBatch({ key: `approve:${proposal.key}`, by, atMs }, steps);
}

/** Lets go of all that a proposal set aside; its maker may, too. */
export function reject(proposal: LinkedBatch, { by, atMs }: Answer): LinkedBatch {
  const steps = pendingsOf(proposal).map((pending): Step => ({ kind: 'rollback', pending }));
  return linkedBatch({ key: `reject:${proposal.key}`, by, atMs }, steps);
}

/** A player wants to give chips to another. */
export interface TransferRequest {
  readonly from: string;
  readonly to: string;
  readonly requestId: string;
  readonly amount: number;
  readonly expiresAtMs: number;
  readonly atMs: number;
}

/** Wallet → wallet, set aside until an approver agrees: chips given away are what cheating together is made of. */
export function requestTransfer(request: TransferRequest): LinkedBatch {
  const { from, to, requestId, expiresAtMs, atMs } = request;
  const move = { debit: walletOf(from), credit: walletOf(to), amount: amount(request.amount) };
  return propose({ key: `transfer:${from}:${requestId}`, by: from, moves: [move], reason: 'transfer', expiresAtMs, atMs });
}

function pendingsOf(proposal: LinkedBatch): readonly string[] {
  return proposal.steps.map((step, at) => {
    assert(step.kind === 'reserve', `${proposal.key} is no proposal`);
    return stepId(proposal, at);
  });
}
