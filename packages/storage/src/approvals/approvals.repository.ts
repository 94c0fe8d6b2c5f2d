/**
 * What one person wants and a second one must agree to.
 *
 * A row is written with the batch that reserves its chips. What became of it is said by the ledger's reservation alone; the row adds who
 * decided and why.
 */
import { assert } from '@aboveboard/kit';
import type { ReservationState } from '@aboveboard/ledger';
import type { ApprovalKind, Reader, Trx } from '../database/schema.ts';

export interface NewApproval {
  readonly kind: ApprovalKind;
  /** Of the batch that reserves, with one step at least. */
  readonly batchKey: string;
  /** As in the batch: the id of a principal, or `shell`. */
  readonly proposedBy: string;
  readonly proposerName: string;
  /** Both players of a transfer; null for an adjustment. */
  readonly sender: string | null;
  readonly recipient: string | null;
  /** All chips that it moves. */
  readonly amount: number;
  /** Key of the batch that an adjustment takes back. */
  readonly undoes: string | null;
  readonly why: string;
  readonly proposedMs: number;
  readonly expiresMs: number;
}

export interface Decision {
  readonly by: string;
  readonly name: string;
  readonly why: string;
  readonly atMs: number;
}

export interface Approval extends NewApproval {
  readonly no: number;
  readonly state: ReservationState;
  /** Null while nobody decided, and for one that expired. */
  readonly decision: Decision | null;
}

export interface ApprovalPage {
  readonly limit: number;
  /** Older than this one. */
  readonly beforeNo?: number;
}

/** Writes one down whose chips are reserved. */
export async function addApproval(trx: Trx, approval: NewApproval): Promise<Approval> {
  await trx
    .insertInto('approval')
    .values({
      kind: approval.kind,
      batch_key: approval.batchKey,
      reservation_id: `${approval.batchKey}/0`,
      proposed_by: approval.proposedBy,
      proposer_name: approval.proposerName,
      sender: approval.sender,
      recipient: approval.recipient,
      amount: approval.amount,
      undoes: approval.undoes,
      why: approval.why,
      proposed_ms: approval.proposedMs,
      expires_ms: approval.expiresMs,
    })
    .execute();
  const added = await approvalOfBatch(trx, approval.batchKey);
  assert(added, 'what was inserted is there');
  return added;
}

export async function findApproval(reader: Reader, no: number): Promise<Approval | null> {
  const row = await rows(reader).where('a.no', '=', no).executeTakeFirst();
  return row ? approvalOf(row) : null;
}

/** The one whose chips this batch reserved. */
export async function approvalOfBatch(reader: Reader, batchKey: string): Promise<Approval | null> {
  const row = await rows(reader).where('a.batch_key', '=', batchKey).executeTakeFirst();
  return row ? approvalOf(row) : null;
}

/** Newest first; of the pending ones some may be due, whose expiry is not written down yet. */
export async function approvals(
  reader: Reader,
  { limit, beforeNo, state }: ApprovalPage & { readonly state?: 'pending' },
): Promise<readonly Approval[]> {
  let query = rows(reader);
  if (state !== undefined) query = query.where('r.state', '=', state);
  if (beforeNo !== undefined) query = query.where('a.no', '<', beforeNo);
  return (await query.orderBy('a.no', 'desc').limit(limit).execute()).map(approvalOf);
}

/** Transfers from and to a player, newest first. */
export async function transfersOf(
  reader: Reader,
  playerId: string,
  { limit, beforeNo }: ApprovalPage,
): Promise<readonly Approval[]> {
  const side = (column: 'a.sender' | 'a.recipient') => {
    const query = rows(reader).where(column, '=', playerId);
    const page = beforeNo === undefined ? query : query.where('a.no', '<', beforeNo);
    return page.orderBy('a.no', 'desc').limit(limit).execute();
  };
  const found = [...(await side('a.sender')), ...(await side('a.recipient'))];
  return found
    .sort((a, b) => b.no - a.no)
    .slice(0, limit)
    .map(approvalOf);
}

/** Chips of a player's transfers since a time that were sent or may still be. */
export async function transferredSince(reader: Reader, sender: string, sinceMs: number): Promise<number> {
  const row = await reader
    .selectFrom('approval as a')
    .innerJoin('ledger_reservation as r', 'r.id', 'a.reservation_id')
    .select((eb) => eb.fn.sum<number | string | null>('a.amount').as('chips'))
    .where('a.sender', '=', sender)
    .where('a.proposed_ms', '>=', sinceMs)
    .where('r.state', 'in', ['pending', 'posted'])
    .executeTakeFirstOrThrow();
  return Number(row.chips ?? 0);
}

/** How many of a player's own transfers nobody decided yet. */
export async function pendingTransfersOf(reader: Reader, sender: string): Promise<number> {
  const row = await reader
    .selectFrom('approval as a')
    .innerJoin('ledger_reservation as r', 'r.id', 'a.reservation_id')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('a.sender', '=', sender)
    .where('r.state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** An adjustment that takes this batch back, or is to; null where none does. */
export async function adjustmentUndoing(reader: Reader, batchKey: string): Promise<Approval | null> {
  const row = await rows(reader)
    .where('a.undoes', '=', batchKey)
    .where('r.state', 'in', ['pending', 'posted'])
    .executeTakeFirst();
  return row ? approvalOf(row) : null;
}

/** Those of these reservations that wait for a second person, or did. */
export async function approvalsOfReservations(reader: Reader, ids: readonly string[]): Promise<readonly Approval[]> {
  if (ids.length === 0) return [];
  return (await rows(reader).where('a.reservation_id', 'in', ids).execute()).map(approvalOf);
}

/** Writes down who decided. That it is decided once is held by the ledger, whose batch goes before. */
export async function noteDecision(trx: Trx, no: number, { by, name, why, atMs }: Decision): Promise<void> {
  await trx
    .updateTable('approval')
    .set({ decided_by: by, decider_name: name, decided_why: why, decided_ms: atMs })
    .where('no', '=', no)
    .execute();
}

function rows(reader: Reader) {
  return reader
    .selectFrom('approval as a')
    .innerJoin('ledger_reservation as r', 'r.id', 'a.reservation_id')
    .selectAll('a')
    .select('r.state');
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

function approvalOf(row: Row): Approval {
  const { decided_by, decided_ms } = row;
  const isDecided = decided_by !== null && decided_ms !== null;
  return {
    no: row.no,
    kind: row.kind,
    batchKey: row.batch_key,
    proposedBy: row.proposed_by,
    proposerName: row.proposer_name,
    sender: row.sender,
    recipient: row.recipient,
    amount: row.amount,
    undoes: row.undoes,
    why: row.why,
    proposedMs: row.proposed_ms,
    expiresMs: row.expires_ms,
    state: row.state,
    decision: isDecided ? { by: decided_by, name: row.decider_name ?? '', why: row.decided_why ?? '', atMs: decided_ms } : null,
  };
}
