import type { HandEvent } from '@aboveboard/engine';
import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { countHand } from './count-hand.ts';
import type { Counts } from './counts.ts';
import { byName, THREE_BET, WALK } from './ended-hand.fixture.ts';

const counted = (field: keyof Counts, script: string): Record<string, number> =>
  byName(field, countHand(replay(script).events));

test('[STAT-1] everybody dealt in has played the hand once', () => {
  expect(counted('hands', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 1 });
  expect(counted('hands', WALK)).toEqual({ Ana: 1, Bo: 1, Cy: 1 });
  const unfinished = replay(THREE_BET).events.slice(0, -1) as HandEvent[];
  expect(() => countHand(unfinished)).toThrow('a hand that has not ended');
});

test('[STAT-2] a walk, a blind that is all-in, a lone bring-in and an absent seat had no turn', () => {
  expect(counted('turns', WALK)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  const allInBlind = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 80
    Ana  calls 100
    Bo   folds
    * board Qh 8s 3c 5d 2s
    Cy   wins 210`;
  expect(counted('turns', allInBlind)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('showdowns', allInBlind)).toEqual({ Ana: 1, Bo: 0, Cy: 1 });
  const loneBringIn = `
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000
    Ana  holds AhAd2c
    Bo   holds KsKd5c
    Ana  brings in 20
    Bo   folds`;
  expect(counted('turns', loneBringIn)).toEqual({ Ana: 0, Bo: 1 });
  const absentBlind = `
    NLHE 50/100 absent-folds | Ana 1000, button | Bo 1000 | Cy 80, absent
    Ana  times out
    Bo   wins 130`;
  expect(counted('turns', absentBlind)).toEqual({ Ana: 1, Bo: 0, Cy: 0 });
});

test('[STAT-3] posting is not voluntary: calling, completing and raising are, and a checked blind is not', () => {
  const hand = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 1000, straddles 200 | Ed 1000
    Ed   folds
    Ana  calls 200
    Bo   calls 150
    Cy   folds
    Di   checks
    * board Qh 8s 3c
    Bo   checks
    Di   bets 100
    Ana  folds
    Bo   folds
    Di   wins 700`;
  expect(counted('vpip', hand)).toEqual({ Ana: 1, Bo: 1, Cy: 0, Di: 0, Ed: 0 });
  expect(counted('turns', hand)).toEqual({ Ana: 1, Bo: 1, Cy: 1, Di: 1, Ed: 1 });
});

const STUD = `
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AhAd2c
    Bo   holds KsKd5c
    Cy   holds QsQd6c
    Ana  brings in 20
    Bo   completes to 60
    Cy   raises to 120
    Ana  folds
    Bo   folds
    Cy   wins 155`;

test('[STAT-4] the opening raise counts, in stud a completion', () => {
  expect(counted('pfr', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('pfr', STUD)).toEqual({ Ana: 0, Bo: 1, Cy: 1 });
  expect(counted('vpip', STUD)).toEqual({ Ana: 0, Bo: 1, Cy: 1 });
});

test('[STAT-5] the raise over the first raise is a 3-bet, and who made the first faces it', () => {
  expect(counted('threeBetChances', THREE_BET)).toEqual({ Ana: 0, Bo: 1, Cy: 0 });
  expect(counted('threeBets', THREE_BET)).toEqual({ Ana: 0, Bo: 1, Cy: 0 });
  expect(counted('threeBetsFaced', THREE_BET)).toEqual({ Ana: 1, Bo: 0, Cy: 0 });
  expect(counted('threeBetFolds', THREE_BET)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
  expect(counted('threeBets', STUD)).toEqual({ Ana: 0, Bo: 0, Cy: 1 });
  expect(counted('threeBetFolds', STUD)).toEqual({ Ana: 0, Bo: 1, Cy: 0 });
});

test('[STAT-5] who can only call all-in has no chance to 3-bet', () => {
  const allIn = `
    NLHE 50/100 | Ana 1000, button | Bo 400 | Cy 1000
    Ana  raises to 1000, all-in
    Bo   folds
    Cy   folds
    Ana  wins 250`;
  expect(counted('threeBetChances', allIn)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
});

test('[STAT-5] where the raises are capped nobody has a chance to 3-bet', () => {
  const fixedLimit = (cap: number): string => `
    FT 10/20 raise-cap ${cap} | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  raises to 20
    Bo   folds
    Cy   folds
    Ana  wins 25`;
  expect(counted('threeBetChances', fixedLimit(1))).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
  expect(counted('threeBetChances', fixedLimit(3))).toEqual({ Ana: 0, Bo: 1, Cy: 1 });
});
