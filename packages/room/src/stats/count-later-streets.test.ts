import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { countHand } from './count-hand.ts';
import type { Counts } from './counts.ts';
import { byName, THREE_BET, WALK } from './ended-hand.fixture.ts';

const counted = (field: keyof Counts, script: string): Record<string, number> =>
  byName(field, countHand(replay(script).events));

const LEAD = `
    NLHE 50/100 | Ana 9000, button | Bo 9000 | Cy 9000
    Ana  raises to 300
    Bo   calls 250
    Cy   folds
    * board Qh 8s 3c
    Bo   bets 500
    Ana  folds
    Bo   wins 700`;

test('[STAT-6] bets, raises and calls after the opening street', () => {
  expect(counted('bets', THREE_BET)).toEqual({ Ana: 1, Bo: 2, Cy: 0 });
  expect(counted('calls', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
});

test('[STAT-7] who saw the flop and who went to showdown, shown or mucked', () => {
  expect(counted('sawNext', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('showdowns', THREE_BET)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('sawNext', LEAD)).toEqual({ Ana: 1, Bo: 1, Cy: 0 });
  expect(counted('showdowns', LEAD)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
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
  expect(counted('cBetChances', LEAD)).toEqual({ Ana: 0, Bo: 0, Cy: 0 });
});
