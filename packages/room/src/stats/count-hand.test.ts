import type { HandEvent } from '@aboveboard/engine';
import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { countHand } from './count-hand.ts';
import type { Counts } from './counts.ts';

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Ed'];

/** One count of everybody dealt in, by name: seats are Ana, Bo, Cy, … clockwise. */
function counted(field: keyof Counts, script: string): Record<string, number> {
  const counts = [...countHand(replay(script).events)];
  return Object.fromEntries(counts.map(([seat, own]) => [NAMES[seat], own[field]]).sort());
}

const WALK = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  folds
    Bo   folds
    Cy   wins 100`;

const THREE_BET = `
    NLHE 50/100 | Ana 9000, button | Bo 9000 | Cy 9000
    Ana  raises to 300
    Bo   raises to 900
    Cy   folds
    Ana  calls 600
    * board Qh 8s 3c
    Bo   bets 500
    Ana  raises to 1500
    Bo   calls 1000
    * board 5d
    Bo   checks
    Ana  checks
    * board 2s
    Bo   bets 1000
    Ana  calls 1000
    Ana  wins 6900`;

test('[STAT-1] everybody dealt in has played the hand once', () => {
  expect(counted('hands', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 1 });
  expect(counted('hands', WALK)).toEqual({ Ana: 1, Bo: 1, Cy: 1 });
  const unfinished = replay(THREE_BET).events.slice(0, -1) as HandEvent[];
  expect(() => countHand(unfinished)).toThrow('a hand that has not ended');
});

test('[STAT-2] a walk, a blind that is all-in and an absent seat had no turn', () => {
  expect(counted('turns', WALK)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  const allInBlind = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 80
    Ana  calls 100
    Bo   folds
    * board Qh 8s 3c 5d 2s
    Cy   wins 210`;
  expect(counted('turns', allInBlind)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('showdowns', allInBlind)).toEqual({ Ana: 1, Bo: 0, Cy: 1 });
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

test('[STAT-6] bets, raises and calls after the opening street', () => {
  expect(counted('bets', THREE_BET)).toEqual({ Ana: 1, Bo: 2, Cy: 0 });
  expect(counted('calls', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
});

test('[STAT-7] who saw the flop and who went to showdown, shown or mucked', () => {
  expect(counted('sawNext', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('showdowns', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('sawNext', WALK)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
});

test('[STAT-8] a showdown is won by any share, once however often the board is run', () => {
  const twice = `
    NLHE 50/100 | Ana 1000, button | Bo 1000
    Ana  holds AsAh
    Bo   holds KsKh
    Ana  raises to 1000, all-in
    Bo   calls 900, all-in
    * runs it twice
    * board 1: Qh 8s 3c 5d 2s
    * board 2: Kd 8d 3d 5c 2h
    Ana  wins 1000
    Bo   wins 1000`;
  expect(counted('showdownsWon', twice)).toEqual({ Ana: 1, Bo: 1 });
  expect(counted('hands', twice)).toEqual({ Ana: 1, Bo: 1 });
  expect(counted('showdownsWon', THREE_BET)).toEqual({ Ana: 1, Bo: 0, Cy: 0 });
});

test('[STAT-9] the last raiser of the opening street bets the next one first', () => {
  expect(counted('cBetChances', THREE_BET)).toEqual({ Ana: 0, Bo: 1, Cy: 0 });
  expect(counted('cBets', THREE_BET)).toEqual({ Ana: 0, Bo: 1, Cy: 0 });
  const donk = `
    NLHE 50/100 | Ana 9000, button | Bo 9000 | Cy 9000
    Ana  raises to 300
    Bo   calls 250
    Cy   folds
    * board Qh 8s 3c
    Bo   bets 500
    Ana  folds
    Bo   wins 700`;
  expect(counted('cBetChances', donk)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
});
