import { expect, test } from 'vitest';
import { realtimeBarsOf } from './bars.ts';
import { metricsOf } from './figures.ts';
import type { Reading } from './plan.ts';

const READINGS: readonly Reading[] = [
  ...[10, 30, 20].map((value) => ({ side: 'aboveboard', metric: 'delivery', value }) as const),
  ...[40, 10].map((value) => ({ side: 'colyseus', metric: 'delivery', value }) as const),
  { side: 'aboveboard', metric: 'joins', value: 500 },
  { side: 'colyseus', metric: 'joins', value: 1_000 },
  { side: 'aboveboard', metric: 'stormShare', value: 99 },
];

test('rounds become medians with their range, and each side is held against ours', () => {
  const [delivery, joins, storm] = metricsOf(READINGS);
  expect(delivery?.figures).toEqual([
    { side: 'aboveboard', median: 20, least: 10, most: 30, ratio: 1 },
    { side: 'colyseus', median: 25, least: 10, most: 40, ratio: 1.25 },
  ]);
  expect([joins?.key, storm?.key]).toEqual(['joins', 'stormShare']);
});

test('a bar is met by its figure alone, or by being no worse than Colyseus, whichever way is good', () => {
  const met = Object.fromEntries(realtimeBarsOf(metricsOf(READINGS)).map(({ what, value, isMet }) => [what, [value, isMet]]));
  expect(met).toEqual({
    'a delivery, µs of processor, at most': [20, false],
    'of the storm came in, %, at least': [99, true],
    'joins a second, beside Colyseus, at least': [0.5, false],
    'one delivery more of the same event, to a railbird, beside Colyseus, at least': [1.25, true],
  });
});
