/**
 * The end of a hand: one transaction that writes the hand, its CLOSE, the ledger batch, the table's new state and the outbox
 * row. All of it is there after a crash, or none. Where the hand is found by player and by table is written later, from the pile it is put on.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { isDifferentContent, type LedgerRefusal } from '@aboveboard/ledger';
import { postBatches } from '../accounts/posting.repository.ts';
import { toJson } from '../database/json.ts';
import { sameBytes } from '../database/same-bytes.ts';
import type { HandStatus, Trx } from '../database/schema.ts';
import { addToOutbox } from '../outbox/outbox.repository.ts';
import { packState } from '../tables/packed-state.ts';
import { saveTableStates } from '../tables/table-states.repository.ts';
import { type Fence, holdTable } from '../tables/tables.repository.ts';
import { endHands, knownHands } from './hand-ends.ts';
import { handIdOf } from './hand-players.repository.ts';
import type { HandKey } from './hand-record.ts';
import { type StepRefusal, step } from './hands.repository.ts';
import { packedBeside } from './packed-history.ts';
import type { HandEnd, ReadyHand } from './ready-hand.ts';
import { addUnfiled } from './unfiled-hands.repository.ts';

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

/**
 * Ends hands of several tables after their cuts, as one: each account is written once. Done again with the same content one does
 * nothing: `ALREADY`.
 *
 * On a refusal, the first that is found, return it from the transaction, which undoes what was written for all of them.
 */
export async function settleHands(trx: Trx, hands: readonly ReadyHand[]): Promise<Result<readonly Ended[], SettleRefusal>> {
  const known = await knownHands(trx, hands.map(keyOf));
  const saved = await saveOnce(trx, hands, 'ended', known);
  if (!saved.ok) return saved;
  const recorded = saved.value;
  const ending = hands
    .filter((_, i) => recorded[i] === 'ENDED')
    .map((hand) => ({
      ...hand.end,
      ...keyOf(hand),
      packedHistory: historyFor(hand, known),
      packedPlayers: hand.packedPlayers,
      packedReplies: hand.packedReplies,
    }));
  const ended = await endHands(trx, ending);
  if (!ended.ok) return err({ code: ended.error });
  await addUnfiled(trx, ending);
  const batches = hands.map((hand) => hand.batches);
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

function historyFor(hand: ReadyHand, known: Awaited<ReturnType<typeof knownHands>>): Uint8Array {
  return packedBeside(hand.packedHistory, hand.end.publicHistory, known.get(handIdOf(keyOf(hand)))?.start ?? '');
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
  const hand = { fence, end, packedState: packState(end.tableState) };
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
  /** @see packState */
  readonly packedState: Uint8Array;
}

/** The part both ends have in common; a table's state is saved only when its hand is not over yet. */
async function saveOnce(
  trx: Trx,
  hands: readonly Ending[],
  status: HandStatus,
  known: Awaited<ReturnType<typeof knownHands>>,
): Promise<Result<readonly Ended[], SettleRefusal>> {
  const ends = hands.map(({ fence, end, packedState }) => ({ ...end, fence, tableId: fence.tableId, packedState }));
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
