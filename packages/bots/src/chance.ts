/** Chance for a seat's whims and its guesses: fast, seeded once from the random port. It never touches a deal. */
import type { Random } from '@aboveboard/kit';

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  between(least: number, most: number): number;
  isHit(probability: number): boolean;
}

/** SplitMix32, seeded by four bytes of `random`. */
export function chanceFrom(random: Random): Chance {
  let state = random.bytes(4).reduce((n, byte) => (n << 8) | byte, 0);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (n) => Math.floor(next() * n),
    between: (least, most) => least + next() * (most - least),
    isHit: (probability) => next() < probability,
  };
}
