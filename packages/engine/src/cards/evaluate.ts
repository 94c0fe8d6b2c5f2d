/**
 * How strong a poker hand is, as one number: the best five of five to seven cards, higher wins, equal ties.
 *
 * The ranks held in each suit are kept as 13-bit sets. Their union, exclusive or and intersections say which ranks come once, twice,
 * three or four times, so no five of seven are ever tried; three tables of 8 192 entries answer what a set of ranks is worth.
 *
 * A strength is `category << 20` and below it up to five ranks, four bits each, the most telling first. So it can be read back
 * (`rankHand`) and needs no table of hands.
 */
export type Category =
  | 'high-card'
  | 'pair'
  | 'two-pair'
  | 'three-of-a-kind'
  | 'straight'
  | 'flush'
  | 'full-house'
  | 'four-of-a-kind'
  | 'straight-flush';

/** Weakest first: the index is the category's number in a strength. */
export const CATEGORIES: readonly Category[] = [
  'high-card',
  'pair',
  'two-pair',
  'three-of-a-kind',
  'straight',
  'flush',
  'full-house',
  'four-of-a-kind',
  'straight-flush',
];

const PAIR = 1 << 20;
const TWO_PAIR = 2 << 20;
const TRIPS = 3 << 20;
const STRAIGHT = 4 << 20;
const FLUSH = 5 << 20;
const FULL_HOUSE = 6 << 20;
const QUADS = 7 << 20;
const STRAIGHT_FLUSH = 8 << 20;

const RANK_SETS = 1 << 13;
const SET_MASK = RANK_SETS - 1;
const WHEEL = 0b1_0000_0000_1111;
const sizeOf = new Uint8Array(RANK_SETS);
/** The five highest ranks of a set, four bits each, the highest in bits 16–19. */
const topFive = new Uint32Array(RANK_SETS);
/** A card's rank among the clubs (bits 0–12) or diamonds (16–28), and the same for hearts and spades: no branch on the suit. */
const minorBit = new Uint32Array(52);
const majorBit = new Uint32Array(52);
/** Top rank of the best straight in a set, 0 for none: no straight has the deuce on top. */
const straightTop = new Uint8Array(RANK_SETS);

for (let set = 1; set < RANK_SETS; set++) {
  sizeOf[set] = at(sizeOf, set >> 1) + (set & 1);
  const top = topRank(set);
  topFive[set] = (top << 16) | (at(topFive, set & ~(1 << top)) >> 4);
  straightTop[set] = bestStraight(set);
}

for (let card = 0; card < 52; card++) {
  const bit = 1 << ((card >> 2) + 16 * (card & 1));
  if ((card & 2) === 0) minorBit[card] = bit;
  else majorBit[card] = bit;
}

function bestStraight(set: number): number {
  for (let top = 12; top >= 4; top--) {
    const run = 0b11111 << (top - 4);
    if ((set & run) === run) return top;
  }
  return (set & WHEEL) === WHEEL ? 3 : 0;
}

/** Highest rank of a set that is not empty. */
function topRank(set: number): number {
  return 31 - Math.clz32(set);
}

/** The tables hold every set of ranks, so the index is always inside. */
function at(table: Uint8Array | Uint32Array, set: number): number {
  return table[set] as number;
}

/** The `count` highest ranks of a set, packed as in a strength from bit `4 * count` down. */
function kickers(set: number, count: number): number {
  return at(topFive, set) >> (4 * (5 - count));
}

/**
 * Strength of the best five of five, six or seven cards (numbers 0..51, all different; not checked).
 *
 * @see rules/CARD.md
 */
export function evaluate(cards: ArrayLike<number>): number {
  return evaluateWith(cards, NO_CARDS);
}

const NO_CARDS: readonly number[] = [];

/** `evaluate` for cards that lie in two places, as a seat's own and the board do. */
export function evaluateWith(cards: ArrayLike<number>, more: ArrayLike<number>): number {
  let minors = 0;
  let majors = 0;
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i] as number;
    minors |= at(minorBit, card);
    majors |= at(majorBit, card);
  }
  for (let i = 0; i < more.length; i++) {
    const card = more[i] as number;
    minors |= at(minorBit, card);
    majors |= at(majorBit, card);
  }
  return strengthOf(minors & SET_MASK, minors >>> 16, majors & SET_MASK, majors >>> 16, cards.length + more.length);
}

/** `evaluate` for the seven cards of a hold'em showdown. */
export function evaluate7(cards: ArrayLike<number>): number {
  return evaluate(cards);
}

function strengthOf(clubs: number, diamonds: number, hearts: number, spades: number, count: number): number {
  const ranks = clubs | diamonds | hearts | spades;
  const repeats = count - at(sizeOf, ranks);
  if (repeats < 3) {
    const run = straightOrFlush(clubs, diamonds, hearts, spades, ranks);
    if (run !== 0) return run;
    if (repeats === 0) return at(topFive, ranks);
  }
  const even = ranks ^ (clubs ^ diamonds ^ hearts ^ spades); // ranks held twice or four times
  if (repeats === 1) return PAIR | (topRank(even) << 16) | (kickers(ranks ^ even, 3) << 4);
  if (repeats === 2 && even !== 0) return twoPair(even, ranks);
  const several = (clubs & diamonds) | (hearts & spades) | ((clubs | diamonds) & (hearts | spades)); // twice or more
  if (repeats === 2) return TRIPS | (topRank(several) << 16) | (kickers(ranks ^ several, 2) << 8);
  const four = clubs & diamonds & hearts & spades;
  if (four !== 0) return QUADS | (topRank(four) << 16) | (topRank(ranks ^ four) << 12);
  return several === even ? twoPair(even, ranks) : fullHouse(several ^ even, several);
}

/** With three or more repeats among seven cards at most four ranks remain, so neither is possible. */
function straightOrFlush(clubs: number, diamonds: number, hearts: number, spades: number, ranks: number): number {
  const suited = flushSet(clubs, diamonds, hearts, spades);
  if (suited !== 0) {
    const top = at(straightTop, suited);
    return top !== 0 ? STRAIGHT_FLUSH | (top << 16) : FLUSH | at(topFive, suited);
  }
  const top = at(straightTop, ranks);
  return top !== 0 ? STRAIGHT | (top << 16) : 0;
}

/** The ranks of the suit that has five or more cards, 0 for none; seven cards hold at most one such suit. */
function flushSet(clubs: number, diamonds: number, hearts: number, spades: number): number {
  if (at(sizeOf, clubs) >= 5) return clubs;
  if (at(sizeOf, diamonds) >= 5) return diamonds;
  if (at(sizeOf, hearts) >= 5) return hearts;
  return at(sizeOf, spades) >= 5 ? spades : 0;
}

/** The two highest of two or three pairs; a third pair may still be the kicker. */
function twoPair(pairs: number, ranks: number): number {
  const two = kickers(pairs, 2);
  const used = (1 << (two >> 4)) | (1 << (two & 15));
  return TWO_PAIR | (two << 12) | (topRank(ranks ^ used) << 8);
}

/** Two threes of a kind make a full house of the higher, full of the lower. */
function fullHouse(threes: number, several: number): number {
  const three = topRank(threes);
  return FULL_HOUSE | (three << 16) | (topRank(several ^ (1 << three)) << 12);
}
