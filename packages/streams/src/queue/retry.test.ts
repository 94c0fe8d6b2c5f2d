import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelayMs } from './retry.ts';

const anyChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('[QUEUE-9] a wait is anything up to a bound that doubles from 500 ms to 10 s', () => {
  const almostOne = 1 - 2 ** -32;
  const longest = [1, 2, 3, 4, 5, 6, 60].map((failures) => retryDelayMs(failures, almostOne));
  expect(longest).toEqual([499, 999, 1_999, 3_999, 7_999, 9_999, 9_999]);
  expect(retryDelayMs(5, 0)).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), anyChance, (failures, chance) => {
      const delay = retryDelayMs(failures, chance, { baseMs: 50, maxMs: 1_000 });
      return Number.isSafeInteger(delay) && delay >= 0 && delay < 1_000;
    }),
  );
});
