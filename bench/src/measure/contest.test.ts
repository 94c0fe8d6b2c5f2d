import { expect, test } from 'vitest';
import { type Contender, holdContest, spread } from './contest.ts';

test.each([
  [[3, 1, 2], { median: 2, least: 1, most: 3 }],
  [[4, 1, 2, 3], { median: 2.5, least: 1, most: 4 }],
  [[7], { median: 7, least: 7, most: 7 }],
])('%j has its median and range', (rates, wanted) => {
  expect(spread(rates)).toEqual(wanted);
});

test('who does a tenth of the work is several times as fast, and is told apart when wrong', () => {
  const contender = (name: string, steps: number, share: number): Contender => ({
    name,
    run: (times) => {
      let sum = 0;
      for (let i = 0; i < times * steps; i++) sum += Math.sqrt(i);
      return sum;
    },
    soundness: () => share,
  });
  const contest = { name: 'toy', unit: 'steps', scale: 'M', sound: 'sums' } as const;
  const contenders = [contender('quick', 1_000, 1), contender('slow', 10_000, 0.5)];
  const [quick, slow] = holdContest({ ...contest, contenders }, { rounds: 3, roundMs: 20 });
  expect(quick).toMatchObject({ name: 'quick', ratio: 1, soundness: 1 });
  expect(slow).toMatchObject({ name: 'slow', soundness: 0.5 });
  expect(slow?.ratio).toBeGreaterThan(3);
});
