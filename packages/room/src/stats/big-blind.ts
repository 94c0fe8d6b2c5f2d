/** What results of different stakes are measured in. */
import type { Chips, Stakes } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';

/** Chips that a result is divided by: the big blind, and the small bet where there is none. @see rules/STAT.md STAT-10. */
export function bigBlindOf({ bigBlind, smallBet }: Stakes): Chips {
  return bigBlind > 0 ? bigBlind : smallBet;
}

/** `net` chips in thousandths of `bigBlind`, to the nearest, halves away from zero: a loss weighs what a win of as much does. */
export function inMilliBlinds(net: number, bigBlind: number): number {
  assert(bigBlind > 0, 'a result without a unit');
  const size = Math.round((Math.abs(net) / bigBlind) * 1000);
  return net < 0 ? 0 - size : size;
}

/** The band of a big blind: the largest of 1, 2, 5, 10, 20, 50, … that is not above it. @see rules/STAT.md STAT-12. */
export function stakesBand(bigBlind: number): number {
  assert(Number.isSafeInteger(bigBlind) && bigBlind > 0, 'stakes without a unit');
  let decade = 1;
  while (decade <= bigBlind / 10) decade *= 10;
  const fits = [5, 2, 1].find((step) => step * decade <= bigBlind) ?? 1;
  return fits * decade;
}
