/**
 * Playing a recorded hand and comparing what every seat ends with.
 */
import { seatAt, seatIndex } from '@aboveboard/engine';
import { fromUnits, toUnits } from '../phh/amount.ts';
import type { PhhRecord } from '../phh/record.ts';
import { type PlayedRecord, playRecord, type Unplayed } from './play-record.ts';

export interface Mismatch {
  /** `p3`, or `hand` when it could not be played on. */
  readonly seat: string;
  readonly expected: string;
  readonly got: string;
}

export type Replayed =
  | { readonly kind: 'matched' }
  | { readonly kind: 'mismatched'; readonly mismatches: readonly Mismatch[] }
  /** Not played: the record itself lacks the cards that decide it. */
  | { readonly kind: 'skipped'; readonly reason: string };

/** @see rules/PHH.md PHH-5 */
export function replayHand(record: PhhRecord): Replayed {
  const played = playRecord(record);
  if (played.ok) return compare(record, played.value);
  if (played.error.kind === 'unknown') return { kind: 'skipped', reason: played.error.reason };
  return {
    kind: 'mismatched',
    mismatches: [{ seat: 'hand', expected: expectedAt(record, played.error), got: played.error.reason }],
  };
}

function expectedAt(record: PhhRecord, { action }: Extract<Unplayed, { kind: 'refused' }>): string {
  const kind = action === null ? undefined : record.actions[action - 1]?.kind;
  return kind === undefined ? 'an ended hand' : `action ${action} (${kind})`;
}

/** A record without `finishing_stacks` has nothing to differ from: it matches when the rules let it be played to its end. */
function compare(record: PhhRecord, { hand, decimals }: PlayedRecord): Replayed {
  const mismatches = (record.details.finishing_stacks ?? []).flatMap((amount, i) => {
    if (amount === Number.POSITIVE_INFINITY && record.startingStacks[i] === amount) return [];
    const expected = fromUnits(toUnits(amount, decimals) ?? -1, decimals);
    const got = fromUnits(seatAt(hand, seatIndex(i)).stack, decimals);
    return expected === got ? [] : [{ seat: `p${i + 1}`, expected, got }];
  });
  return mismatches.length === 0 ? { kind: 'matched' } : { kind: 'mismatched', mismatches };
}
