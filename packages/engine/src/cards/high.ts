/**
 * High hands of any number of cards, for any order of the nine categories and any lowest straight.
 *
 * A strength is `place << 20`, the place of its category in the order, and below it up to five ranks of four bits, the most telling
 * first. It compares with those of hands of as many cards: where cards are missing (a stud player's open cards) so are the ranks.
 */
import { SET_MASK, sizeOf, topRank, topRanks } from './rank-sets.ts';

export const HIGH_CARD = 0;
export const PAIR = 1;
export const TWO_PAIR = 2;
export const TRIPS = 3;
export const STRAIGHT = 4;
export const FLUSH = 5;
export const FULL_HOUSE = 6;
export const QUADS = 7;
export const STRAIGHT_FLUSH = 8;

export interface HighOrder {
  /** Place of each category, from high card 0 to straight flush 8, among the others; higher wins. */
  readonly places: readonly number[];
  /** Ranks of the straight in which the ace is low, and its top; 0 where the ace is only high. */
  readonly wheel: number;
  readonly wheelTop: number;
}

const WHEEL = 0b1_0000_0000_1111;
const NINES_DOWN_TO_ACE = 0b1_0000_1111_0000;
const USUAL = [0, 1, 2, 3, 4, 5, 6, 7, 8];

export const STANDARD: HighOrder = { places: USUAL, wheel: WHEEL, wheelTop: 3 };
/** Deuce to seven: A-2-3-4-5 is ace high and nothing more. */
export const ACE_ONLY_HIGH: HighOrder = { places: USUAL, wheel: 0, wheelTop: 0 };
export const SHORT_DECK: HighOrder = { places: [0, 1, 2, 3, 4, 6, 5, 7, 8], wheel: NINES_DOWN_TO_ACE, wheelTop: 7 };
export const SHORT_DECK_TRIPS: HighOrder = { ...SHORT_DECK, places: [0, 1, 2, 4, 3, 6, 5, 7, 8] };

/** Strength of the best five of these cards, or of all of them where they are fewer. */
export function highOf(minors: number, majors: number, order: HighOrder): number {
  const clubs = minors & SET_MASK;
  const diamonds = minors >>> 16;
  const hearts = majors & SET_MASK;
  const spades = majors >>> 16;
  const inSuits = Math.max(flushOf(clubs, order), flushOf(diamonds, order), flushOf(hearts, order), flushOf(spades, order));
  const ranks = clubs | diamonds | hearts | spades;
  const twice = (clubs & diamonds) | (hearts & spades) | ((clubs | diamonds) & (hearts | spades));
  const thrice = (clubs & diamonds & (hearts | spades)) | (hearts & spades & (clubs | diamonds));
  return Math.max(inSuits, highOfRanks(ranks, twice, thrice, clubs & diamonds & hearts & spades, order));
}

/** What the ranks alone make, given those held at all, twice or more, three times or more, and four times. */
export function highOfRanks(ranks: number, twice: number, thrice: number, four: number, order: HighOrder): number {
  const top = straightTop(ranks, order);
  const straight = top === 0 ? 0 : at(order.places, STRAIGHT) | (top << 16);
  return Math.max(straight, ofAKind(ranks, twice, thrice, four, order.places));
}

function at(places: readonly number[], category: number): number {
  return (places[category] as number) << 20;
}

/** Top rank of the best straight in a set, 0 for none: no straight has the deuce on top. */
function straightTop(set: number, { wheel, wheelTop }: HighOrder): number {
  const runs = set & (set << 1) & (set << 2) & (set << 3) & (set << 4);
  if (runs !== 0) return topRank(runs);
  return wheel !== 0 && (set & wheel) === wheel ? wheelTop : 0;
}

/** What the cards of one suit make: a straight flush, a flush, or nothing (0). */
export function flushOf(set: number, order: HighOrder): number {
  if (sizeOf(set) < 5) return 0;
  const top = straightTop(set, order);
  return top === 0 ? at(order.places, FLUSH) | topRanks(set, 5) : at(order.places, STRAIGHT_FLUSH) | (top << 16);
}

/** Straights left out. Trips never beat a full house nor a pair trips, whatever the order. */
function ofAKind(ranks: number, twice: number, thrice: number, four: number, places: readonly number[]): number {
  if (twice === 0) return at(places, HIGH_CARD) | topRanks(ranks, 5);
  if (four !== 0) return at(places, QUADS) | withKickers(four, ranks, 1);
  if (thrice !== 0) {
    const three = topRanks(thrice, 1);
    const others = twice & ~(1 << (three >> 16));
    if (others !== 0) return at(places, FULL_HOUSE) | three | (topRank(others) << 12);
    return at(places, TRIPS) | withKickers(thrice, ranks, 2);
  }
  const two = topRanks(twice, 2);
  if (sizeOf(twice) === 1) return at(places, PAIR) | withKickers(twice, ranks, 3);
  const kickers = ranks & ~(1 << (two >> 16)) & ~(1 << ((two >> 12) & 15));
  return at(places, TWO_PAIR) | two | (topRanks(kickers, 1) >> 8);
}

/** The top rank of `set`, then the `count` highest of the other ranks. */
function withKickers(set: number, ranks: number, count: number): number {
  const rank = topRank(set);
  return (rank << 16) | (topRanks(ranks & ~(1 << rank), count) >> 4);
}
