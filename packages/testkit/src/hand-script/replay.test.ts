import { expect, test } from 'vitest';
import { replay } from './replay.ts';
import { HandScriptError } from './script.ts';

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
])('a script that says "%s" as "%s" is held to it', (said, other, where, problem) => {
  const broken = (): unknown => replay(HAND.replace(said, other));
  expect(broken).toThrow(HandScriptError);
  expect(broken).toThrow(where);
  expect(broken).toThrow(problem);
});
