import { anyPlay, replay } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANA, BO, CY, type Told } from '../stats/ended-hand.fixture.ts';
import { afterGames, afterIdle, UNRATED } from './glicko2.ts';
import { rateDays, ratingBoardOf } from './leaderboard.fixture.ts';
import { DAY_MS } from './periods.ts';
import { addPairings, type Pairings, pairingsOf, rateDay } from './ratings.ts';
import { settledHand } from './settled-hand.fixture.ts';

const ANA_WINS_THREE_HANDED = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  raises to 300
    Bo   folds
    Cy   folds
    Ana  wins 250`;

const pairingsFrom = (told?: Told, script = ANA_WINS_THREE_HANDED): Pairings =>
  addPairings({}, pairingsOf(settledHand(replay(script).events, told)));

test('[RANK-6] all who are dealt in have played each other, and the better net result has won', () => {
  expect(Object.values(pairingsFrom())).toMatchObject([
    { first: ANA, second: BO, games: 2520, firstScore: 2520 }, // +150 and -50
    { first: ANA, second: CY, games: 2520, firstScore: 2520 }, // +150 and -100
    { first: BO, second: CY, games: 2520, firstScore: 2520 }, // -50 and -100
  ]);
  const walk = `
    NLHE 50/100 | Ana 1000 | Bo 1000 | Cy 1000 | Di 1000, button
    Cy   folds
    Di   folds
    Ana  folds
    Bo   wins 100`;
  const drawn = Object.values(pairingsFrom({}, walk)).filter(({ games, firstScore }) => firstScore * 2 === games);
  expect(drawn).toMatchObject([{ first: CY, second: 'Di', games: 1680, firstScore: 840 }]); // neither put anything in
});

test('[RANK-6] equals who win of equals come out as far apart as they won, and a hand is one game', () => {
  const ratings = rateDays(new Map(), pairingsFrom());
  const [ana, bo, cy] = [ANA, BO, CY].map((player) => ratings.get(player));
  expect(ana?.rating).toBeGreaterThan(bo?.rating ?? 0);
  expect(bo?.rating).toBeCloseTo(1500, 9); // won one half of a game and lost the other
  expect((ana?.rating ?? 0) - 1500).toBeCloseTo(1500 - (cy?.rating ?? 0), 5);
  expect(ana?.hands).toBe(1);
});

test('[RANK-8] bots are nobody to be rated against', () => {
  expect(Object.values(pairingsFrom({ bots: [CY] }))).toMatchObject([{ first: ANA, second: BO, games: 5040 }]);
  expect(pairingsFrom({ bots: [BO, CY] })).toEqual({});
});

test('[RANK-7] a day is rated once, from the ratings it began with', () => {
  const day = (no: number): Pairings => pairingsFrom({ endedAtMs: no * DAY_MS });
  const first = rateDays(new Map(), day(3));
  expect(rateDays(first, day(9))).toEqual(rateDays(new Map(), { ...day(9), ...day(3) }));
  const [ana, bo, cy] = [ANA, BO, CY].map((player) => afterIdle(first.get(player) ?? UNRATED, 5)); // days 4 to 8
  const met = [bo, cy].map((opponent) => ({ opponent: opponent ?? UNRATED, games: 0.5, score: 0.5 }));
  const after = afterGames(ana ?? UNRATED, met);
  const parts = { rating: Math.round(after.rating * 1e6) / 1e6, deviation: Math.round(after.deviation * 1e6) / 1e6 };
  const volatility = Math.round(after.volatility * 1e9) / 1e9;
  expect(rateDays(first, day(9)).get(ANA)).toEqual({ ...parts, volatility, day: 9, hands: 2 });
  expect(() => rateDays(first, day(3))).toThrow('day 3 is rated already');
  expect(() => rateDay(first, 4, Object.values(day(5)), new Set())).toThrow('a pairing of another day');
});

test('[RANK-3] [RANK-4] a rating is listed from the least number of hands on, equal ones on one place', () => {
  const ratings = rateDays(new Map(), pairingsFrom({ bots: [BO] }));
  expect(ratingBoardOf(ratings, 1).map(({ place, player }) => `${place} ${player}`)).toEqual(['1 Ana', '2 Cy']);
  expect(ratingBoardOf(ratings, 2)).toEqual([]);
});

test('[RANK-7] [RANK-9] hands in any order and ratings day by day come to the same, to the last bit', () => {
  const hands = fc.array(fc.tuple(anyPlay, fc.integer({ min: 0, max: 4 * DAY_MS })), { maxLength: 10 });
  fc.assert(
    fc.property(hands, fc.nat({ max: 4 }), (plays, split) => {
      const pairs = plays.map(([{ events }, endedAtMs]) => pairingsOf(settledHand(events, { endedAtMs })));
      const whole = addPairings({}, pairs.flat());
      const ratings = rateDays(new Map(), whole);
      expect(addPairings({}, pairs.toReversed().flat())).toEqual(whole);
      expect(rateDays(new Map(), addPairings({}, pairs.toReversed().flat()))).toEqual(ratings);
      const part = (isEarly: boolean): Pairings =>
        addPairings(
          {},
          Object.values(whole).filter(({ day }) => day < split === isEarly),
        );
      expect(rateDays(rateDays(new Map(), part(true)), part(false))).toEqual(ratings);
    }),
    { numRuns: 50 },
  );
});
