/**
 * The end of a hand: one transaction that writes the hand, its CLOSE, the ledger batch, the table's new state and the outbox
 * row. All of it is there after a crash, or none.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Batch } from '@aboveboard/ledger';
import { type PostRefusal, postBatch } from '../accounts/accounts.repository.ts';
import { toJson } from '../database/json.ts';
import { sameBytes } from '../database/same-bytes.ts';
import type { HandStatus, Trx } from '../database/schema.ts';
import { addToOutbox } from '../outbox/outbox.repository.ts';
import { type Fence, saveTableState } from '../tables/tables.repository.ts';
import { type StepRefusal, step } from './hands.repository.ts';

interface HandEnd {
  readonly handNo: number;
  readonly closeBytes: Uint8Array;
  readonly endReason: string;
  readonly endedMs: number;
  /** What the engine knows of the table after the hand. */
  readonly tableState: unknown;
  /** What the rest of the room is told. */
  readonly event: { readonly kind: string; readonly payload: unknown };
}

export interface Settlement extends HandEnd {
  /** Status byte of CLOSE: played to its end, run out, or box unreadable. */
  readonly closeStatus: 0 | 2 | 3;
  /** What anybody may read of the hand. */
  readonly publicHistory: unknown;
  /** What only its owners may read, sealed. */
  readonly privateSealed: Uint8Array | null;
  readonly batch: Batch;
}

export interface VoidHand extends HandEnd {
  /** Every seed that was received. */
  readonly reveals: unknown;
}

/** `DIFFERENT_CONTENT`: the hand ended otherwise before. The table must stop and a person must look. */
export type SettleRefusal = StepRefusal | PostRefusal;
export type Ended = 'ENDED' | 'ALREADY';

/**
 * Ends a hand after the cut. Done again with the same content it does nothing: `ALREADY`.
 *
 * On a refusal return it from the transaction, which undoes what was written before it was found.
 */
export async function settleHand(trx: Trx, fence: Fence, end: Settlement): Promise<Result<Ended, SettleRefusal>> {
  const saved = await saveOnce(trx, fence, end, 'ended');
  if (!saved.ok) return saved;
  const posted = await postBatch(trx, end.batch);
  if (!posted.ok) return posted;
  const wasEnded = saved.value === 'ALREADY';
  const wasPosted = posted.value === 'ALREADY';
  if (wasEnded !== wasPosted) return err('DIFFERENT_CONTENT'); // one without the other was never written here
  if (wasEnded) return ok('ALREADY');
  const ended = await step(trx, { tableId: fence.tableId, handNo: end.handNo }, 'cut', {
    status: 'ended',
    box: null,
    close_bytes: end.closeBytes,
    close_status: end.closeStatus,
    end_reason: end.endReason,
    public_history: toJson(end.publicHistory),
    private_sealed: end.privateSealed,
    ended_ms: end.endedMs,
  });
  return ended.ok ? ok('ENDED') : ended;
}

/** Ends a hand before the cut: no card was dealt and no chip moves. */
export async function markVoid(trx: Trx, fence: Fence, end: VoidHand): Promise<Result<Ended, SettleRefusal>> {
  const saved = await saveOnce(trx, fence, end, 'void');
  if (!saved.ok || saved.value === 'ALREADY') return saved;
  const ended = await step(trx, { tableId: fence.tableId, handNo: end.handNo }, 'opening', {
    status: 'void',
    box: null,
    reveals: toJson(end.reveals),
    close_bytes: end.closeBytes,
    close_status: 1,
    end_reason: end.endReason,
    ended_ms: end.endedMs,
  });
  return ended.ok ? ok('ENDED') : ended;
}

/** The part both ends have in common; the table's state is saved only when the hand is not over yet. */
async function saveOnce(trx: Trx, fence: Fence, end: HandEnd, status: HandStatus): Promise<Result<Ended, SettleRefusal>> {
  const hand = await trx
    .selectFrom('hand')
    .select(['status', 'close_bytes'])
    .where('table_id', '=', fence.tableId)
    .where('hand_no', '=', end.handNo)
    .executeTakeFirst();
  const before = hand?.close_bytes;
  if (hand && before) {
    // CLOSE binds how the hand ended, its history and what it did to every stack, so its bytes tell.
    const isSameEnd = hand.status === status && sameBytes(before, end.closeBytes);
    return isSameEnd ? ok('ALREADY') : err('DIFFERENT_CONTENT');
  }
  const saved = await saveTableState(trx, fence, end.tableState);
  if (!saved.ok) return saved;
  await addToOutbox(trx, { tableId: fence.tableId, handNo: end.handNo, ...end.event, createdMs: end.endedMs });
  return ok('ENDED');
}
