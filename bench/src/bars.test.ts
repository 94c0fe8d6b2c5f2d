import { expect, test } from 'vitest';
import { barsOf, barTable } from './bars.ts';

const figure = (median: number) => ({ name: 'aboveboard', median, least: median, most: median, ratio: 1, soundness: 1 });
const load = { name: 'aboveboard', importMs: 50, firstMs: 20, bytes: 2e6, tableBytes: 510_000 };

test('a bar is met at its very figure and missed beyond it; contests without one are left out', () => {
  const bars = barsOf(
    [
      { name: 'evaluator: seven packed cards', unit: 'evals', figures: [figure(99.9e6)] },
      { name: 'evaluator: seven cards as text', unit: 'evals', figures: [figure(3e6)] },
      { name: 'a contest without a bar', unit: 'evals', figures: [figure(1)] },
    ],
    [load],
  );
  expect(bars.map(({ isMet }) => isMet)).toEqual([false, true, true, false]);
  expect(barTable(bars)).toBe(
    [
      'bars of design/engine.md',
      '  NOT MET  evaluator: seven packed cards: 99.9 M evals/s, at least 100 M',
      '  met      evaluator: seven cards as text: 3.00 M evals/s, at least 3.00 M',
      '  met      evaluator: seven-card tables made and one hand rated: 20.0 ms, at most 20.0',
      '  NOT MET  evaluator: all typed arrays, those of the engine included: 0.510 MB, at most 0.500',
    ].join('\n'),
  );
});
