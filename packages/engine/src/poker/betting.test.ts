import { replay } from '@aboveboard/testkit';
import { test } from 'vitest';

test('[BET-1] before the flop the seat left of the big blind begins, afterwards the first live one left of the button', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000
    Di   may fold, call 100, raise 200 to 10000
    Di   calls 100
    Ana  calls 100
    Bo   folds
    Cy   checks
    * board Qh 8s 3c
    Cy   may fold, check, bet 100 to 9900`);
});

test('[BET-2] only the seat that has the turn may act', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Cy   checks            => refused NOT_YOUR_TURN
    Bo   folds             => refused NOT_YOUR_TURN
    Ana  checks            => refused CANNOT_CHECK toCall 100
    Ana  calls 100
    Bo   calls 50
    Cy   calls             => refused NOTHING_TO_CALL
    Cy   may fold, check, raise 200 to 10000
    Cy   folds
    Ana  checks            => refused NOT_POSSIBLE_NOW
    Cy   shows             => refused NOT_POSSIBLE_NOW`);
});

test('[BET-3] the first raise is to twice the big blind, the first bet one big blind', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  raises to 101     => refused RAISE_TOO_SMALL smallest 200
    Ana  raises to 199     => refused RAISE_TOO_SMALL smallest 200
    Ana  raises to 200
    Bo   folds
    Cy   calls 100
    * board Qh 8s 3c
    Cy   bets 99           => refused RAISE_TOO_SMALL smallest 100
    Cy   bets 0            => refused RAISE_TOO_SMALL smallest 100
    Cy   bets 100
    Ana  raises to 199     => refused RAISE_TOO_SMALL smallest 200`);
});

test('[BET-4] a raise adds the last full raise to the bet as a short all-in has left it', () => {
  replay(`
    NLHE 50/100 | Ana 400, button | Bo 10000 | Cy 10000 | Di 10000
    Di   raises to 300
    Ana  raises to 400, all-in
    Bo   may fold, call 350, raise 600 to 10000
    Bo   raises to 599     => refused RAISE_TOO_SMALL smallest 600
    Bo   raises to 600`);
});

test('[BET-4] a larger raise sets the next one', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  raises to 350
    Bo   raises to 1000
    Cy   may fold, call 900, raise 1650 to 10000`);
});

test('[BET-5] all of the stack may be bet, and no more', () => {
  replay(`
    NLHE 50/100 | Ana 1000, button | Bo 10000 | Cy 150
    Ana  raises to 1001    => refused NOT_ENOUGH_CHIPS largest 1000
    Ana  calls 100
    Bo   calls 50
    Cy   may fold, check, raise 150 to 150
    Cy   raises to 150, all-in
    Ana  may fold, call 50`);
});

test('[BET-6] a raise above every other stack stands, and the excess comes back', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 2000 | Cy 3000
    Ana  raises to 10000, all-in
    Bo   calls 1950, all-in
    Cy   calls 2900, all-in
    Ana  gets back 7000
    * pots 6000 for 3, 2000 for 2
    * board Qh 8s 3c 5d 2s
    Cy   wins 8000
    Ana  has 7000`);
});

test('[BET-7] a short all-in does not reopen the betting', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 450
    Ana  raises to 300
    Bo   folds
    Cy   raises to 450, all-in    // 150 more, and a full raise is 200
    Ana  raises to 900            => refused RAISE_NOT_OPEN
    Ana  calls 150
    * board Qh 8s 3c 5d 2s
    Ana  wins 950`);
});

test('[BET-7] the raiser who is called after a short all-in may only call', () => {
  replay(`
    NLHE 50/100 | Ana 400, button | Bo 10000 | Cy 10000 | Di 10000
    Di   raises to 300
    Ana  raises to 400, all-in
    Bo   folds
    Cy   calls 300
    Di   may fold, call 100`);
});

test('[BET-7] a caller before a short all-in may only call', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 400 | Cy 10000 | Di 10000
    Di   raises to 300
    Ana  calls 300
    Bo   raises to 400, all-in
    Cy   folds
    Di   calls 100
    Ana  may fold, call 100`);
});

test('[BET-7] a check before a short all-in bet leaves call or fold', () => {
  replay(`
    NLHE 50/100 | Ana 160, button | Bo 10000 | Cy 10000
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * board Qh 8s 3c
    Bo   checks
    Cy   checks
    Ana  bets 60, all-in
    Bo   may fold, call 60`);
});

test('[BET-8] two short all-ins that make a full raise together reopen it', () => {
  replay(`
    NLHE 50/100 | Ana 500, button | Bo 10000 | Cy 10000 | Di 10000 | Ed 400
    Di   raises to 300
    Ed   raises to 400, all-in
    Ana  raises to 500, all-in
    Bo   calls 450
    Cy   folds
    Di   may fold, call 200, raise 700 to 10000
    Di   raises to 699     => refused RAISE_TOO_SMALL smallest 700`);
});

test('[BET-9] who has not acted may raise after a short all-in', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 150 | Di 10000
    Di   calls 100
    Ana  folds
    Bo   folds
    Cy   raises to 150, all-in
    Di   may fold, call 50`);
  replay(`
    NLHE 50/100 | Ana 150, button | Bo 10000 | Cy 10000
    Ana  raises to 150, all-in
    Bo   may fold, call 100, raise 250 to 10000
    Bo   calls 100
    Cy   may fold, call 50, raise 250 to 10000`);
});

test('[BET-10] the big blind gets no turn when the rest have folded or are all-in for less', () => {
  replay(`
    NLHE 50/100 | Ana 60, button | Bo 10000 | Cy 10000
    Ana  calls 60, all-in
    Bo   folds
    Cy   gets back 40
    * pots 170 for 2
    * board Qh 8s 3c 5d 2s
    Ana  wins 170`);
});

test('[BET-10] against all-ins a seat may call and not raise, and once matched has no turn any more', () => {
  replay(`
    NLHE 50/100 | Ana 800, button | Bo 10000 | Cy 2000
    Ana  raises to 800, all-in
    Bo   folds
    Cy   may fold, call 700
    Cy   raises to 2000    => refused RAISE_NOT_OPEN
    Cy   calls 700
    Cy   checks            => refused NOT_POSSIBLE_NOW
    * board Qh 8s 3c 5d 2s
    Cy   wins 1650`);
});

test('[BET-11] the big blind may raise when nobody has', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  calls 100
    Bo   calls 50
    Cy   may fold, check, raise 200 to 10000
    Cy   raises to 400
    Ana  may fold, call 300, raise 700 to 10000`);
});

test('[BET-12] a call with fewer chips is all-in', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 350
    Ana  raises to 1000
    Bo   calls 950
    Cy   may fold, call 250
    Cy   calls 250, all-in
    * pots 1050 for 3, 1300 for 2
    * board Qh 8s 3c
    Bo   may fold, check, bet 100 to 9000`);
});
