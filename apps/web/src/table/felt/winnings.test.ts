import type { PotAward } from '@aboveboard/client';
import type { RankedHand, WireWinRule } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { tableView } from '../../dev/table-fixture.ts';
import { isMuch, outcome, winningCards } from './winnings.ts';

const HIGH: WireWinRule = { type: 'high', use: 'two-and-three' };
const LOW: WireWinRule = { type: 'low-8', use: 'two-and-three' };

function award(win: WireWinRule | null, won: Record<number, number>, at: { pot?: number; board?: number } = {}): PotAward {
  const winners = Object.entries(won).map(([seat, amount]) => ({ seat: Number(seat), amount, stack: 0 }));
  return { pot: at.pot ?? 0, board: at.board ?? 0, win, winners };
}
function made(win: WireWinRule, best: number[], board = 0): RankedHand {
  return { board, win, rank: { type: win.type, category: win === LOW ? 'low' : 'pair', ranks: [6, 4], best } };
}
function lines(awards: PotAward[], more: Parameters<typeof tableView>[0] = { seats: 6 }, isSplit = true) {
  return outcome({ ...tableView({ ...more, awards }), isSplit }).map(({ board, side, winners, ranks }) => [
    board,
    side,
    winners.map(({ seat, amount }) => `${seat}:${amount}`).join(' '),
    ranks.length,
  ]);
}

test('main and side pots of the same winners are one line, and the high stands before the low', () => {
  const awards = [
    award(LOW, { 2: 300 }),
    award(HIGH, { 1: 300 }),
    award(HIGH, { 1: 50 }, { pot: 1 }),
    award(LOW, { 4: 50 }, { pot: 1 }),
  ];
  expect(lines(awards)).toEqual([
    [null, 'high', '1:350', 0],
    [null, 'low', '2:300', 0],
    [null, 'low', '4:50', 0],
  ]);
});

test('a game with one way to win says no side; each of two boards has its own line and its own hand', () => {
  const boards = [
    [0, 1, 2],
    [3, 4, 5],
  ];
  const ranks = { 1: [made(HIGH, [0, 1]), made(HIGH, [3, 4], 1)], 2: [made(HIGH, [5], 1)] };
  const awards = [award(HIGH, { 2: 100 }, { board: 1 }), award(HIGH, { 1: 100 })];
  expect(lines(awards, { seats: 6, boards, ranks }, false)).toEqual([
    [0, null, '1:100', 1],
    [1, null, '2:100', 1],
  ]);
});

test('a pot that was not divided shows every hand its winner made', () => {
  const ranks = { 3: [made(HIGH, [0, 1]), made(LOW, [2, 3])] };
  expect(lines([award(null, { 3: 600 })], { seats: 6, ranks })).toEqual([[null, null, '3:600', 2]]);
});

test('cards that won are told apart by side; a card of both belongs to the high', () => {
  const ranks = { 1: [made(HIGH, [0, 1]), made(LOW, [40])], 2: [made(LOW, [1, 2])] };
  const view = tableView({ seats: 6, ranks, awards: [award(LOW, { 2: 10 }), award(HIGH, { 1: 10 })] });
  expect([...(winningCards(view) ?? [])].sort((a, b) => a[0] - b[0])).toEqual([
    [0, 'high'],
    [1, 'high'],
    [2, 'low'],
  ]);
  expect(winningCards(tableView({ seats: 6, awards: [award(null, { 1: 10 })] }))).toBeNull(); // nobody showed
});

test('what does not fit under the boards of a phone is much', () => {
  const two = outcome({ ...tableView({ seats: 6, awards: [award(HIGH, { 1: 1 }), award(LOW, { 2: 1 })] }), isSplit: true });
  expect([
    isMuch(two, { boards: [[]] }),
    isMuch(two, { boards: [[], [], []] }),
    isMuch([...two, ...two], { boards: [] }),
  ]).toEqual([false, true, true]);
});
