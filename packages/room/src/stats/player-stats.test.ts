import { anyPlay, replay } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inMilliBlinds, stakesBand } from './big-blind.ts';
import { NO_COUNTS } from './counts.ts';
import { ANA, endedHand } from './ended-hand.fixture.ts';
import { figuresOf } from './figures.ts';
import { addLines, countsWhere, linesOf, mergeStats, type PlayerStats } from './player-stats.ts';
import { POSITIONS } from './position.ts';

function statsOf(...scripts: string[]): PlayerStats {
  return addLines(
    {},
    scripts.flatMap((script) => linesOf(endedHand(replay(script).events))),
  );
}

const ANA_STEALS = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  raises to 300
    Bo   folds
    Cy   folds
    Ana  wins 250`;

const ANA_LOSES_HIGHER = `
    NLHE 100/200 | Ana 1000 | Bo 1000, button
    Bo   raises to 400
    Ana  folds
    Bo   wins 400`;

test('[STAT-10] results of different stakes add up in big blinds', () => {
  const ana = countsWhere(statsOf(ANA_STEALS, ANA_LOSES_HIGHER), { player: ANA });
  expect(ana).toMatchObject({ hands: 2, net: 150 - 200, netMilliBlinds: 1500 - 1000 });
  expect(figuresOf(ana).blindsPer100).toBe(25);
  expect([inMilliBlinds(1, 2000), inMilliBlinds(-1, 2000), inMilliBlinds(0, 20)]).toEqual([1, -1, 0]);
});

const positions = (script: string): string[] =>
  linesOf(endedHand(replay(script).events)).map(({ player, position }) => `${player} ${position}`);

test('[STAT-11] positions are told from the button, dead or not, and heads-up the button is the button', () => {
  const all = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 1000 | Ed 1000 | Flo 1000 | Gil 1000 | Hal 1000
    Di   folds
    Ed   folds
    Flo  folds
    Gil  folds
    Hal  folds
    Ana  folds
    Bo   folds`;
  expect(positions(all).toSorted()).toEqual([
    'Ana button',
    'Bo small-blind',
    'Cy big-blind',
    'Di early',
    'Ed early',
    'Flo middle',
    'Gil middle',
    'Hal cutoff',
  ]);
  expect(positions(ANA_LOSES_HIGHER).toSorted()).toEqual(['Ana big-blind', 'Bo button']);
  const dead = `
    NLHE 50/100 | empty, button | Bo 1000 | Cy 1000 | Di 1000
    Di   folds
    Bo   folds`;
  expect(positions(dead).toSorted()).toEqual(['Bo small-blind', 'Cy big-blind', 'Di cutoff']);
  const stud = `
    F7S 60/120 bring-in 20 | Ana 1000 | Bo 1000
    Ana  holds AhAd2c
    Bo   holds KsKd5c
    Ana  brings in 20
    Bo   completes to 60
    Ana  folds`;
  expect(positions(stud).toSorted()).toEqual(['Ana none', 'Bo none']);
});

test('[STAT-12] lines are kept by game, band of stakes and position', () => {
  const stats = statsOf(ANA_STEALS, ANA_STEALS, ANA_LOSES_HIGHER);
  expect(countsWhere(stats, { player: ANA, position: 'button' })).toMatchObject({ hands: 2, pfr: 2, net: 300 });
  expect(countsWhere(stats, { player: ANA, band: 200 })).toMatchObject({ hands: 1, net: -200 });
  expect(countsWhere(stats, { player: ANA, game: 'PO' })).toEqual(NO_COUNTS);
  expect([1, 2, 3, 5, 9, 10, 24, 25, 99, 100, 2 ** 52].map(stakesBand)).toEqual([1, 2, 2, 5, 5, 10, 20, 20, 50, 100, 2e15]);
});

test('[STAT-13] a figure without a chance is unknown', () => {
  const figures = figuresOf(countsWhere(statsOf(ANA_STEALS), { player: ANA }));
  expect(figures).toMatchObject({ vpip: 1, pfr: 1, threeBet: null, aggression: null, wonAtShowdown: null, blindsPer100: 150 });
  expect(figuresOf(NO_COUNTS)).toMatchObject({ hands: 0, vpip: null, blindsPer100: null });
});

test('[STAT-12] [STAT-14] hands in any order, or merged from parts, give the same lines, and few', () => {
  const hands = fc.array(anyPlay, { maxLength: 8 });
  fc.assert(
    fc.property(hands, fc.nat(), (plays, cut) => {
      const lines = plays.map(({ events }) => linesOf(endedHand(events)));
      const whole = addLines({}, lines.flat());
      const at = cut % (plays.length + 1);
      const [first, rest] = [addLines({}, lines.slice(0, at).flat()), addLines({}, lines.slice(at).flat())];
      expect(addLines({}, lines.toReversed().flat())).toEqual(whole);
      expect(mergeStats(rest, first)).toEqual(whole);
      expect(mergeStats(JSON.parse(JSON.stringify(first)), rest)).toEqual(whole);
      const ofAna = Object.values(whole).filter(({ player }) => player === ANA);
      expect(ofAna.length).toBeLessThanOrEqual(POSITIONS.length * new Set(ofAna.map(({ band }) => band)).size);
    }),
    { numRuns: 50 },
  );
});
