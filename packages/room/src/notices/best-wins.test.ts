import type { BestWin } from '@aboveboard/storage';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordDays, withWins } from './best-wins.ts';
import { dayOf } from './kept.ts';

const DAY_MS = 86_400_000;
const win = (day: number, amount: number, handNo = 1, tableId = 't1'): BestWin => {
  return { playerId: 'ana', dayMs: day * DAY_MS, amount, tableId, handNo, atMs: day * DAY_MS + handNo };
};

test('[NOTICE-3] a day is a record when more was won in a hand of it than on any day before', () => {
  const wins = withWins([], [win(1, 50), win(2, 40), win(3, 60, 1), win(3, 90, 2), win(4, 90), win(6, 91)]);
  expect(wins.map(({ dayMs, amount }) => [dayMs / DAY_MS, amount])).toEqual([
    [1, 50],
    [3, 90],
    [6, 91],
  ]);
  expect(recordDays(wins)).toEqual(wins.slice(1));
  expect(recordDays(withWins([], [win(1, 50)]))).toEqual([]);
});

test('[NOTICE-3] of two as large the first is told, and of two at once the one of the first table', () => {
  const [first, second, elsewhere] = [win(1, 50, 1), win(1, 50, 2), win(1, 50, 1, 't0')];
  expect(withWins([], [second, first])).toEqual([first]);
  expect(withWins([first], [elsewhere])).toEqual([elsewhere]);
});

test('[NOTICE-4] record days are the same whatever order hands come in, together or apart', () => {
  const wins = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 99 })),
  );
  fc.assert(
    fc.property(
      wins.map((all) => all.map(([day, amount, no]) => win(day, amount, no, `t${no % 3}`))),
      fc.func(fc.integer()),
      (all, keyOf) => {
        const shuffled = [...all].sort((a, b) => keyOf(a) - keyOf(b));
        const oneByOne = shuffled.reduce<readonly BestWin[]>((records, one) => withWins(records, [one]), []);
        expect(oneByOne).toEqual(withWins([], all));
      },
    ),
  );
});

test('a day of notices begins at midnight, UTC', () => {
  expect(dayOf(Date.UTC(2026, 10, 21, 23, 59, 59, 999))).toBe(Date.UTC(2026, 10, 21));
});
