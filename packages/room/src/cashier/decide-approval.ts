/**
 * The second person: says yes or no to what somebody else wants, or takes back what they wanted themselves.
 * @see rules/CASHIER.md
 */
import { assert, type Clock, ok } from '@aboveboard/kit';
import { approve, type LinkedBatch, reject } from '@aboveboard/ledger';
import {
  type Approval,
  approvals,
  type Db,
  findApproval,
  findBatch,
  noteDecision,
  type Principal,
  type Trx,
} from '@aboveboard/storage';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';
import { actorId } from './actor.ts';
import { type ApprovalView, approvalViews, movesIn, playersOf, stateOf } from './approval-view.ts';
import { postProposed } from './post-proposed.ts';
import { type CashierResult, no } from './refusal.ts';
import { tellOutcome } from './tell-players.ts';

export interface ApprovalPorts {
  readonly db: Db;
  readonly clock: Clock;
}

export type Verdict = 'approve' | 'reject' | 'withdraw';

export interface Decided {
  readonly approval: ApprovalView;
  /** Whose wallets it may have changed. */
  readonly players: readonly string[];
}

interface Decider {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  /** Null for a player who takes back a wish of their own, which changes nothing of anybody else's. */
  readonly audit: Change | null;
}

/** An operator or approver decides. Said again by the same person, it is answered again. */
export function decideApproval(ports: ApprovalPorts, change: Change, number: number, verdict: Verdict): CashierResult<Decided> {
  const { who, why } = change;
  return decide(ports, { id: actorId(who), name: who.name, why, audit: change }, number, verdict);
}

/** A player takes back a transfer that nobody decided yet. */
export function withdrawTransfer(ports: ApprovalPorts, { id, name }: Principal, number: number): CashierResult<Decided> {
  return decide(ports, { id, name, why: '', audit: null }, number, 'withdraw');
}

function decide({ db, clock }: ApprovalPorts, decider: Decider, number: number, verdict: Verdict): CashierResult<Decided> {
  const atMs = clock.nowMs();
  const by = decider.id;
  return db.transaction(async (trx) => {
    const approval = await findApproval(trx, number);
    if (!approval) return no('APPROVAL_NOT_FOUND', NOT_FOUND);
    if (verdict === 'withdraw' && approval.proposedBy !== by) return no('NOT_YOUR_PROPOSAL', NOT_YOURS);
    const proposal = await findBatch(trx, approval.batchKey);
    assert(proposal, `approval ${number} has no batch`);
    const isSaidAgain = approval.decision?.by === by && (approval.state === 'posted') === (verdict === 'approve');
    if (isSaidAgain) return ok(await decided(trx, approval, proposal, atMs));
    if (approval.state !== 'pending') {
      const state = stateOf(approval, atMs);
      return no('ALREADY_DECIDED', `It was ${state} before, and stays so: who wants it asks anew.`, { state });
    }
    const answer = verdict === 'approve' ? approve(proposal, { by, atMs }) : reject(proposal, { by, atMs });
    const posted = await postProposed(trx, answer, verdict === 'approve' ? movesIn(proposal) : []);
    if (!posted.ok) return posted;
    const now = { ...approval, decision: { by, name: decider.name, why: decider.why, atMs } };
    await noteDecision(trx, number, now.decision);
    const outcome = verdict === 'approve' ? 'approved' : 'refused';
    if (verdict !== 'withdraw') await tellOutcome(trx, approval, movesIn(proposal), outcome, atMs);
    if (decider.audit) await auditDecision(trx, decider.audit, approval, verdict, atMs);
    return ok(await decided(trx, { ...now, state: verdict === 'approve' ? 'posted' : 'voided' }, proposal, atMs));
  });
}

const NOT_FOUND = 'There is none of this number: look with `npx aboveboard approvals list`.';
const NOT_YOURS = 'Only who proposed it withdraws it; an approver may reject it.';

/** Newest first; only those that wait, unless `isAll`. */
export async function listApprovals(
  { db, clock }: ApprovalPorts,
  { isAll, limit, beforeNo }: { readonly isAll: boolean; readonly limit: number; readonly beforeNo?: number },
): Promise<{ readonly approvals: readonly ApprovalView[]; readonly next: number | null }> {
  const page = { limit, ...(beforeNo !== undefined && { beforeNo }), ...(!isAll && { state: 'pending' as const }) };
  const found = await approvals(db.reader, page);
  const views = await approvalViews(db.reader, found, clock.nowMs());
  const wanted = isAll ? views : views.filter(({ state }) => state === 'pending');
  return { approvals: wanted, next: found.length === limit ? (found.at(-1)?.no ?? null) : null };
}

async function decided(trx: Trx, approval: Approval, proposal: LinkedBatch, nowMs: number): Promise<Decided> {
  const [view] = await approvalViews(trx, [approval], nowMs);
  return { approval: view as ApprovalView, players: playersOf(movesIn(proposal)) };
}

async function auditDecision(trx: Trx, change: Change, approval: Approval, verdict: Verdict, atMs: number): Promise<void> {
  const { no: number, kind, amount, proposedBy, sender, recipient } = approval;
  const players = sender !== null && recipient !== null ? { sender, recipient } : {};
  const details = { amount, proposedBy, ...players };
  await auditChange(trx, change, { atMs, action: `${kind}.${verdict}`, subject: String(number), details });
}
