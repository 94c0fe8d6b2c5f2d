import { replay } from '@aboveboard/testkit';
import { test } from 'vitest';

test('[BLIND-1] small and big blind are posted left of the button, and count as bets', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000
    Bo   posts 50 small-blind
    Cy   posts 100 big-blind
    Bo   has 9950
    Ana  folds
    Bo   calls 50
    Cy   checks
    * pots 200 for 2`);
});

test('[BLIND-2] heads-up the button is small blind, acts first before the flop and last after it', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000
    Ana  posts 50 small-blind
    Bo   posts 100 big-blind
    Ana  calls 50
    Bo   checks
    * board Qh 8s 3c
    Bo   checks
    Ana  may fold, check, bet 100 to 9900`);
});

test('[BLIND-3] a dead small blind is posted by nobody, at a dead button too', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | empty | Cy 10000 | Di 10000
    Cy   posts 100 big-blind
    Di   calls 100
    Ana  calls 100
    Cy   checks
    * pots 300 for 3
    * board Qh 8s 3c
    Cy   may fold, check, bet 100 to 9900`);
  replay(`
    NLHE 50/100 | empty, button | Bo 10000 | Cy 10000 | Di 10000
    Bo   posts 50 small-blind
    Cy   posts 100 big-blind
    Di   folds
    Bo   calls 50
    Cy   checks
    * board Qh 8s 3c
    Bo   checks
    Cy   may fold, check, bet 100 to 9900`);
});

test('[BLIND-4] a short big blind leaves call and raise as they are', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 30 | Di 10000
    Cy   posts 30 big-blind
    Di   may fold, call 100, raise 200 to 10000
    Di   calls 100
    Ana  raises to 150     => refused RAISE_TOO_SMALL smallest 200
    Ana  calls 100
    Bo   calls 50
    * pots 120 for 4, 210 for 3`);
});

test('[BLIND-5] missed blinds: the big one counts as the bet, the small one is dead', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000, owes live 100, owes dead 50
    Di   posts 100 live-blind
    Di   posts 50 dead-blind
    Di   has 9850
    Di   may fold, check, raise 200 to 9950
    Di   checks
    Ana  folds
    Bo   folds
    Cy   checks
    * pots 300 for 2`);
});

test('[BLIND-6] a lone caller puts in no more than the others have', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 70
    Ana  folds
    Bo   may fold, call 20
    Bo   calls 20
    * pots 140 for 2
    * board Qh 8s 3c 5d 2s
    Bo   wins 140`);
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 30
    Ana  folds
    Bo   gets back 20          // nothing is left to decide
    * board Qh 8s 3c 5d 2s
    Cy   wins 60`);
});

test('[BLIND-6] [POT-8] chips that folded above an all-in are there for whoever calls for them, not for the all-in', () => {
  const start = `
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 30 | Di 10000, owes live 100
    Bo   holds 7h2c
    Cy   holds AsAd
    Di   folds
    Ana  folds
    Bo   may fold, call 50`;
  replay(`${start}
    Bo   calls 50
    * pots 90 for 2, 140 for 1
    * board Qh 8s 3c 5d Ts
    Cy   wins 90
    Bo   wins 140`);
  replay(`${start}
    Bo   folds
    Cy   wins 180              // the last one standing gets everything (POT-1); who folded gets nothing back (POT-2)`);
});

test('[ANTE-1] antes go into the pot and shorten no call', () => {
  replay(`
    NLHE 50/100 ante 25 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  posts 25 ante
    Ana  may fold, call 100, raise 200 to 9975
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * pots 375 for 3`);
});

test('[ANTE-2] a short ante competes for as much of each other ante', () => {
  replay(`
    NLHE 50/100 ante 25 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10
    Ana  calls 100
    Bo   calls 50
    Cy   checks
    * pots 40 for 4, 345 for 3`);
});

test('[ANTE-3] a short big blind pays the blind before the big-blind ante, or after it where the house says so', () => {
  replay(`
    NLHE 50/100 bb-ante 100 | Ana 10000, button | Bo 10000 | Cy 150
    Cy   posts 100 big-blind
    Cy   posts 50 big-blind-ante
    Ana  calls 100
    Bo   calls 50
    * pots 350 for 3`);
  replay(`
    NLHE 50/100 bb-ante 100 ante-first | Ana 10000, button | Bo 10000 | Cy 150
    Cy   posts 50 big-blind
    Cy   posts 100 big-blind-ante
    Ana  may fold, call 100, raise 200 to 10000
    Ana  calls 100
    Bo   calls 50
    * pots 250 for 3, 100 for 2`);
});

test('[ANTE-4] a big blind all-in from the ante: the others put in the whole blind', () => {
  replay(`
    NLHE 50/100 ante 25 | Ana 10000, button | Bo 10000 | Cy 20
    Cy   posts 20 ante
    Ana  may fold, call 100, raise 200 to 9975
    Ana  calls 100
    Bo   calls 50
    * pots 60 for 3, 210 for 2`);
});

test('[ANTE-5] an ante that nobody could match comes back', () => {
  replay(`
    NLHE 50/100 ante 25 | Ana 10000, button | Bo 10
    Ana  gets back 65          // 15 of the ante and the small blind
    * pots 20 for 2
    * board Qh 8s 3c 5d 2s
    Bo   wins 20`);
});
