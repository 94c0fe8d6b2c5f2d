/**
 * The end of a hand: one transaction that writes the hand, its CLOSE, the ledger batch, the table's new state and the outbox
 * row. All of it is there after a crash, or none. Where the hand is found by player and by table is written later, from the pile it is put on.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import {
  type HandSettlement,
  handSettlement,
  isDifferentContent,
  type LedgerRefusal,
  type LinkedBatch,
} from '@aboveboard/ledger';
import { postBatches } from '../accounts/posting.repository.ts';
import { toJson } from '../database/json.ts';
import { sameBytes } from '../database/same-bytes.ts';
import type { HandStatus, Trx } from '../database/schema.ts';
import { addToOutbox } from '../outbox/outbox.repository.ts';
import { saveTableStates } from '../tables/table-states.repository.ts';
import { type Fence, holdTable } from '../tables/tables.repository.ts';
import { endHands, knownHands } from './hand-ends.ts';
import { handIdOf } from './hand-players.repository.ts';
import type { HandKey } from './hand-record.ts';
import { type StepRefusal, step } from './hands.repository.ts';
import { packHistory } from './packed-history.ts';
import { type HandPlayer, packPlayers } from './packed-players.ts';
import { addUnfiled } from './unfiled-hands.repository.ts';

interface HandEnd {
  readonly handNo: number;
  readonly closeBytes: Uint8Array;
  readonly endReason: string;
  readonly endedMs: number;
  /** What the engine knows of the table after the hand. */
  readonly tableState: unknown;
  /** What the rest of the room is told. */
  readonly event: { readonly kind: string; readonly version?: number; readonly payload: unknown };
}

export interface Settlement extends HandEnd {
  /** Status byte of CLOSE: played to its end, run out, or refunded as nobody can say how it ended. */
  readonly closeStatus: 0 | 2 | 3;
  /** What anybody may read of the hand. */
  readonly publicHistory: unknown;
  /** What only its owners may read, sealed. */
  readonly privateSealed: Uint8Array | null;
  /** What the hand did to the stacks. */
  readonly chips: HandSettlement;
  /** Everybody dealt in. */
  readonly players: readonly HandPlayer[];
  /** The catalogue's code of what was played. */
  readonly game: string;
}

export interface VoidHand extends HandEnd {
  /** Every seed that was received. */
  readonly reveals: unknown;
}

/**
 * - `DIFFERENT_CONTENT`: the hand ended otherwise before. The table must stop and a person must look; `detail` says what differs.
 * - `NOT_BOOKED`: the ledger refuses its chips.
 */
export type SettleRefusal =
  | { readonly code: StepRefusal }
  | { readonly code: 'DIFFERENT_CONTENT' | 'NOT_BOOKED'; readonly detail: string };
export type Ended = 'ENDED' | 'ALREADY';

/** A hand to end, by the owner of its table. */
export interface HandToSettle {
  readonly fence: Fence;
  readonly end: Settlement;
  /** What its end brings about in the ledger besides: whoever was leaving is paid. */
  readonly payouts: readonly LinkedBatch[];
  /** Stands in the books for the hand where its own key is used up by what was booked wrongly and taken back. */
  readonly instead?: LinkedBatch;
}

/**
 * Ends hands of several tables after their cuts, as one: each account is written once. Done again with the same content one does
 * nothing: `ALREADY`.
 *
 * On a refusal, the first that is found, return it from the transaction, which undoes what was written for all of them.
 */
export async function settleHands(trx: Trx, hands: readonly HandToSettle[]): Promise<Result<readonly Ended[], SettleRefusal>> {
  const known = await knownHands(trx, hands.map(keyOf));
  const saved = await saveOnce(trx, hands, 'ended', known);
  if (!saved.ok) return saved;
  const recorded = saved.value;
  const ending = hands
    .filter((_, i) => recorded[i] === 'ENDED')
    .map((hand) => ({
      ...hand.end,
      ...keyOf(hand),
      packedHistory: packedHistory(hand, known),
      packedPlayers: packPlayers(hand.end.players),
    }));
  const ended = await endHands(trx, ending);
  if (!ended.ok) return err({ code: ended.error });
  await addUnfiled(trx, ending);
  const batches = hands.map(({ fence, end, payouts, instead }) => [
    instead ?? handSettlement(end.chips, fence.epoch),
    ...payouts,
  ]);
  const answers = await postBatches(trx, batches.flat());
  for (const answer of answers) if (!answer.ok) return err(notBooked(answer.error));
  const settled = firstOfEach(answers, batches).map(
    (answer): Ended => (answer?.ok && answer.value === 'posted' ? 'ENDED' : 'ALREADY'),
  );
  const isWhole = settled.every((ended, i) => ended === recorded[i]);
  return isWhole ? ok(recorded) : err(otherEnd('its record or its chips were written without the other'));
}

function keyOf({ fence: { tableId }, end: { handNo } }: Ending): HandKey {
  return { tableId, handNo };
}

function packedHistory(hand: HandToSettle, known: Awaited<ReturnType<typeof knownHands>>): Uint8Array {
  return packHistory(hand.end.publicHistory, known.get(handIdOf(keyOf(hand)))?.start ?? '');
}

/** The answer to the first of each hand's batches. */
function firstOfEach<T>(answers: readonly T[], batches: readonly (readonly unknown[])[]): readonly (T | undefined)[] {
  let at = 0;
  return batches.map(({ length }) => {
    at += length;
    return answers[at - length];
  });
}

/** Ends a hand before the cut: no card was dealt and no chip moves. */
export async function markVoid(trx: Trx, fence: Fence, end: VoidHand): Promise<Result<Ended, SettleRefusal>> {
  const hand = { fence, end };
  const saved = await saveOnce(trx, [hand], 'void', await knownHands(trx, [keyOf(hand)]));
  if (!saved.ok) return saved;
  const [recorded = 'ALREADY'] = saved.value;
  if (recorded === 'ALREADY') return ok(recorded);
  const stepped = await step(trx, { tableId: fence.tableId, handNo: end.handNo }, 'opening', {
    status: 'void',
    box: null,
    reveals: toJson(end.reveals),
    close_bytes: end.closeBytes,
    close_status: 1,
    end_reason: end.endReason,
    ended_ms: end.endedMs,
  });
  return stepped.ok ? ok(recorded) : err({ code: stepped.error });
}

function otherEnd(detail: string): SettleRefusal {
  return { code: 'DIFFERENT_CONTENT', detail };
}

function notBooked(refusal: LedgerRefusal): SettleRefusal {
  if (refusal.status === 'fenced') return { code: 'FENCED' };
  const detail = Object.values(refusal).join(' ');
  return isDifferentContent(refusal) ? otherEnd(detail) : { code: 'NOT_BOOKED', detail };
}

interface Ending {
  readonly fence: Fence;
  readonly end: HandEnd;
}

/** The part both ends have in common; a table's state is saved only when its hand is not over yet. */
async function saveOnce(
  trx: Trx,
  hands: readonly Ending[],
  status: HandStatus,
  known: Awaited<ReturnType<typeof knownHands>>,
): Promise<Result<readonly Ended[], SettleRefusal>> {
  const ends = hands.map(({ fence, end }) => ({ ...end, fence, tableId: fence.tableId, state: end.tableState }));
  const recorded: Ended[] = [];
  for (const end of ends) {
    const hand = known.get(handIdOf(end));
    const before = hand?.closeBytes ?? null;
    // CLOSE binds how the hand ended, its history and what it did to every stack, so its bytes tell.
    const isSameEnd = before !== null && hand?.status === status && sameBytes(before, end.closeBytes);
    if (before !== null && !isSameEnd) {
      const held = await holdTable(trx, end.fence); // another owner's end is no contradiction
      return err(held.ok ? otherEnd(`it was ${hand?.status} with another CLOSE`) : { code: held.error });
    }
    recorded.push(before !== null ? 'ALREADY' : 'ENDED');
  }
  const fresh = ends.filter((_, i) => recorded[i] === 'ENDED');
  const saved = await saveTableStates(trx, fresh);
  if (!saved.ok) return err({ code: saved.error });
  await addToOutbox(
    trx,
    fresh.map(({ tableId, handNo, event, endedMs }) => ({ tableId, handNo, ...event, createdMs: endedMs })),
  );
  return ok(recorded);
}
