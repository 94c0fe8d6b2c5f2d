import { expect, test } from 'vitest';
import { figuresOf, ledgerBarsOf, quantile } from './figures.ts';
import type { Reading } from './plan.ts';

const reading = (over: Partial<Reading>): Reading => ({
  ...({ place: 'MariaDB', way: 'paced', perSecond: 1_000, waitsMs: [] } as const),
  ...{ ownCpuUs: 1, serverCpuUs: 2, statements: 3 },
  ...over,
});

test('waits of all rounds are taken together, rates and costs by their median', () => {
  const [figure] = figuresOf([
    reading({ perSecond: 900, waitsMs: [1, 2], ownCpuUs: 5 }),
    reading({ perSecond: 1_000, waitsMs: [40, 3], ownCpuUs: 7 }),
    reading({ perSecond: 1_300, waitsMs: [4], ownCpuUs: 30 }),
  ]);
  expect(figure).toMatchObject({
    ...{ perSecond: { median: 1_000, least: 900, most: 1_300 }, p50Ms: 3, p99Ms: 40 },
    ...{ ownCpuUs: 7, serverCpuUs: 2, statements: 3 },
  });
});

test('a quantile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, i) => i + 1);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile([7], 0.99), quantile(values, 0)]).toEqual([100, 198, 7, 1]);
});

test('a bar is met at its very value and missed by what was not measured', () => {
  const figures = figuresOf([
    reading({ way: 'group of 100', perSecond: 1_000 }),
    reading({ waitsMs: [50] }),
    reading({ place: 'SQLite', way: 'group of 100', perSecond: 4_999 }),
  ]);
  expect(ledgerBarsOf(figures).map(({ isMet }) => isMet)).toEqual([false, false, true, true]);
});
