import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';

/** Stud checked down, Bo first on every later street. */
const CHECKED_DOWN = '    Bo   checks\n    Ana  checks\n'.repeat(4);

test('[POT-9] in stud the odd chip goes to the highest card by suit among the five that play', () => {
  replay(`
    F7S 10/20 ante 1 bring-in 3 | Ana 100 | Bo 100 | Cy 100
    Ana  holds AcKd 2c 9h 8h 4d 3d
    Bo   holds AhKc 3c 9s 8c 4h 2d
    Cy   holds QcQd 5d
    Ana  brings in 3
    Bo   calls 3
    Cy   folds
${CHECKED_DOWN}
    Bo   wins 5            // both ace, king, nine, eight, four: the ace of hearts above that of clubs
    Ana  wins 4`);
});

test('[POT-9] so in razz, where the ace is the lowest of the five', () => {
  replay(`
    FR 10/20 ante 1 bring-in 3 | Ana 100 | Bo 100 | Cy 100
    Ana  holds Ah2d Kc 3h 4h 7c Qd
    Bo   holds Ac2c Qh 3c 4c 7d Jh
    Cy   holds Tc9d Jc
    Ana  brings in 3
    Bo   calls 3
    Cy   folds
${CHECKED_DOWN}
    Bo   wins 5            // both seven, four, three, two, ace: the seven of diamonds above that of clubs
    Ana  wins 4`);
});

/** Omaha eight-or-better, checked down from the flop by Bo and Ana for a pot of 101. */
function checkedDown(ana: string, bo: string, [flop, turn, river]: readonly [string, string, string]): string {
  return `
    NO/8 1/2 bb-ante 1 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  holds ${ana}
    Bo   holds ${bo}
    Ana  raises to 49
    Bo   calls 48
    Cy   folds
    * board ${flop}
    Bo   checks
    Ana  checks
    * board ${turn}
    Bo   checks
    Ana  checks
    * board ${river}
    Bo   checks
    Ana  checks
    * pots 101 for 2`;
}

test('[POT-10] hands that are equal both ways share the pot as one', () => {
  const { hand } = replay(`${checkedDown('AsKs2sKd', 'AhKh2hKc', ['3c 4d 5s', 'Jc', 'Td'])}
    Bo   wins 51           // one odd chip in all, left of the button
    Ana  wins 50`);
  expect(hand.awards).toMatchObject([{ win: null }]);
});

test('[POT-11] the odd chip between high and low goes to the high', () => {
  replay(`${checkedDown('AsKsQdKd', '2h4h6c7c', ['3c 8d 5s', 'Kc', 'Td'])}
    Ana  wins high 51
    Bo   wins low 50`);
});

test('[POT-11] quartered: each half is divided by itself, and its odd chip goes left of the button', () => {
  replay(`
    NO/8 1/2 bb-ante 1 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  holds As2sKdKs
    Bo   holds Ah2h9c9d
    Ana  raises to 49
    Bo   calls 48
    Cy   folds
    * board 3c 8d 5s
    Bo   checks
    Ana  checks
    * board Kc
    Bo   checks
    Ana  checks
    * board Td
    Bo   checks
    Ana  checks
    Ana  wins high 51
    Bo   wins low 25
    Ana  wins low 25
    Ana  wins 76`);
});

test('[POT-11] in other split games the odd chip goes to the way of winning that is named first: badugi before the low', () => {
  const round = `
    Bo   stands pat
    Ana  stands pat
    Bo   checks
    Ana  checks`;
  replay(`
    FBA 10/20 bb-ante 1 | Ana 1000, button | Bo 1000
    Ana  holds As2h3d4cKc
    Bo   holds 5s6s7s8s9d
    Ana  calls 5
    Bo   checks ${round} ${round} ${round}
    Ana  wins badugi 11
    Bo   wins low 10`);
});

test('[POT-12] two boards: each has half of every pot, the odd chip the first', () => {
  replay(`
    NT-B2 50/100 ante 33 | Ana 33, button | Bo 33 | Cy 33
    Ana  holds AsAh
    Bo   holds KsKh
    Cy   holds 7s6h
    * board 1: Qh 8s 3c 5d 2s
    * board 2: Qd 8d 3s Kd 2h
    Ana  wins board 1 50
    Bo   wins board 2 49`);
});

test('[POT-13] the low has its half only on a board that makes one', () => {
  replay(`
    NO/8 50/100 | Ana 101, button | Bo 101
    Ana  holds AsKsQdKd
    Bo   holds 2h4h6c7c
    Ana  raises to 101, all-in
    Bo   calls 1, all-in
    * runs it twice
    * board 1: 3c 8d 5s Kc Td
    * board 2: 3d Jd 9s Kh Tc
    Ana  wins board 1 high 51
    Bo   wins board 1 low 50
    Ana  wins board 2 101`);
});

test('[POT-14] the low of a seat that is not in a side pot takes nothing from it', () => {
  // Ana's hand alone makes a low, and she is in the main pot only: the side pot of 63 has no low.
  replay(`
    NO/8 1/2 | Ana 21, button | Bo 1000 | Cy 1000 | Di 1000
    Ana  holds As2s9dTh
    Bo   holds KsKd9cTc
    Cy   holds QsQd9hTs
    Di   raises to 42
    Ana  calls 21, all-in
    Bo   calls 41
    Cy   calls 40
    * pots 84 for 4, 63 for 3
    * board 3c 7d 8s
    Bo   checks
    Cy   checks
    Di   folds
    * board Kh
    Bo   checks
    Cy   checks
    * board Qc
    Bo   checks
    Cy   checks
    Bo   wins 105          // half of 84, and 63
    Ana  wins low 42`);
});
