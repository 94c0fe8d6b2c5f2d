/**
 * Badugi: as many cards as can be, up to four, no two of one rank or suit; then the lowest from the top.
 *
 * A strength is the number of cards `<< 20` and below it what the ranks leave of `RANKS_TOP`, so that higher wins.
 */
import { aceBelow, SET_MASK, sizeOf, topRanks } from './rank-sets.ts';

/** Four ranks of four bits lie in bits 4–19, below this. */
const RANKS_TOP = (1 << 20) - 1;

/** @param isAceLow Ranks are 0–12 = A..K, else 2..A. */
export function badugiOf(minors: number, majors: number, isAceLow: boolean): number {
  const suits = [minors & SET_MASK, minors >>> 16, majors & SET_MASK, majors >>> 16];
  return bestFrom(isAceLow ? suits.map(aceBelow) : suits, 0, 0);
}

/** The best that one card at most of each suit from `suit` on adds to the ranks already taken. */
function bestFrom(suits: readonly number[], suit: number, taken: number): number {
  if (suit === 4) return badugiStrength(taken);
  let best = bestFrom(suits, suit + 1, taken);
  for (let left = (suits[suit] as number) & ~taken; left !== 0; left &= left - 1) {
    best = Math.max(best, bestFrom(suits, suit + 1, taken | (left & -left)));
  }
  return best;
}

function badugiStrength(ranks: number): number {
  return (sizeOf(ranks) << 20) | (RANKS_TOP - topRanks(ranks, 4));
}
