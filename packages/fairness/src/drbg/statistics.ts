/**
 * Whether shuffles are even: how often each card came to each position, as one figure.
 *
 * A shuffle fills every row and column of the 52 × 52 table at once, so its cells are not independent: the variance of
 * Pearson's sum is 52/51 of the usual. Scaled back by 51/52 it follows χ² with 51 · 51 degrees of freedom.
 */
import { type Bytes, u64 } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';
import { Drbg, shuffle } from './drbg.ts';

export interface ShuffleStatistic {
  readonly shuffles: number;
  readonly degreesOfFreedom: number;
  /** Near the degrees of freedom where shuffles are even. */
  readonly chiSquare: number;
  /** The same in standard deviations (Wilson and Hilferty's cube root), near 0. */
  readonly z: number;
}

const CARDS = 52;

/** Beyond this, one in two million even runs would fall; also below it: a fit too good is not random either. */
export const MOST_DEVIATIONS = 5;

/** Shuffles `count` decks, each from a key of its own derived from `seed`, and measures them. */
export function measureShuffles(seed: Bytes, count: number): ShuffleStatistic {
  const seen = new Uint32Array(CARDS * CARDS);
  for (let i = 0; i < count; i++) {
    const order = shuffle(CARDS, new Drbg(H(seed, u64(BigInt(i))), 'perm'));
    for (let position = 0; position < CARDS; position++) {
      const cell = position * CARDS + (order[position] as number);
      seen[cell] = (seen[cell] as number) + 1;
    }
  }
  return statisticOf(seen, count);
}

/** @param seen how often each card came to each position, row by row of positions. */
export function statisticOf(seen: Uint32Array, shuffles: number): ShuffleStatistic {
  const expected = shuffles / CARDS;
  const pearson = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const chiSquare = (pearson * (CARDS - 1)) / CARDS;
  const degreesOfFreedom = (CARDS - 1) ** 2;
  const spread = 2 / (9 * degreesOfFreedom);
  const z = (Math.cbrt(chiSquare / degreesOfFreedom) - (1 - spread)) / Math.sqrt(spread);
  return { shuffles, degreesOfFreedom, chiSquare, z };
}
