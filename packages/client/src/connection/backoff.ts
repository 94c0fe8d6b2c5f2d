/** How long to wait before the next attempt: doubling, capped, and spread evenly so that a crowd does not come back as one. */
import type { Random } from '@aboveboard/kit';

const BASE_MS = 250;
const MOST_MS = 8_000;

/**
 * Full jitter: anywhere from 0 to the cap of this attempt.
 *
 * @param attempt 0 for the first try after a loss
 * @returns milliseconds, a whole number below 250 · 2^attempt and never above 8 000
 */
export function backoffMs(attempt: number, random: Random): number {
  const cap = Math.min(MOST_MS, BASE_MS * 2 ** Math.min(attempt, 16));
  return Math.floor(fraction(random) * cap);
}

/** A number in [0, 1). */
export function fraction(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32;
}
