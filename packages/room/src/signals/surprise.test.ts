import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSurprise, poissonSurprise, shareSurprise, sumSurprise } from './surprise.ts';

/** Exact chances of as many or more, by which chance each of them happens. */
function chanceOfAtLeast(count: number, chances: readonly number[]): number {
  let of = [1];
  for (const chance of chances)
    of = Array.from({ length: of.length + 1 }, (_, n) => (of[n] ?? 0) * (1 - chance) + (of[n - 1] ?? 0) * chance);
  return of.slice(count).reduce((sum, each) => sum + each, 0);
}

const isBound = (nats: number, chance: number): void => expect(Math.exp(-nats)).toBeGreaterThanOrEqual(chance - 1e-12);

test('[SIGNAL-1] no count is more surprising than its exact chance makes it', () => {
  const chances = fc.array(fc.double({ min: 0.01, max: 0.95, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(chances, fc.nat(40), (all, wanted) => {
      const count = Math.min(wanted, all.length);
      const expected = all.reduce((sum, chance) => sum + chance, 0);
      const exact = chanceOfAtLeast(count, all);
      isBound(poissonSurprise(count, expected), exact);
      isBound(
        countSurprise(
          count,
          expected,
          all.reduce((sum, chance) => sum + chance * (1 - chance), 0),
        ),
        exact,
      );
      const share = all[0] as number;
      isBound(
        shareSurprise(count, all.length, share),
        chanceOfAtLeast(
          count,
          all.map(() => share),
        ),
      );
    }),
  );
});

test('[SIGNAL-1] no sum is more surprising than the share of signs that make it as large', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 10 }), fc.nat(10_000), (sizes, sum) => {
      const all = 2 ** sizes.length;
      let asLarge = 0;
      for (let signs = 0; signs < all; signs++)
        if (sizes.reduce((total, size, i) => total + (signs & (1 << i) ? size : -size), 0) >= sum) asLarge += 1;
      isBound(
        sumSurprise(
          sum,
          sizes.reduce((total, size) => total + size * size, 0),
        ),
        asLarge / all,
      );
    }),
  );
});

test('[SIGNAL-1] what was to be expected is no surprise, and known counts weigh what they weigh', () => {
  expect([poissonSurprise(2, 2), shareSurprise(7, 10, 0.7), sumSurprise(-5, 100), countSurprise(3, 3, 1)]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(poissonSurprise(10, 0.5)).toBeCloseTo(20.46, 2);
  expect(shareSurprise(10, 10, 0.7)).toBeCloseTo(3.57, 2);
  expect(sumSurprise(6, 1)).toBe(18);
  expect(countSurprise(9, 3, 2)).toBeCloseTo(4.5, 2);
});
