/** Chance of a simulation: many streams of numbers from one seed, so that what one part draws changes nothing of another. */
import { seededRandom } from '../seeded-chance.ts';

export interface Chance {
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True in `percent` of a hundred. */
  isHit(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/** @param purpose names the stream; the same seed and purpose give the same numbers */
export function chanceOf(seed: number, purpose: string): Chance {
  let mixed = seed | 0;
  for (let i = 0; i < purpose.length; i++) mixed = Math.imul(mixed ^ purpose.charCodeAt(i), 0x01000193) ^ (mixed >>> 13);
  const random = seededRandom(mixed);
  const below = (n: number): number => random.below(n);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    isHit: (percent) => below(10_000) < percent * 100,
    pick: (from) => from[below(from.length)] as never,
    bytes: (length) => random.bytes(length),
  };
}
