import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { parseCards } from '../cards/card.ts';
import { nextStep } from './dealing.ts';
import { decideHand, playHand } from './decide.ts';
import { handFrom } from './evolve.ts';
import { handResult } from './result.ts';
import { seatAt } from './seats.ts';

test('[TIME-1] out of time: a check where nothing is owed, else a fold', () => {
  const { events } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Cy   times out             => refused NOT_YOUR_TURN
    Ana  times out
    Bo   calls 50
    Cy   times out
    * pots 200 for 2
    * board Qh 8s 3c
    Bo   bets 100
    Cy   times out
    Bo   wins 200`);
  const timed = events.filter((event) => 'timedOut' in event && event.timedOut).map(({ kind }) => kind);
  expect(timed).toEqual(['folded', 'checked', 'folded']);
});

test('[TIME-2] an absent all-in seat plays its hand', () => {
  replay(`
    NLHE 50/100 | Ana 1000, button | Bo 10000 | Cy 10000
    Ana  raises to 1000, all-in
    Bo   calls 950
    Cy   folds
    Ana  times out             => refused NOT_POSSIBLE_NOW
    * board Qh 8s 3c 5d 2s
    Ana  wins 2100`);
});

test('[TIME-2] an absent seat that its blind has put all-in plays its hand; option: it is folded', () => {
  const seats = '| Ana 10000, button | Bo 10000 | Cy 60, absent';
  replay(`
    NLHE 50/100 ${seats}
    Ana  folds
    Bo   calls 10
    * board Qh 8s 3c 5d 2s
    Cy   wins 120`);
  replay(`
    NLHE 50/100 absent-folds ${seats}
    Ana  calls 100
    Bo   calls 50
    * pots 260 for 2`);
  replay(`
    NLHE 50/100 absent-folds | Ana 10000, button | Bo 10000 | Cy 1000, absent
    Ana  folds
    Bo   calls 50
    Cy   may fold, check, raise 200 to 1000   // not all-in: it acts by its clock`);
});

test('[TIME-3] out of time at the showdown: shown unless beaten', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000
    Ana  holds JdJc
    Bo   holds AsKs
    Ana  calls 50
    Bo   checks
    * board Ah 8s 3c
    Bo   checks
    Ana  checks
    * board 5d
    Bo   checks
    Ana  checks
    * board 2s
    Bo   checks
    Ana  checks
    Bo   times out
    Ana  times out
    Bo   showed
    Ana  mucked
    Bo   wins 200`);
  expect(handResult(hand)?.mucked).toEqual([0]);
});

test('[TIME-4] a run-out ends the betting where it stands; it can be ordered once', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000
    Di   raises to 300
    Ana  folds
    Bo   calls 250
    * run-out
    * pots 300 for 3, 400 for 2
    Cy   showed`);
  expect(decideHand(hand, { kind: 'run-out' })).toMatchObject({ error: { code: 'NOT_POSSIBLE_NOW' } });
});

test('[TIME-4] a run-out during the deal waits for the cards that are to come', () => {
  const { hand: whole, events } = replay('NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000');
  const dealt = events.findIndex(({ kind }) => kind === 'hole-dealt');
  const begun = playHand(handFrom(events.slice(0, dealt + 1)), { kind: 'run-out' });
  let hand = begun.ok ? begun.value.hand : expect.fail(begun.error.code);
  for (let step = nextStep(hand); step.kind === 'deal-hole'; step = nextStep(hand)) {
    const played = playHand(hand, { kind: 'deal-hole', seat: step.seat, cards: seatAt(whole, step.seat).hole ?? [] });
    hand = played.ok ? played.value.hand : expect.fail(played.error.code);
  }
  expect(hand.pots).toEqual([{ amount: 100, seats: [1, 2] }]); // 50 of the big blind are uncalled; Ana has paid for nothing
  expect(nextStep(hand)).toEqual({ kind: 'deal-board', board: 0, count: 3 });
});

test('[TIME-4] a run-out in mid-street leaves each seat what it has matched', () => {
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * board Qh 8s 3c
    Bo   bets 400
    * run-out
    Bo   gets back 400
    Cy   calls                   => refused NOT_POSSIBLE_NOW
    * board 5d 2s
    Cy   wins 300`);
  expect(handResult(hand)?.shown).toHaveLength(3);
});

test('[TIME-5] out of time at the draw: pat, or the lowest cards where some must go', () => {
  const { hand, events } = replay(`
    F2L3D 60/120 | Ana 1000, button | Bo 1000
    Ana  calls 30
    Bo   checks
    Bo   times out
    Ana  times out
    Bo   checks`);
  expect(hand.seats.map(({ hole }) => hole.length)).toEqual([5, 5]);
  expect(events.filter(({ kind }) => kind === 'discarded')).toMatchObject([{ timedOut: true }, { timedOut: true }]);
  const pineapple = replay(`
    NCP 50/100 | Ana 1000, button | Bo 1000
    Bo   holds As2cKd
    Ana  calls 50
    Bo   checks
    * board Qh 8s 3c
    Bo   checks
    Ana  checks
    Bo   times out
    Ana  draws 1
    * board 5d`);
  expect(pineapple.hand.seats[0]?.hole).toEqual(parseCards('AsKd'));
});
