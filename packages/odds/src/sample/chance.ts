/** Chance from a seed: the same draws each time, for estimates that anybody can repeat. Nothing here keeps a secret. */
export interface Chance {
  /** A whole number from 0 to `n - 1`, each equally likely; `n` at most 2^32. */
  below(n: number): number;
}

const WORD = 2 ** 32;

/**
 * SFC32 after Chris Doty-Humphrey's PractRand: 128 bits of state, of which one is a counter, so that no seed leads into a short cycle.
 *
 * @param seed a whole number; its lower 53 bits count
 */
export function chanceOf(seed: number): Chance {
  let a = 0;
  let b = Math.floor(seed / WORD) | 0;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    below(n) {
      const limit = WORD - (WORD % n); // above it some numbers would come more often
      let drawn = next();
      while (drawn >= limit) drawn = next();
      return drawn % n;
    },
  };
}
