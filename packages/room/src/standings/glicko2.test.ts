import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterGames, afterIdle, type Encounter, type Rating, UNRATED } from './glicko2.ts';

const rated = (rating: number, deviation: number): Rating => ({ rating, deviation, volatility: 0.06 });

test("[RANK-5] the worked example of Glickman's paper", () => {
  const after = afterGames(rated(1500, 200), [
    { opponent: rated(1400, 30), games: 1, score: 1 },
    { opponent: rated(1550, 100), games: 1, score: 0 },
    { opponent: rated(1700, 300), games: 1, score: 0 },
  ]);
  expect(after.rating).toBeCloseTo(1464.06, 1); // 1464.05 with nothing rounded on the way
  expect(after.deviation).toBeCloseTo(151.52, 2);
  expect(Math.floor(after.volatility * 1e5) / 1e5).toBe(0.05999); // cut in the paper, not rounded
});

test('[RANK-5] a game of weight 3 is three games, and a draw is half won', () => {
  const opponent = rated(1600, 80);
  const three = [1, 0.5, 0].map((score): Encounter => ({ opponent, games: 1, score }));
  const one = afterGames(rated(1500, 100), [{ opponent, games: 3, score: 1.5 }]);
  const each = afterGames(rated(1500, 100), three);
  expect(one.rating).toBeCloseTo(each.rating, 9);
  expect(one.deviation).toBeCloseTo(each.deviation, 9);
});

test('[RANK-7] who does not play keeps the rating and is less sure of it, up to that of somebody new', () => {
  const idle = afterIdle(rated(1700, 50), 1);
  expect(idle).toMatchObject({ rating: 1700, volatility: 0.06 });
  expect(idle.deviation).toBeCloseTo(Math.hypot(50, 0.06 * 173.7178), 9);
  expect(afterGames(rated(1700, 50), [])).toEqual(idle);
  expect(afterIdle(rated(1700, 50), 10_000).deviation).toBe(UNRATED.deviation);
});

test('[RANK-5] any period ends in a rating, no less sure than before it but for the volatility', () => {
  const rating = fc.record({
    rating: fc.double({ min: 0, max: 4000, noNaN: true }),
    deviation: fc.double({ min: 5, max: 350, noNaN: true }),
    volatility: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  });
  const encounter = fc
    .record({
      opponent: rating,
      games: fc.double({ min: 0.1, max: 500, noNaN: true }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ opponent, games, part }): Encounter => ({ opponent, games, score: games * part }));
  fc.assert(
    fc.property(rating, fc.array(encounter, { minLength: 1, maxLength: 20 }), (own, encounters) => {
      const after = afterGames(own, encounters);
      expect(Number.isFinite(after.rating)).toBe(true);
      expect(after.volatility).toBeGreaterThan(0);
      expect(after.deviation).toBeGreaterThan(0);
      const widest = afterIdle({ ...own, volatility: after.volatility }, 1).deviation;
      expect(after.deviation).toBeLessThanOrEqual(widest + 1e-9);
    }),
  );
});
