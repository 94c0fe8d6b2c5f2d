import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitHistogram } from './wait-histogram.ts';

test('each share is within 1 % of what sorting finds', () => {
  const wait = fc.oneof(fc.nat(5), fc.nat(10_000_000));
  fc.assert(
    fc.property(fc.array(wait, { minLength: 1, maxLength: 300 }), fc.constantFrom(0.5, 0.9, 0.99, 1), (waits, share) => {
      const histogram = waitHistogram();
      for (const ms of waits) histogram.add(ms);
      const sorted = [...waits].sort((a, b) => a - b);
      const exact = sorted[Math.ceil(share * waits.length) - 1] ?? Number.NaN;
      expect(Math.abs(histogram.share(share) - exact)).toBeLessThanOrEqual(0.06 + (exact + 1) * 0.01);
    }),
  );
});

test('none at all has no share but 0', () => {
  expect([waitHistogram().count(), waitHistogram().share(0.99)]).toEqual([0, 0]);
});
