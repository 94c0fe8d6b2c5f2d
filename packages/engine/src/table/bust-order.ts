/**
 * Places in a tournament.
 *
 * @see rules/TOURNEY.md TOURNEY-5.
 */
import { assert } from '@aboveboard/kit';
import type { Chips, PlayerId } from '../units.ts';

/** Somebody who lost the last chip in a hand, and the chips the hand began with. */
export interface Bust {
  readonly player: PlayerId;
  readonly stack: Chips;
}

/** A place, 1 for the winner. Players who tie share the places from `place` to `last`. */
export interface Place {
  readonly player: PlayerId;
  readonly place: number;
  readonly last: number;
}

/**
 * The places of those who bust in one hand, or at several tables playing hand for hand: more chips at the start of the hand places
 * higher, as many is a tie. Best place first.
 *
 * @param left players in the tournament when the hand began, those who bust included.
 */
export function bustOrder(busts: readonly Bust[], left: number): Place[] {
  assert(busts.length <= left, 'more players out than there were');
  const survivors = left - busts.length;
  return busts
    .toSorted((a, b) => b.stack - a.stack)
    .map(({ player, stack }) => ({
      player,
      place: survivors + busts.filter((other) => other.stack > stack).length + 1,
      last: survivors + busts.filter((other) => other.stack >= stack).length,
    }));
}
