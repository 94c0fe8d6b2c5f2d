/**
 * Low hands. What makes one worse is worked out as for a high hand, a place and then ranks from the top, and taken from `LOW_TOP`: so a
 * better low is a higher strength, and every comparison in the engine goes one way.
 */
import { ACE_ONLY_HIGH, FULL_HOUSE, highOf, PAIR, QUADS, TRIPS, TWO_PAIR } from './high.ts';
import { aceBelow, lowest, SET_MASK, sizeOf, topRank, topRanks } from './rank-sets.ts';

/** More than the badness of any hand. */
export const LOW_TOP = 16 << 20;
const EIGHT_AND_BELOW = 0b1111_1111;

/** Ace to five: the ace is low, pairs count against the hand, straights and flushes do not. Ranks in it are 0–12 = A..K. */
export function lowA5Of(minors: number, majors: number, count: number): number {
  const clubs = aceBelow(minors & SET_MASK);
  const diamonds = aceBelow(minors >>> 16);
  const hearts = aceBelow(majors & SET_MASK);
  const spades = aceBelow(majors >>> 16);
  const ranks = clubs | diamonds | hearts | spades;
  const short = Math.min(count, 5) - sizeOf(ranks);
  if (short <= 0) return LOW_TOP - topRanks(lowest(ranks, 5), 5);
  const twice = (clubs & diamonds) | (hearts & spades) | ((clubs | diamonds) & (hearts | spades));
  const thrice = (clubs & diamonds & (hearts | spades)) | (hearts & spades & (clubs | diamonds));
  return LOW_TOP - repeatsOf(ranks, twice, thrice, short);
}

/** Every rank there is plays, and `short` cards more must repeat some: in as many pairs as can be, of the lowest ranks. */
function repeatsOf(ranks: number, twice: number, thrice: number, short: number): number {
  if (short === 1) return (PAIR << 20) | repeated(lowest(twice, 1), ranks);
  if (short === 2 && sizeOf(twice) === 1) return (TRIPS << 20) | repeated(thrice, ranks);
  if (short === 2) {
    const two = lowest(twice, 2);
    return (TWO_PAIR << 20) | topRanks(two, 2) | (topRanks(ranks & ~two, 1) >> 8);
  }
  const three = lowest(thrice, 1);
  const others = ranks & ~three;
  if (others !== 0 && (twice & others) !== 0) return (FULL_HOUSE << 20) | topRanks(three, 1) | (topRanks(others, 1) >> 4);
  return (QUADS << 20) | repeated(thrice, ranks);
}

/** The one rank that is repeated, then all others from the top. */
function repeated(rank: number, ranks: number): number {
  return (topRank(rank) << 16) | (topRanks(ranks & ~rank, 4) >> 4);
}

/** As ace to five, of five different ranks none above eight; -1 where there are no such five. */
export function low8Of(minors: number, majors: number): number {
  const all = minors | majors;
  const ranks = aceBelow((all & SET_MASK) | (all >>> 16)) & EIGHT_AND_BELOW;
  return sizeOf(ranks) < 5 ? -1 : LOW_TOP - topRanks(lowest(ranks, 5), 5);
}

/** Deuce to seven: the worst high hand wins, the ace only high, straights and flushes against the hand. */
export function low27Of(minors: number, majors: number, count: number): number {
  if (count <= 5) return LOW_TOP - highOf(minors, majors, ACE_ONLY_HIGH);
  return bestWithout(minors, majors, count - 5, 0);
}

/** Tries every way of leaving `extra` cards out, in the order of their bits from `from` on: no two ways are the same. */
function bestWithout(minors: number, majors: number, extra: number, from: number): number {
  if (extra === 0) return LOW_TOP - highOf(minors, majors, ACE_ONLY_HIGH);
  let best = -1;
  for (let bit = from; bit < 64; bit++) {
    const one = 1 << (bit & 31);
    const isHeld = ((bit < 32 ? minors : majors) & one) !== 0;
    if (!isHeld) continue;
    const [fewerMinors, fewerMajors] = bit < 32 ? [minors ^ one, majors] : [minors, majors ^ one];
    best = Math.max(best, bestWithout(fewerMinors, fewerMajors, extra - 1, bit + 1));
  }
  return best;
}
