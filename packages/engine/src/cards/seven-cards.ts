/**
 * The fast way to rate seven cards as a high hand, for odds and simulations: the same numbers as `strength`, several times as quick.
 *
 * Each card stands for two numbers that are added up, one for the seven ranks from deuce to eight, one for the six from nine to ace.
 * Each sum says how often every rank of its half is held, so two small tables turn it into a place of its own, and the two places
 * added are the hand's among all 49 205 ways to hold seven ranks: no hashing, and nothing to search for when the tables are made,
 * 365 kB in some ten milliseconds. Suits are counted on the way, in bits above the sums. Where one is held five times the hand is a
 * flush at least, and nothing better than a straight flush: seven cards have no room for a full house beside five ranks.
 */
import { flushOf, highOfRanks, STANDARD } from './high.ts';
import { majorBit, minorBit, SET_MASK } from './rank-sets.ts';

/** Smallest numbers of which no two sums of up to seven, each up to four times, are equal. */
const WEIGHTS = [1, 5, 24, 112, 521, 2247, 9244];
const LOW_RANKS = 7;
const HIGH_RANKS = 6;
const RANKS = LOW_RANKS + HIGH_RANKS;
/** One more than the largest sum of each half: four of the last weight and three of the one before. */
const LOW_SUMS = 4 * 9244 + 3 * 2247 + 1;
const HIGH_SUMS = 4 * 2247 + 3 * 521 + 1;
const SUM_MASK = 0xffff;
/** Two counters of suits, four bits each, above a sum; they begin at three so that the fifth card sets the highest bit. */
const SUIT_SHIFT = 16;
const SUITS_FROM_THREE = 0x33 << SUIT_SHIFT;
const FIVE_OF_A_SUIT = 0x88 << SUIT_SHIFT;

/** What makes the evaluator, so that an enumeration may add up the cards its hands share only once. */
export interface SevenCards {
  /** What each card 0..51 adds to a hand's low sum and to its high sum; both sums begin at `start`. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly start: number;
  /** Strength of the seven cards whose sums these are, or `IN_SUIT` where it takes their suits to tell. */
  readonly ofSums: (low: number, high: number) => number;
  /** Strength of seven different cards 0..51, as `strength` gives it for `high` and `any`; nothing is checked. */
  readonly evaluate: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => number;
}

/** Not a strength: five cards or more are of one suit, and `evaluate` must see them. */
export const IN_SUIT = -1;

let made: SevenCards | null = null;

/**
 * The evaluator; its tables are made at the first call, and kept. Hold on to what it returns: a call to it through a constant is as
 * fast as one written in place.
 */
export function sevenCards(): SevenCards {
  made ??= makeSevenCards();
  return made;
}

function makeSevenCards(): SevenCards {
  const low = cardWeights(0, LOW_RANKS, 0);
  const high = cardWeights(LOW_RANKS, HIGH_RANKS, 2);
  const { lowPlaces, highPlaces, strengths } = makeTables();
  const ofSums = (x: number, y: number): number =>
    ((x | y) & FIVE_OF_A_SUIT) !== 0
      ? IN_SUIT
      : (strengths[(lowPlaces[x & SUM_MASK] as number) + (highPlaces[y & SUM_MASK] as number)] as number);
  const flushes = flushTable();
  const lows = pairWeights(low);
  const highs = pairWeights(high);
  // Written out: calls of small functions inside, even inlined ones, cost it a third of its speed.
  const evaluate: SevenCards['evaluate'] = (a, b, c, d, e, f, g) => {
    const ab = (a << 6) | b;
    const cd = (c << 6) | d;
    const ef = (e << 6) | f;
    const x = (lows[ab] as number) + (lows[cd] as number) + (lows[ef] as number) + (low[g] as number) + SUITS_FROM_THREE;
    const y = (highs[ab] as number) + (highs[cd] as number) + (highs[ef] as number) + (high[g] as number) + SUITS_FROM_THREE;
    if (((x | y) & FIVE_OF_A_SUIT) !== 0) return inSuit(flushes, a, b, c, d, e, f, g);
    return strengths[(lowPlaces[x & SUM_MASK] as number) + (highPlaces[y & SUM_MASK] as number)] as number;
  };
  return { low, high, start: SUITS_FROM_THREE, ofSums, evaluate };
}

/** What two cards add together, at `first * 64 + second`: half the look-ups. */
function pairWeights(weights: Int32Array): Int32Array {
  const pairs = new Int32Array(52 << 6);
  for (let first = 0; first < 52; first++) {
    for (let second = 0; second < 52; second++) {
      pairs[(first << 6) | second] = (weights[first] as number) + (weights[second] as number);
    }
  }
  return pairs;
}

/** A card of the half's ranks adds its weight; one of `firstSuit` or the next, whatever its rank, adds one to a counter. */
function cardWeights(firstRank: number, ranks: number, firstSuit: number): Int32Array {
  return Int32Array.from({ length: 52 }, (_, card) => {
    const rank = (card >> 2) - firstRank;
    const suit = (card & 3) - firstSuit;
    const weight = rank >= 0 && rank < ranks ? (WEIGHTS[rank] as number) : 0;
    return weight + (suit === 0 || suit === 1 ? 1 << (SUIT_SHIFT + 4 * suit) : 0);
  });
}

/** What each set of ranks makes in one suit. */
function flushTable(): Int32Array {
  const table = new Int32Array(SET_MASK + 1);
  for (let set = 0; set <= SET_MASK; set++) table[set] = flushOf(set, STANDARD);
  return table;
}

/**
 * A low half of so many cards has its place among those of as many; a high half has the place at which the hands it belongs to begin.
 */
function makeTables(): { lowPlaces: Uint16Array; highPlaces: Uint16Array; strengths: Int32Array } {
  const lowPlaces = new Uint16Array(LOW_SUMS);
  const highPlaces = new Uint16Array(HIGH_SUMS);
  const strengths = new Int32Array(HANDS);
  const lowsOf = Array.from({ length: 8 }, (): Pattern[] => []);
  forEachPattern(0, LOW_RANKS, (sum, count, pattern) => {
    const alike = lowsOf[count] as Pattern[];
    lowPlaces[sum] = alike.length;
    alike.push(pattern);
  });
  let place = 0;
  forEachPattern(LOW_RANKS, HIGH_RANKS, (sum, count, high) => {
    highPlaces[sum] = place;
    const lows = lowsOf[7 - count] as Pattern[];
    for (let i = 0; i < lows.length; i++) strengths[place++] = strengthOf(lows[i] as Pattern, high);
  });
  return { lowPlaces, highPlaces, strengths };
}

/** Ways to hold seven cards of thirteen ranks, each up to four times. */
const HANDS = 49_205;

/** Ranks held at least once (bits 0–12) and twice (13–25), and those held three times and four times likewise. */
interface Pattern {
  readonly few: number;
  readonly many: number;
}

function strengthOf(low: Pattern, high: Pattern): number {
  const few = low.few | high.few;
  const many = low.many | high.many;
  return highOfRanks(few & SET_MASK, few >> RANKS, many & SET_MASK, many >> RANKS, STANDARD);
}

/** Every way to hold up to seven cards of `ranks` ranks, each up to four times, with the sum it makes. */
function forEachPattern(firstRank: number, ranks: number, visit: (sum: number, count: number, pattern: Pattern) => void): void {
  const grow = (rank: number, sum: number, count: number, few: number, many: number): void => {
    if (rank === ranks) {
      visit(sum, count, { few, many });
      return;
    }
    const once = 1 << (firstRank + rank);
    const twice = once | (once << RANKS);
    const weight = WEIGHTS[rank] as number;
    const room = 7 - count;
    grow(rank + 1, sum, count, few, many);
    if (room >= 1) grow(rank + 1, sum + weight, count + 1, few | once, many);
    if (room >= 2) grow(rank + 1, sum + 2 * weight, count + 2, few | twice, many);
    if (room >= 3) grow(rank + 1, sum + 3 * weight, count + 3, few | twice, many | once);
    if (room >= 4) grow(rank + 1, sum + 4 * weight, count + 4, few | twice, many | twice);
  };
  grow(0, 0, 0, 0, 0);
}

/** The set of cards of each suit, looked up: only the one held five times or more makes anything. */
function inSuit(flushes: Int32Array, a: number, b: number, c: number, d: number, e: number, f: number, g: number): number {
  const minor = (card: number): number => minorBit[card] as number;
  const major = (card: number): number => majorBit[card] as number;
  const minors = minor(a) | minor(b) | minor(c) | minor(d) | minor(e) | minor(f) | minor(g);
  const majors = major(a) | major(b) | major(c) | major(d) | major(e) | major(f) | major(g);
  const flush = (set: number): number => flushes[set] as number;
  return flush(minors & SET_MASK) | flush(minors >>> 16) | flush(majors & SET_MASK) | flush(majors >>> 16);
}
