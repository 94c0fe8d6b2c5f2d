import { replay } from '@aboveboard/testkit';
import { test } from 'vitest';

test('[LIMIT-1] at fixed limit every bet and raise is one bet: small on the early streets, big on the later ones', () => {
  replay(`
    FT 60/120 | Ana 10000, button | Bo 10000 | Cy 10000
    Bo   posts 30 small-blind
    Cy   posts 60 big-blind
    Ana  may fold, call 60, raise 120 to 120
    Ana  raises to 121     => refused RAISE_TOO_LARGE largest 120
    Ana  raises to 119     => refused RAISE_TOO_SMALL smallest 120
    Ana  raises to 120
    Bo   folds
    Cy   calls 60
    * board Qh 8s 3c
    Cy   may fold, check, bet 60 to 60
    Cy   checks
    Ana  checks
    * board 5d
    Cy   may fold, check, bet 120 to 120
    Cy   bets 120
    Ana  may fold, call 120, raise 240 to 240`);
});

test('[LIMIT-2] an all-in of less than half a bet is completed to the bet, and reopens nothing', () => {
  replay(`
    FT 150/300 | Ana 10000, button | Bo 10000 | Cy 200 | Di 10000
    Di   calls 150
    Ana  calls 150
    Bo   calls 75
    Cy   checks
    * board Qh 8s 3c
    Bo   checks
    Cy   bets 50, all-in
    Di   may fold, call 50, raise 150 to 150
    Di   calls 50
    Ana  calls 50
    Bo   may fold, call 50`);
  replay(`
    FT 150/300 | Ana 10000, button | Bo 10000 | Cy 200
    Ana  calls 150
    Bo   calls 75
    Cy   checks
    * board Qh 8s 3c
    Bo   checks
    Cy   checks
    Ana  checks
    * board 5d
    Bo   checks
    Cy   bets 50, all-in
    Ana  may fold, call 50, raise 300 to 300
    Ana  raises to 300
    Bo   may fold, call 300, raise 600 to 600`);
});

test('[LIMIT-3] half a bet or more reopens the betting; the next raise goes to the next whole bet', () => {
  replay(`
    FT 60/120 | Ana 150, button | Bo 10000 | Cy 10000 | Di 10000
    Di   raises to 120
    Ana  raises to 150, all-in
    Bo   folds
    Cy   calls 90
    Di   may fold, call 30, raise 180 to 180
    Di   raises to 210     => refused RAISE_TOO_LARGE largest 180`);
});

test('[LIMIT-3] option: the next raise is a whole bet more than the all-in', () => {
  replay(`
    FT 60/120 half-bet-more | Ana 150, button | Bo 10000 | Cy 10000 | Di 10000
    Di   raises to 120
    Ana  raises to 150, all-in
    Bo   folds
    Cy   calls 90
    Di   may fold, call 30, raise 210 to 210`);
});

const CAPPED = `| Ana 10000, button | Bo 10000 | Cy 10000
    Ana  raises to 120
    Bo   raises to 180
    Cy   raises to 240`;

test('[LIMIT-4] a bet and three raises, then the betting is capped; the blind is the bet', () => {
  replay(`
    FT 60/120 ${CAPPED}
    Ana  may fold, call 120
    Ana  raises to 300     => refused RAISES_CAPPED
    Ana  calls 120`);
});

test('[LIMIT-4] option: four raises, or no cap', () => {
  replay(`
    FT 60/120 raise-cap 4 ${CAPPED}
    Ana  raises to 300
    Bo   may fold, call 120`);
  replay(`
    FT 60/120 no-cap ${CAPPED}
    Ana  raises to 300
    Bo   raises to 360
    Cy   raises to 420
    Ana  may fold, call 120, raise 480 to 480`);
});

test('[LIMIT-4] a straddle is the first raise', () => {
  replay(`
    FT 60/120 | Ana 10000, button | Bo 10000 | Cy 10000 | Di 10000, straddles 120
    Ana  may fold, call 120, raise 180 to 180
    Ana  raises to 180
    Bo   raises to 240
    Cy   may fold, call 180`);
});

test('[LIMIT-4] an all-in of less than half a bet is no raise that counts', () => {
  replay(`
    FT 60/120 | Ana 10000, button | Bo 200 | Cy 10000 | Di 10000
    Di   raises to 120
    Ana  raises to 180
    Bo   raises to 200, all-in   // 20 more
    Cy   raises to 240           // the third raise
    Di   may fold, call 120`);
});

test('[LIMIT-5] no cap on a street that begins heads-up', () => {
  replay(`
    FT 60/120 ${CAPPED}
    Ana  folds
    Bo   calls 60
    * board Qh 8s 3c
    Bo   bets 60
    Cy   raises to 120
    Bo   raises to 180
    Cy   raises to 240
    Bo   raises to 300
    Cy   may fold, call 60, raise 360 to 360`);
});

test('[LIMIT-6] pot-limit: a raise may add what lies in the middle once the bet is called', () => {
  replay(`
    PO 1/2 | Ana 100, button | Bo 100 | Cy 100 | Di 100
    Di   may fold, call 2, raise 4 to 7
    Di   raises to 8       => refused RAISE_TOO_LARGE largest 7
    Di   raises to 7
    Ana  may fold, call 7, raise 12 to 24
    Ana  calls 7
    Bo   folds
    Cy   folds
    * board Qh 8s 3c
    Di   may fold, check, bet 2 to 17`);
});

test('[LIMIT-7] antes count in the pot once, and only as far as they are in', () => {
  replay(`
    PO 1/2 ante 1 | Ana 100, button | Bo 100 | Cy 100 | Di 100
    Di   may fold, call 2, raise 4 to 11`);
  replay(`
    PO 10/20 ante 5 | Ana 1000, button | Bo 1000 | Cy 1000 | Di 1000 | Ed 2
    Di   may fold, call 20, raise 40 to 92
    Di   calls 20
    Ana  folds
    Bo   calls 10
    Cy   checks
    * pots 10 for 4, 72 for 3
    * board Qh 8s 3c
    Bo   may fold, check, bet 20 to 82`);
});

test('[LIMIT-8] before the flop the pot is reckoned with whole blinds, also where one is dead or short', () => {
  replay(`
    PO 100/200 | Ana 10000, button | empty | Cy 10000 | Di 10000
    Di   may fold, call 200, raise 400 to 700`);
  replay(`
    PO 100/200 | Ana 10000, button | Bo 10000 | Cy 100 | Di 10000
    Di   may fold, call 200, raise 400 to 700
    Di   calls 200
    Ana  folds
    Bo   calls 100
    * board Qh 8s 3c
    Bo   may fold, check, bet 200 to 500   // what is there: 100 each of three, and 200`);
});

test('[LIMIT-9] spread limit: any bet from the small to the big one, and a raise no smaller than the last', () => {
  replay(`
    ST 2/10 blinds 1/2 | Ana 200, button | Bo 200 | Cy 200
    Ana  may fold, call 2, raise 4 to 12
    Ana  calls 2
    Bo   calls 1
    Cy   checks
    * board Qh 8s 3c
    Bo   may fold, check, bet 2 to 10
    Bo   bets 11           => refused RAISE_TOO_LARGE largest 10
    Bo   bets 6
    Cy   may fold, call 6, raise 12 to 16`);
});
