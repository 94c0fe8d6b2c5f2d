import { anyPlay, replay } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANA, BO, CY, type Told } from '../stats/ended-hand.fixture.ts';
import { type BoardKind, leaderboard } from './leaderboard.fixture.ts';
import { DAY_MS, keptAt, periodsOf } from './periods.ts';
import { settledHand } from './settled-hand.fixture.ts';
import { addTallies, type Tallies, talliesOf } from './tallies.ts';

const ANA_STEALS = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 1000
    Di   folds
    Ana  raises to 300
    Bo   folds
    Cy   folds
    Ana  wins 250`;

const BO_WINS_LOWER = `
    NLHE 5/10 | Ana 1000 | Bo 1000, button
    Bo   raises to 20
    Ana  folds
    Bo   wins 20`;

const at = (text: string): number => Date.parse(text);

function talliesFrom(...hands: (readonly [script: string, told?: Told])[]): Tallies {
  return addTallies(
    {},
    hands.flatMap(([script, told]) => talliesOf(settledHand(replay(script).events, told), () => true)),
  );
}

const board = (tallies: Tallies, kind: BoardKind, leastHands = 1): string[] =>
  leaderboard(tallies, 'all', kind, leastHands).map(({ place, player, value }) => `${place} ${player} ${value}`);

test('[RANK-1] a hand is in the periods that its end is in, by UTC and ISO weeks', () => {
  expect(periodsOf(at('2026-11-21T23:59:59.999Z'))).toEqual([
    'all',
    'day 2026-11-21',
    'week 2026-W47',
    'month 2026-11',
    'year 2026',
  ]);
  const weeks = ['2027-01-03', '2027-01-04', '2024-12-30', '2021-01-01', '2026-12-31'];
  expect(weeks.map((day) => periodsOf(at(`${day}T12:00:00Z`))[2])).toEqual([
    'week 2026-W53', // a Sunday
    'week 2027-W01',
    'week 2025-W01',
    'week 2020-W53',
    'week 2026-W53',
  ]);
  const overMidnight = talliesFrom([ANA_STEALS, { endedAtMs: at('2026-12-01T00:01:00Z') }]);
  expect(leaderboard(overMidnight, 'day 2026-12-01', 'hands', 1)).toHaveLength(4);
  expect(leaderboard(overMidnight, 'month 2026-11', 'hands', 1)).toEqual([]);
});

test('[RANK-2] chips, big blinds for 100 hands, hours and hands', () => {
  const tallies = talliesFrom([ANA_STEALS], [BO_WINS_LOWER]);
  expect(board(tallies, 'net')).toEqual(['1 Ana 140', '2 Di 0', '3 Bo -40', '4 Cy -100']);
  expect(board(tallies, 'bb100')).toEqual(['1 Ana 25', '1 Bo 25', '3 Di 0', '4 Cy -100']);
  expect(board(tallies, 'hands')).toEqual(['1 Ana 2', '1 Bo 2', '3 Cy 1', '3 Di 1']);
  expect(board(tallies, 'hours')).toEqual(['1 Ana 0.07', '1 Bo 0.07', '3 Cy 0.03', '3 Di 0.03']);
});

test('[RANK-3] bb/100 is listed from the least number of hands on', () => {
  const tallies = talliesFrom([ANA_STEALS], [BO_WINS_LOWER]);
  expect(board(tallies, 'bb100', 2)).toEqual(['1 Ana 25', '1 Bo 25']);
});

test('[RANK-4] equal values share a place, and the next one is left out', () => {
  const tallies = talliesFrom([ANA_STEALS]);
  expect(board(tallies, 'hands')).toEqual(['1 Ana 1', '1 Bo 1', '1 Cy 1', '1 Di 1']);
});

test('[RANK-8] bots have no place; what a person wins of them counts in the sums', () => {
  expect(board(talliesFrom([ANA_STEALS, { bots: [BO, CY] }]), 'net')).toEqual(['1 Ana 150', '2 Di 0']);
});

test('[RANK-9] hands in any order come to the same', () => {
  const now = at('2026-11-21T12:00:00Z');
  const anyHand = fc.tuple(anyPlay, fc.integer({ min: now - 800 * DAY_MS, max: now }));
  fc.assert(
    fc.property(fc.array(anyHand, { maxLength: 8 }), (plays) => {
      const lines = plays.map(([{ events }, endedAtMs]) => talliesOf(settledHand(events, { endedAtMs }), keptAt(now)));
      expect(addTallies({}, lines.toReversed().flat())).toEqual(addTallies({}, lines.flat()));
    }),
    { numRuns: 50 },
  );
});

test('[RANK-10] of a player who plays every day no more is kept than of one who has for ten years', () => {
  const now = at('2026-11-21T12:00:00Z');
  const hand = settledHand(replay(BO_WINS_LOWER).events);
  const since = (days: number): number => {
    const ofDays = Array.from({ length: days }, (_, ago) => talliesOf({ ...hand, endedAtMs: now - ago * DAY_MS }, keptAt(now)));
    return Object.values(addTallies({}, ofDays.flat())).filter(({ player }) => player === ANA).length;
  };
  expect(since(4_000)).toBe(1 + 35 + 53 + 24 + 10);
  expect(since(3_700)).toBe(since(4_000));
});
