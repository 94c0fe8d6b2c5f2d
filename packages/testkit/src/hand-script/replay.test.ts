import { expect, test } from 'vitest';
import { HandScriptError } from './fail.ts';
import { replay } from './replay.ts';

const HAND = `
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 450
    Ana  raises to 300
    Bo   folds
    Cy   raises to 450, all-in    // 150 more, and a full raise is 200
    Ana  raises to 900            => refused RAISE_NOT_OPEN
    Ana  calls 150
    * board Qh 8s 3c 5d 2s
    Ana  wins 950`;

test('a script plays as it is written', () => {
  const { hand, events } = replay(HAND);
  expect(hand.phase).toBe('ended');
  expect(events.at(-1)?.kind).toBe('hand-ended');
});

test.each([
  ['wins 950', 'wins 951', 'line 9: Ana  wins 951', 'expected 951, got 950'],
  ['calls 150', 'calls 151', 'line 7', 'expected 151, got 150'],
  ['=> refused RAISE_NOT_OPEN', '=> refused NOT_YOUR_TURN', 'line 6', 'expected NOT_YOUR_TURN, got RAISE_NOT_OPEN'],
  ['=> refused RAISE_NOT_OPEN', '', 'line 6', 'refused RAISE_NOT_OPEN'],
  ['raises to 300', 'raises to 300, all-in', 'line 3', 'chips behind: expected 0, got 9700'],
  ['raises to 300', 'bets 300', 'line 3', 'expected bets, got raises'],
  ['Qh 8s 3c 5d 2s', 'Qh 8s 3c 5d 2s 2h', 'line 9', 'not dealt'],
  ['Qh 8s 3c 5d 2s', 'Qh 8s 3c 5d 1s', 'line 8', 'not cards'],
  ['Bo   folds', 'Bob  folds', 'line 4', 'nobody here is called Bob'],
  ['Bo   folds', 'Bo   dances', 'line 4', 'nobody can "dances"'],
  ['Bo 10000', 'Bo 10000, butler', 'line 2', 'not a mark of a seat: "butler"'],
  ['NLHE 50/100', 'NLHE 50/100 turbo', 'line 2', 'not of a game'],
  ['NLHE 50/100', 'WHIST 50/100', 'line 2', 'no game is called "WHIST"'],
])('a script that says "%s" as "%s" is held to it', (said, other, where, problem) => {
  const broken = (): unknown => replay(HAND.replace(said, other));
  expect(broken).toThrow(HandScriptError);
  expect(broken).toThrow(where);
  expect(broken).toThrow(problem);
});

test('stud: own cards in the order they are dealt with `holds`, or with `* street` for all who wait for some', () => {
  const { hand } = replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AhAd2c 9d
    Bo   holds KsKd5c
    Cy   holds QsQd6c
    Ana  may bring in 20, bet 60 to 60
    Ana  brings in 20
    Bo   may fold, call 20, complete 60 to 60
    Bo   completes to 60
    Cy   folds
    Ana  calls 40
    * pots 135 for 2
    * street 9d | 3h
    Bo   checks                  => refused NOT_YOUR_TURN
    Ana  checks`);
  expect(hand.seats.map(({ hole }) => hole.length)).toEqual([4, 4, 3]);
});

test('draws: what is given up, and what is dealt for it', () => {
  replay(`
    N2L1D 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Bo   holds 2c3c4h5d Ks
    Ana  folds
    Bo   calls 50
    Cy   checks
    Bo   may draw 0 to 5
    Bo   discards Kd             => refused NOT_YOUR_CARDS
    Bo   discards Ks
    Bo   gets 7h
    Cy   draws 3
    Bo   bets 100
    Cy   calls 100
    Bo   wins 400`);
});

test('several boards, and parts of a pot', () => {
  replay(`
    NT-B2 50/100 ante 100 | Ana 1000, button | Bo 1000
    Ana  holds AsAh
    Bo   holds KsKh
    * board 1: Qh 8s 3c
    * board 2: Kd 7s 2c
    Bo   checks
    Ana  checks
    * board 1: 2d 4d
    * board 2: 9d
    Bo   checks
    Ana  checks
    * board 2: 9h
    Bo   checks
    Ana  checks
    Ana  wins board 1 100
    Bo   wins board 2 high 100`);
});
