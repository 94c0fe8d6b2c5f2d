/**
 * The best three cards, as Rhode Island hold'em plays: straights are rarer than flushes, and trips than both.
 */
import { SET_MASK, sizeOf, topRank, topRanks } from './rank-sets.ts';

const PAIR = 1 << 20;
const FLUSH = 2 << 20;
const STRAIGHT = 3 << 20;
const TRIPS = 4 << 20;
const STRAIGHT_FLUSH = 5 << 20;

/** Strength laid out as in `high.ts`, with the places of this game. */
export function threeCardOf(minors: number, majors: number): number {
  const [clubs, diamonds, hearts, spades] = [minors & SET_MASK, minors >>> 16, majors & SET_MASK, majors >>> 16];
  const ranks = clubs | diamonds | hearts | spades;
  const thrice = (clubs & diamonds & (hearts | spades)) | (hearts & spades & (clubs | diamonds));
  const straight = straightOfThree(ranks);
  return Math.max(
    suited(clubs),
    suited(diamonds),
    suited(hearts),
    suited(spades),
    thrice === 0 ? 0 : TRIPS | topRanks(thrice, 1),
    straight === 0 ? 0 : STRAIGHT | (straight << 16),
    pairOrHigh(ranks, (clubs & diamonds) | (hearts & spades) | ((clubs | diamonds) & (hearts | spades))),
  );
}

/** Top rank of the best run of three, the ace at either end; 0 for none. */
function straightOfThree(set: number): number {
  const withLowAce = (set << 1) | (set >> 12);
  const runs = withLowAce & (withLowAce << 1) & (withLowAce << 2) & (SET_MASK << 1);
  return runs === 0 ? 0 : topRank(runs) - 1;
}

function suited(set: number): number {
  if (sizeOf(set) < 3) return 0;
  const top = straightOfThree(set);
  return top === 0 ? FLUSH | topRanks(set, 3) : STRAIGHT_FLUSH | (top << 16);
}

function pairOrHigh(ranks: number, twice: number): number {
  if (twice === 0) return topRanks(ranks, 3);
  const pair = topRank(twice);
  return PAIR | (pair << 16) | (topRanks(ranks & ~(1 << pair), 1) >> 4);
}
