import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { handResult } from './result.ts';

test('[POT-1] the last one standing wins everything and shows nothing', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  raises to 300
    Bo   folds
    Cy   folds
    Ana  wins 250
    * ended`);
  expect(handResult(hand)?.shown).toEqual([]);
  expect(handResult(hand)?.seats.map(({ delta }) => delta)).toEqual([-50, -100, 150]);
});

test('[POT-2] the uncalled part of a bet comes back before pots are counted', () => {
  const { events } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  raises to 1000
    Bo   folds
    Cy   folds
    Ana  gets back 900
    * pots 250 for 1
    Ana  wins 250`);
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.slice(-4)).toEqual(['uncalled-returned', 'pots-gathered', 'pot-awarded', 'hand-ended']);
});

test('[POT-3] one pot for each amount that a live seat has reached', () => {
  replay(`
    NLHE 50/100 | Ana 300, button | Bo 700 | Cy 10000 | Di 1500
    Di   raises to 1500, all-in
    Ana  calls 300, all-in
    Bo   calls 650, all-in
    Cy   calls 1400
    * pots 1200 for 4, 1200 for 3, 1600 for 2
    * board Qh 8s 3c 5d 2s
    Ana  wins 1200
    Bo   wins 1200
    Cy   wins 1600`);
});

test('[POT-4] folded chips stay in the layers they reached', () => {
  replay(`
    NLHE 5/10 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 10
    Di   calls 10, all-in
    Ana  raises to 200
    Bo   calls 195
    Cy   raises to 600
    Ana  calls 400
    Bo   folds
    * pots 40 for 3, 1370 for 2`);
});

test('[POT-4] a live blind that was folded while it was the highest bet stays in the highest pot', () => {
  replay(`
    NLHE 50/100 | Ana 1000, button, owes live 100 | Bo 1000 | Cy 30 | Di 30
    Cy   holds AhQs
    Di   holds 7h2c
    Di   calls 30, all-in
    Ana  folds
    Bo   folds
    * pots 210 for 2
    * board Qh 8s 3c 5d Ts
    Cy   wins 210`);
});

test('[POT-5] dead chips lie in the main pot', () => {
  replay(`
    NLHE 50/100 bb-ante 100 | Ana 200, button | Bo 10000 | Cy 10000 | Di 10000, owes live 100, owes dead 50
    Di   checks
    Ana  raises to 200, all-in
    Bo   calls 150
    Cy   raises to 500
    Di   calls 400
    Bo   folds
    * pots 950 for 3, 600 for 2`);
});

test('[POT-6] odd chips go round from left of the button, one at a time', () => {
  replay(`
    NLHE 1/2 | Ana 62, button | Bo 62 | Cy 62 | Di 2000
    Ana  holds AsKs
    Bo   holds AhKh
    Cy   holds AdKd
    Di   raises to 64
    Ana  calls 62, all-in
    Bo   calls 61, all-in
    Cy   calls 60, all-in
    Di   gets back 2
    * board Ac Kc Qh 8d 2s
    Bo   wins 83
    Cy   wins 83
    Ana  wins 82`);
  replay(`
    NLHE 1/2 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 1000
    Ana  holds AsKs
    Bo   holds AhKh
    Cy   holds AdKd
    Di   raises to 47
    Ana  calls 47
    Bo   calls 46
    Cy   calls 45
    * board Ac Kc Qh
    Bo   checks
    Cy   checks
    Di   folds
    Ana  checks
    * board 8d
    Bo   checks
    Cy   checks
    Ana  checks
    * board 2s
    Bo   checks
    Cy   checks
    Ana  checks
    * pots 188 for 3
    Bo   wins 63
    Cy   wins 63
    Ana  wins 62`);
});

test('[POT-6] the odd chip is the smallest in play at the table', () => {
  replay(`
    NLHE 25/50 odd-chip 25 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  holds AsKs
    Bo   folds                   => refused NOT_YOUR_TURN
    Cy   holds AhKh
    Ana  calls 50
    Bo   folds
    Cy   checks
    * board Ac Kc Qh
    Cy   checks
    Ana  checks
    * board 8d
    Cy   checks
    Ana  checks
    * board 2s
    Cy   checks
    Ana  checks
    Cy   wins 75
    Ana  wins 50`);
});

test('[POT-7] pots are split one by one', () => {
  // A main pot of 7 and a side pot of 6, both between the same two winners: 4 and 3, 3 and 3.
  const { hand } = replay(`
    NLHE 1/2 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 2
    Ana  holds AsKs
    Cy   holds AhKh
    Di   calls 2, all-in
    Ana  calls 2
    Bo   folds
    Cy   checks
    * board Ac Kc Qh
    Cy   bets 3
    Ana  calls 3
    * board 8d
    Cy   checks
    Ana  checks
    * board 2s
    Cy   checks
    Ana  checks
    * pots 7 for 3, 6 for 2
    Cy   wins 7
    Ana  wins 6`);
  expect(hand.awards).toMatchObject([{ winners: [{ amount: 4 }, { amount: 3 }] }, { winners: [{ amount: 3 }, { amount: 3 }] }]);
  replay(`
    NLHE 1/2 | Ana 1000, button | Bo 1 | Cy 2 | Di 1000 | Ed 3
    Di   holds AhKh
    Ana  holds AsKs
    Di   calls 2
    Ed   raises to 3, all-in
    Ana  calls 3
    Di   calls 1
    * pots 5 for 5, 4 for 4, 3 for 3
    * board Ac Kc Qh
    Di   checks
    Ana  checks
    * board 8d
    Di   checks
    Ana  checks
    * board 2s
    Di   checks
    Ana  checks
    Di   wins 7                  // 3 of 5, 2 of 4, 2 of 3: put together it would be 6
    Ana  wins 5`);
});

test('[POT-8] a short stack in a three-way tie gets its share of its own layer only', () => {
  replay(`
    NLHE 50/100 | Ana 200, button | Bo 2000 | Cy 2000
    Ana  holds AsKs
    Bo   holds AhKh
    Cy   holds AdKd
    Ana  raises to 200, all-in
    Bo   raises to 2000, all-in
    Cy   calls 1900, all-in
    * pots 600 for 3, 3600 for 2
    * board Ac Kc Qh 8d 2s
    Ana  wins 200
    Bo   wins 2000
    Cy   wins 2000`);
});

test('[RAKE-1] rake is a share of each pot, rounded down, before it is split', () => {
  replay(`
    NLHE 50/100 rake 5% cap 1000 | Ana 333, button | Bo 10000 | Cy 10000
    Ana  raises to 333, all-in
    Bo   calls 283
    Cy   calls 233
    * board Qh 8s 3c
    Bo   bets 111
    Cy   calls 111
    * board 5d
    Bo   checks
    Cy   checks
    * board 2s
    Bo   checks
    Cy   checks
    * pots 999 for 3, 222 for 2
    Bo   wins 1161               // 49 of 999, 11 of 222
    * rake 60`);
});

test('[RAKE-2] the cap holds for the hand, the main pot first', () => {
  const { events } = replay(`
    NLHE 50/100 rake 5% cap 50 | Ana 300, button | Bo 10000 | Cy 10000
    Ana  raises to 300, all-in
    Bo   calls 250
    Cy   calls 200
    * board Qh 8s 3c
    Bo   bets 500
    Cy   calls 500
    * board 5d
    Bo   checks
    Cy   checks
    * board 2s
    Bo   checks
    Cy   checks
    * rake 50
    Bo   wins 1850`);
  expect(events.find(({ kind }) => kind === 'rake-taken')).toMatchObject({ perPot: [45, 5] });
});

test('[RAKE-3] no flop, no drop, unless the house always takes it', () => {
  const toTheFold = `
    Ana  raises to 300
    Bo   folds
    Cy   folds`;
  replay(`NLHE 50/100 rake 10% cap 1000 | Ana 10000, button | Bo 10000 | Cy 10000 ${toTheFold}
    Ana  wins 250
    * rake 0`);
  replay(`NLHE 50/100 rake 10% cap 1000 drop-always | Ana 10000, button | Bo 10000 | Cy 10000 ${toTheFold}
    Ana  wins 225
    * rake 25`);
});

test('[RAKE-4] the uncalled bet is not raked', () => {
  replay(`
    NLHE 50/100 rake 10% cap 1000 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  calls 100
    Bo   folds
    Cy   checks
    * board Qh 8s 3c
    Cy   bets 5000
    Ana  folds
    Cy   gets back 5000
    * rake 25
    Cy   wins 225`);
});
