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

test('[BLIND-7] a straddle is live and last to act, and the smallest raise over it adds a big blind', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000, straddles 200 | Ed 10000
    Di   posts 200 straddle
    Ed   may fold, call 200, raise 300 to 10000
    Ed   raises to 299     => refused RAISE_TOO_SMALL smallest 300
    Ed   calls 200
    Ana  folds
    Bo   calls 150
    Cy   calls 100
    Di   may fold, check, raise 300 to 10000
    Di   checks
    * pots 800 for 4`);
});

test('[BLIND-7] a straddle over a straddle, and one from the button: action begins to the left of the last', () => {
  replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000, straddles 200 | Ed 10000, straddles 400
    Ana  may fold, call 400, raise 500 to 10000
    Ana  folds
    Bo   folds
    Cy   folds
    Di   calls 200
    Ed   checks`);
  replay(`
    NLHE 50/100 | Ana 10000, button, straddles 200 | Bo 10000 | Cy 10000 | Di 10000
    Bo   may fold, call 150, raise 300 to 10000
    Bo   folds
    Cy   calls 100
    Di   calls 200
    Ana  may fold, check, raise 300 to 10000`);
});

test('[BLIND-8] option: a raise over a straddle adds as much as the straddle', () => {
  replay(`
    NLHE 50/100 straddle-raise | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000, straddles 200
    Ana  may fold, call 200, raise 400 to 10000`);
});

test('[BLIND-9] a kill is a live blind at the stakes it has doubled, and acts in its turn', () => {
  replay(`
    FT 120/240 blinds 30/60 | Ana 10000, button, kill 120 | Bo 10000 | Cy 10000 | Di 10000
    Ana  posts 120 kill
    Di   may fold, call 120, raise 240 to 240
    Di   calls 120
    Ana  may fold, check, raise 240 to 240
    Ana  checks
    Bo   may fold, call 90, raise 240 to 240
    Bo   calls 90
    Cy   calls 60
    * pots 480 for 4
    * board Qh 8s 3c
    Bo   may fold, check, bet 120 to 120`);
});

test('[BLIND-9] a blind that has to kill adds the rest', () => {
  replay(`
    FT 120/240 blinds 30/60 | Ana 10000, button | Bo 10000 | Cy 10000, kill 120
    Cy   posts 60 big-blind
    Cy   posts 60 kill
    Ana  may fold, call 120, raise 240 to 240
    Ana  calls 120
    Bo   calls 90
    Cy   may fold, check, raise 240 to 240`);
});

test('[BLIND-10] in short deck all ante and the button alone posts a blind', () => {
  replay(`
    NS 0/100 ante 100 | Ana 10000, button | Bo 10000 | Cy 10000
    Ana  posts 100 ante
    Ana  posts 100 big-blind
    Bo   may fold, call 100, raise 200 to 9900
    Bo   calls 100
    Cy   folds
    Ana  may fold, check, raise 200 to 9900
    Ana  checks
    * pots 500 for 2
    * board Qh 8s 6c
    Bo   may fold, check, bet 100 to 9800`);
});

test('[ANTE-6] a button ante is dead, in the main pot; an empty button pays none', () => {
  replay(`
    NLHE 50/100 button-ante 100 | Ana 250, button | Bo 10000 | Cy 10000
    Ana  posts 100 button-ante
    Ana  may fold, call 100, raise 150 to 150
    Ana  raises to 150, all-in
    Bo   calls 100
    Cy   raises to 300
    Bo   calls 150
    * pots 550 for 3, 300 for 2`);
  replay(`
    NLHE 50/100 button-ante 100 | empty, button | Bo 10000 | Cy 10000 | Di 10000
    Di   folds
    Bo   folds
    Cy   wins 100`);
});

test('[ANTE-7] a bomb pot: all ante, and the flop lies before the first bet', () => {
  replay(`
    NT-B1 50/100 ante 200 | Ana 10000, button | Bo 10000 | Cy 10000
    * board Qh 8s 3c
    Bo   may fold, check, bet 100 to 9800
    Bo   checks
    Cy   checks
    Ana  checks
    * pots 600 for 3`);
});
