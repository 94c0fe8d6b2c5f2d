/** What waits for a second person, or did, as it is shown. */
import { type LinkedBatch, type Move, playerOf } from '@aboveboard/ledger';
import { type Approval, findBatch, namesOf, type Reader } from '@aboveboard/storage';

export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

export interface PlayerName {
  readonly playerId: string;
  readonly name: string;
}

export interface TransferView {
  readonly no: number;
  readonly from: PlayerName;
  readonly to: PlayerName;
  readonly amount: number;
  readonly state: ApprovalState;
  readonly requestedAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedAtMs: number | null;
}

export interface ApprovalView {
  readonly no: number;
  readonly kind: Approval['kind'];
  readonly state: ApprovalState;
  /** Who wants it: the id of a principal, or `shell`, and a name. */
  readonly proposedBy: { readonly id: string; readonly name: string };
  readonly why: string;
  readonly moves: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
  /** Names of the players whose accounts these are, by id. */
  readonly names: Readonly<Record<string, string>>;
  readonly undoes: string | null;
  readonly proposedAtMs: number;
  readonly expiresAtMs: number;
  readonly decided: { readonly by: string; readonly name: string; readonly why: string; readonly atMs: number } | null;
}

/** `nowMs` tells what is over although its expiry is not written down yet. */
export function stateOf({ state, expiresMs, decision, proposedBy }: Approval, nowMs: number): ApprovalState {
  switch (state) {
    case 'pending':
      return expiresMs <= nowMs ? 'expired' : 'pending';
    case 'posted':
      return 'approved';
    case 'voided':
      return decision?.by === proposedBy ? 'withdrawn' : 'rejected';
    case 'expired':
      return 'expired';
  }
}

export async function transferViews(
  reader: Reader,
  transfers: readonly Approval[],
  nowMs: number,
): Promise<readonly TransferView[]> {
  const names = await namesOf(reader, transfers.flatMap(playersIn));
  const named = (playerId: string | null): PlayerName => ({ playerId: playerId ?? '', name: names.get(playerId ?? '') ?? '' });
  return transfers.map((transfer) => ({
    no: transfer.no,
    from: named(transfer.sender),
    to: named(transfer.recipient),
    amount: transfer.amount,
    state: stateOf(transfer, nowMs),
    requestedAtMs: transfer.proposedMs,
    expiresAtMs: transfer.expiresMs,
    decidedAtMs: transfer.decision?.atMs ?? null,
  }));
}

export async function approvalViews(
  reader: Reader,
  approvals: readonly Approval[],
  nowMs: number,
): Promise<readonly ApprovalView[]> {
  const views: ApprovalView[] = [];
  for (const approval of approvals) {
    const batch = await findBatch(reader, approval.batchKey);
    const moves = batch ? movesIn(batch) : [];
    const names = await namesOf(reader, playersOf(moves));
    views.push({
      no: approval.no,
      kind: approval.kind,
      state: stateOf(approval, nowMs),
      proposedBy: { id: approval.proposedBy, name: approval.proposerName },
      why: approval.why,
      moves: moves.map(({ debit, credit, amount }) => ({ from: debit, to: credit, amount })),
      names: Object.fromEntries(names),
      undoes: approval.undoes,
      proposedAtMs: approval.proposedMs,
      expiresAtMs: approval.expiresMs,
      decided: approval.decision,
    });
  }
  return views;
}

/** What a proposal sets aside. */
export function movesIn(proposal: LinkedBatch): readonly Move[] {
  return proposal.steps.flatMap((step) =>
    step.kind === 'reserve' ? { debit: step.debit, credit: step.credit, amount: step.amount } : [],
  );
}

function playersIn({ sender, recipient }: Approval): readonly string[] {
  return [sender, recipient].flatMap((id) => id ?? []);
}

/** Players whose accounts these moves are about. */
export function playersOf(moves: readonly Move[]): readonly string[] {
  const owners = moves.flatMap(({ debit, credit }) => [playerOf(debit), playerOf(credit)]);
  return [...new Set(owners.flatMap((id) => id ?? []))];
}
