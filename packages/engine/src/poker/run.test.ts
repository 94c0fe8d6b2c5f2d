import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';

const ALL_IN = `| Ana 1001, button | Bo 1001 | Cy 1
    Ana  holds AsAh
    Bo   holds KsKh
    Ana  raises to 1001, all-in
    Bo   calls 951, all-in`;

test('[RUN-1] once no more betting is possible the rest of the board may be dealt twice or thrice, and decided only once', () => {
  replay(`
    NLHE 50/100 | Ana 1000, button | Bo 1000
    Ana  raises to 500
    * runs it twice        => refused NOT_POSSIBLE_NOW
    Bo   calls 400
    * runs it twice        => refused NOT_POSSIBLE_NOW
    * board Qh 8s 3c
    Bo   bets 500, all-in
    * runs it twice        => refused NOT_POSSIBLE_NOW
    Ana  calls 500, all-in
    * runs it thrice
    * runs it twice        => refused NOT_POSSIBLE_NOW`);
  replay(`
    NLHE 50/100 | Ana 1000, button | Bo 1000
    Ana  raises to 1000, all-in
    Bo   calls 900, all-in
    * board Qh 8s 3c 5d 2s
    * runs it twice        => refused NOT_POSSIBLE_NOW`);
});

test('[RUN-2] each run keeps the board as it lies and completes it with cards of its own', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 1000, button | Bo 1000
    Ana  holds AsAh
    Bo   holds KsKh
    Ana  raises to 500
    Bo   calls 400
    * board Qh 8s 3c
    Bo   bets 500, all-in
    Ana  calls 500, all-in
    * runs it thrice
    * board 1: 5d 2s
    * board 2: Kd 7c
    * board 3: Ac 7d
    Ana  wins board 1 667
    Bo   wins board 2 667
    Ana  wins board 3 666
    Ana  wins 1333`);
  expect(hand.boards.map((board) => board.length)).toEqual([5, 5, 5]);
  expect(new Set(hand.boards.map((board) => board.slice(0, 3).join())).size).toBe(1);
});

test('[RUN-3] each pot is divided among the runs by itself, the odd chip to the first', () => {
  replay(`
    NLHE 50/100 ${ALL_IN}
    * pots 3 for 3, 2000 for 2
    * runs it twice
    * board 1: Qh 8s 3c 5d 2s
    * board 2: Qd 8d 3s Kd 2h
    Ana  wins 1002
    Bo   wins 1001`);
});

test('[RUN-4] a game that has two boards, or shares a card of stud, is dealt once', () => {
  replay(`
    NT-B2 50/100 ante 1000 | Ana 1000, button | Bo 1000
    * runs it twice        => refused NOT_POSSIBLE_NOW`);
  replay(`
    F2L3D 60/120 | Ana 60, button | Bo 60
    Ana  calls 30, all-in
    * runs it twice        => refused NOT_POSSIBLE_NOW`);
});
