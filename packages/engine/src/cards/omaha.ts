/**
 * Exactly two of a seat's cards with three of the board, fifteen times as quick as rating all their sixty hands.
 *
 * Whatever suits they are of, what three ranks of the board and two of the seat's make stands in one table of 455 kinds of three by 91
 * kinds of two, so a hand is the best of at most ten rows at a few columns each. Flushes are looked for apart, and only where three
 * and two share a suit.
 */
import { flushOf, highOfRanks, STANDARD } from './high.ts';
import { LOW_TOP } from './low.ts';
import { NO_HAND } from './no-hand.ts';
import { aceBelow, lowest, majorBit, minorBit, SET_MASK, sizeOf, topRanks } from './rank-sets.ts';

const RANKS = 13;
const EIGHT_AND_BELOW = 0b1111_1111;
export const MOST_OWN = 6;
export const MOST_ON_BOARD = 5;
/** Choices of three of as many board cards, and of two of as many own ones. */
const MOST_ROWS = 10;
const MOST_COLUMNS = 15;

/** Strength of the best high hand of two of `hole` (up to six cards) with three of `board` (up to five); `NO_HAND` with too few. */
type OmahaHigh = (hole: ArrayLike<number>, board: ArrayLike<number>) => number;

let made: OmahaHigh | null = null;

/** The evaluator; its tables, 170 kB in some ten milliseconds, are made at the first call, and kept. */
export function omahaHigh(): OmahaHigh {
  made ??= makeOmahaHigh();
  return made;
}

function makeOmahaHigh(): OmahaHigh {
  const threes = holdings(3);
  const twos = holdings(2);
  const strengths = makeTable(threes, twos);
  const rowOf = rowNumbers(threes, twos.length);
  const columnOf = columnNumbers(twos);
  const rows = new Uint16Array(MOST_ROWS);
  const columns = new Uint16Array(MOST_COLUMNS);
  return (hole, board) => {
    const columnCount = fillColumns(columns, columnOf, hole);
    const rowCount = fillRows(rows, rowOf, board);
    if (rowCount === 0 || columnCount === 0) return NO_HAND;
    let best = 0;
    for (let i = 0; i < rowCount; i++) {
      const row = rows[i] as number;
      for (let j = 0; j < columnCount; j++) {
        const ahead = best - (strengths[row + (columns[j] as number)] as number);
        best -= ahead & (ahead >> 31); // the higher of the two: no branch to guess wrong
      }
    }
    return Math.max(best, bestFlush(hole, board));
  };
}

function fillRows(rows: Uint16Array, rowOf: Uint16Array, board: ArrayLike<number>): number {
  let count = 0;
  for (let i = 2; i < board.length; i++) {
    const high = ((board[i] as number) >> 2) * RANKS * RANKS;
    for (let j = 1; j < i; j++) {
      const middle = high + ((board[j] as number) >> 2) * RANKS;
      for (let k = 0; k < j; k++) rows[count++] = rowOf[middle + ((board[k] as number) >> 2)] as number;
    }
  }
  return count;
}

function fillColumns(columns: Uint16Array, columnOf: Uint16Array, hole: ArrayLike<number>): number {
  let count = 0;
  for (let i = 1; i < hole.length; i++) {
    const high = ((hole[i] as number) >> 2) * RANKS;
    for (let j = 0; j < i; j++) columns[count++] = columnOf[high + ((hole[j] as number) >> 2)] as number;
  }
  return count;
}

/** Flush or straight flush of two and three, 0 for none; five board cards hold three of one suit at most. */
function bestFlush(hole: ArrayLike<number>, board: ArrayLike<number>): number {
  let minors = 0;
  let majors = 0;
  for (let i = 0; i < board.length; i++) {
    const card = board[i] as number;
    minors |= minorBit[card] as number;
    majors |= majorBit[card] as number;
  }
  if (sizeOf(minors & SET_MASK) >= 3) return flushIn(0, minors & SET_MASK, hole);
  if (sizeOf(minors >>> 16) >= 3) return flushIn(1, minors >>> 16, hole);
  if (sizeOf(majors & SET_MASK) >= 3) return flushIn(2, majors & SET_MASK, hole);
  return sizeOf(majors >>> 16) >= 3 ? flushIn(3, majors >>> 16, hole) : 0;
}

function flushIn(suit: number, board: number, hole: ArrayLike<number>): number {
  let own = 0;
  for (let i = 0; i < hole.length; i++) {
    const card = hole[i] as number;
    if ((card & 3) === suit) own |= 1 << (card >> 2);
  }
  let best = 0;
  for (let left = own; left !== 0; left &= left - 1) {
    const first = left & -left;
    for (let others = left ^ first; others !== 0; others &= others - 1) {
      best = Math.max(best, withThree(first | (others & -others), board, 3));
    }
  }
  return best;
}

/** The best of `taken` with `count` more of the board's cards of the suit. */
function withThree(taken: number, board: number, count: number): number {
  if (count === 0) return flushOf(taken, STANDARD);
  let best = 0;
  for (let left = board; left !== 0; left &= left - 1) {
    const one = left & -left;
    best = Math.max(best, withThree(taken | one, left ^ one, count - 1));
  }
  return best;
}

/** Strength of the best eight-or-better low of two of `hole` with three of `board`; `NO_HAND` where there is none. Needs no tables. */
export function omahaLow8(hole: ArrayLike<number>, board: ArrayLike<number>): number {
  const onBoard = lowRanks(board);
  if (sizeOf(onBoard) < 3) return NO_HAND;
  let best = NO_HAND;
  for (let left = lowRanks(hole); left !== 0; left &= left - 1) {
    const first = left & -left;
    for (let others = left ^ first; others !== 0; others &= others - 1) {
      const two = first | (others & -others);
      const three = lowest(onBoard & ~two, 3);
      if (sizeOf(three) === 3) best = Math.max(best, LOW_TOP - topRanks(two | three, 5));
    }
  }
  return best;
}

/** Ranks from ace (bit 0) to eight. */
function lowRanks(cards: ArrayLike<number>): number {
  let ranks = 0;
  for (let i = 0; i < cards.length; i++) ranks |= 1 << ((cards[i] as number) >> 2);
  return aceBelow(ranks) & EIGHT_AND_BELOW;
}

/** Some ranks, and the sets of those held at least once, twice and three times. */
interface Held {
  readonly ranks: readonly number[];
  readonly once: number;
  readonly twice: number;
  readonly thrice: number;
}

const NOTHING: Held = { ranks: [], once: 0, twice: 0, thrice: 0 };

/** All ways to hold `count` ranks, any of them more than once: each rank from the highest down. */
function holdings(count: number, from: Held = NOTHING, most = RANKS - 1): Held[] {
  if (count === 0) return [from];
  const all: Held[] = [];
  for (let rank = 0; rank <= most; rank++) all.push(...holdings(count - 1, withRank(from, rank), rank));
  return all;
}

function withRank({ ranks, once, twice, thrice }: Held, rank: number): Held {
  const bit = 1 << rank;
  return { ranks: [...ranks, rank], once: once | bit, twice: twice | (once & bit), thrice: thrice | (twice & bit) };
}

/** From three ranks in any order, `a * 169 + b * 13 + c`, to where their row begins. */
function rowNumbers(threes: readonly Held[], columns: number): Uint16Array {
  const rowOf = new Uint16Array(RANKS ** 3);
  for (const [row, { ranks }] of threes.entries()) {
    const [a, b, c] = ranks as [number, number, number];
    const orders = [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ] as [number, number, number][];
    for (const [x, y, z] of orders) rowOf[(x * RANKS + y) * RANKS + z] = row * columns;
  }
  return rowOf;
}

/** From two ranks in any order, `a * 13 + b`, to their column. */
function columnNumbers(twos: readonly Held[]): Uint16Array {
  const columnOf = new Uint16Array(RANKS ** 2);
  for (const [column, { ranks }] of twos.entries()) {
    const [a, b] = ranks as [number, number];
    columnOf[a * RANKS + b] = column;
    columnOf[b * RANKS + a] = column;
  }
  return columnOf;
}

/** The strength of each three with each two, all rows one after another. */
function makeTable(threes: readonly Held[], twos: readonly Held[]): Int32Array {
  const table = new Int32Array(threes.length * twos.length);
  let index = 0;
  for (const three of threes) for (const two of twos) table[index++] = together(three, two);
  return table;
}

/** Five of one rank is no hand, and never asked for. */
function together(a: Held, b: Held): number {
  const twice = a.twice | b.twice | (a.once & b.once);
  const thrice = a.thrice | (a.twice & b.once) | (a.once & b.twice);
  const four = (a.thrice & b.once) | (a.twice & b.twice);
  return highOfRanks(a.once | b.once, twice, thrice, four, STANDARD);
}
