import { expect, test } from 'vitest';
import { utf8Bytes } from '../bytes/text.ts';
import { MOST_DEVIATIONS, measureShuffles, statisticOf } from './statistics.ts';

test('[FAIR-4] 100 000 shuffles put every card everywhere equally often', () => {
  const seed = process.env.ABOVEBOARD_SEED ?? `${process.hrtime.bigint()}`;
  const { chiSquare, z, degreesOfFreedom } = measureShuffles(utf8Bytes(seed), 100_000);
  process.stdout.write(`χ² ${chiSquare.toFixed(1)} of ${degreesOfFreedom}, z ${z.toFixed(2)}, ABOVEBOARD_SEED=${seed}\n`);
  expect(Math.abs(z), `ABOVEBOARD_SEED=${seed}`).toBeLessThan(MOST_DEVIATIONS);
});

test('[FAIR-4] the statistic sees the classic uneven shuffle, and one that is too even', () => {
  const shuffles = 100_000;
  const even = new Uint32Array(52 * 52).fill(shuffles / 52);
  expect(statisticOf(even, shuffles).z).toBeLessThan(-MOST_DEVIATIONS);
  const naive = naiveCounts(shuffles);
  expect(statisticOf(naive, shuffles).z).toBeGreaterThan(MOST_DEVIATIONS);
});

/** The classic mistake: each card swapped with any of 52 places instead of the places left. */
function naiveCounts(shuffles: number): Uint32Array {
  const seen = new Uint32Array(52 * 52);
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * 52);
  };
  for (let n = 0; n < shuffles; n++) {
    const a = Array.from({ length: 52 }, (_, i) => i);
    for (let i = 0; i < 52; i++) {
      const j = next();
      const held = a[i] as number;
      a[i] = a[j] as number;
      a[j] = held;
    }
    for (let p = 0; p < 52; p++) seen[p * 52 + (a[p] as number)] = (seen[p * 52 + (a[p] as number)] ?? 0) + 1;
  }
  return seen;
}
