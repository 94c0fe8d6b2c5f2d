import type { HandWithPlayers } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { countsOfHand } from './hand-counts.ts';
import { repliesIn } from './replies.ts';
import { weekOf, weightOf } from './weeks.ts';

const AT = Date.UTC(2026, 10, 21);

/** A hand of Ana, Bo, Cy and a bot at a big blind of 10: what each won or lost, and which seats folded. */
function hand(deltas: readonly number[], folded: readonly number[], closeStatus = 0): HandWithPlayers {
  const names = ['ana', 'bo', 'cy', 'robot'];
  return {
    ...{ tableId: 't1', handNo: 7, game: 'NT', closeStatus, startedMs: AT, endedMs: AT },
    publicHistory: {
      start: { setup: { stakes: { bigBlind: 10, smallBet: 10 } } },
      actions: [{ kind: 'call', seat: 0 }, ...folded.map((seat) => ({ kind: 'fold', seat }))],
    },
    players: deltas.map((delta, seat) => ({ seat, playerId: names[seat] ?? '', isBot: names[seat] === 'robot', delta })),
  };
}

test('[SIGNAL-3] who lost, lost to each winner by what that one won, in tenths of the big blind', () => {
  const { players, pairs } = countsOfHand(hand([-300, -100, 130, 260], []), []);
  expect(pairs.map(({ a, b, net, squares, hands }) => [a, b, net, squares, hands])).toEqual([
    ['ana', 'bo', 0, 0, 1],
    ['ana', 'cy', 98, 9604, 1], // 300 × 130 / 400, after 10 of rake
    ['bo', 'cy', 33, 1089, 1],
  ]);
  expect(players.map(({ player, met, lost }) => [player, met, lost])).toEqual([
    ['ana', 3, 98 + 195],
    ['bo', 3, 33 + 65],
    ['cy', 3, -98 - 33],
  ]);
});

test('[SIGNAL-3] twenty big blinds are a large loss, and a gift where whoever lost them folded', () => {
  const [dumped] = countsOfHand(hand([-200, 200], [0]), []).pairs;
  expect(dumped).toMatchObject({ bigToB: 1, bigToA: 0, giftsToB: 1, giftsToA: 0 });
  expect(dumped?.largest).toEqual([{ tableId: 't1', handNo: 7, tenths: 200, isGift: true }]);
  const [shown] = countsOfHand(hand([250, -250], []), []).pairs;
  expect(shown).toMatchObject({ bigToB: 0, bigToA: 1, giftsToB: 0, giftsToA: 0, net: -250 });
  expect(shown?.largest).toEqual([{ tableId: 't1', handNo: 7, tenths: -250, isGift: false }]);
  const [small] = countsOfHand(hand([-199, 199], [0]), []).pairs;
  expect(small).toMatchObject({ bigToB: 0, giftsToB: 0, largest: [] });
  const { players } = countsOfHand(hand([-200, 200], [0]), []);
  expect(players.map(({ bigLost, bigWon, gifts }) => [bigLost, bigWon, gifts])).toEqual([
    [1, 0, 1],
    [0, 1, 0],
  ]);
});

test('[SIGNAL-2] bots have no counts, and a hand that was not played to its end has none at all', () => {
  const { players, pairs } = countsOfHand(hand([-300, 0, 0, 300], [0]), []);
  expect(players.map(({ player }) => player)).toEqual(['ana', 'bo', 'cy']);
  expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['ana bo', 'ana cy', 'bo cy']);
  expect(players[0]).toMatchObject({ lost: 300, bigLost: 1, gifts: 1 });
  for (const closeStatus of [2, 3])
    expect(countsOfHand(hand([-300, 300], [0], closeStatus), [])).toEqual({ players: [], pairs: [] });
});

test('[SIGNAL-5] replies are calls and raises right after another seat, with how long they took', () => {
  const at = (atMs: number, kind: 'call' | 'check' | 'fold' | 'time-out', seat: number) => ({ action: { kind, seat }, atMs });
  const actions = [
    at(0, 'call', 0),
    { action: { kind: 'raise-to', seat: 1, to: 40 } as const, atMs: 500 },
    at(1_300, 'call', 0),
    at(1_400, 'check', 0),
  ];
  const others = [at(1_500, 'fold', 1), at(1_600, 'call', 1), at(9_000, 'time-out', 2), at(9_001, 'call', 0)];
  const replies = repliesIn([...actions, ...others]);
  expect(replies).toEqual([
    { seat: 1, after: 0, tookMs: 500 },
    { seat: 0, after: 1, tookMs: 800 },
  ]);
  const { players, pairs } = countsOfHand(hand([0, 0], []), replies);
  expect(pairs[0]).toMatchObject({ replies: 2, instant: 1 });
  expect(players.map(({ replies: all, instant }) => [all, instant])).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test('[SIGNAL-6] a week begins on Monday, halves in four, and is gone after twelve', () => {
  const monday = Date.UTC(2026, 10, 16);
  expect([weekOf(monday), weekOf(monday - 1), weekOf(Date.UTC(2026, 10, 22, 23, 59))]).toEqual([
    monday,
    Date.UTC(2026, 10, 9),
    monday,
  ]);
  const weeksAgo = (n: number): number => weightOf(monday - n * 7 * 86_400_000, monday + 5);
  expect([0, 4, 8, 11].map(weeksAgo)).toEqual([1, 0.5, 0.25, 2 ** -2.75]);
  expect([12, -1].map(weeksAgo)).toEqual([0, 0]);
});
