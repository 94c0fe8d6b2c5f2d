import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';

test('[STUD-1] the lowest door card brings in, ace high, equal ranks by suit from clubs up', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AcAdAs
    Bo   holds KcKd2d
    Cy   holds QcQd2c
    Cy   may bring in 20, bet 60 to 60
    Cy   folds             => refused BRING_IN_DUE amount 20
    Cy   checks            => refused BRING_IN_DUE amount 20
    Cy   brings in 20
    Ana  may fold, call 20, complete 60 to 60`);
});

test('[STUD-1] in razz the highest door card brings in: a king, for the ace is low; equal ranks from spades down', () => {
  replay(`
    FR 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds 2c3dAs
    Bo   holds 4c5dKs
    Cy   holds 6c7dKh
    Bo   brings in 20
    Cy   may fold, call 20, complete 60 to 60`);
});

test('[STUD-2] the bring-in is completed to a small bet, or opened with one; neither is a raise that counts', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c
    Ana  brings in 20
    Bo   raises to 80      => refused RAISE_TOO_LARGE largest 60
    Bo   completes to 60
    Cy   raises to 120
    Ana  raises to 180
    Bo   raises to 240
    Cy   raises to 300     => refused RAISES_CAPPED
    Cy   calls 120
    Ana  calls 60
    * pots 735 for 3`);
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000
    Ana  holds AcAd2c
    Ana  bets 60
    Bo   may fold, call 60, raise 120 to 120`);
});

test('[STUD-2] who brought in has had its turn: when all just call, the street is over', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c
    Ana  brings in 20
    Bo   calls 20
    Cy   calls 20
    * pots 75 for 3`);
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c
    Ana  brings in 20
    Bo   completes to 60
    Cy   folds
    Ana  may fold, call 40, raise 120 to 120`);
});

test('[STUD-3] a short bring-in leaves the whole one to call', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 15 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c
    Ana  brings in 10, all-in
    Bo   may fold, call 20, complete 60 to 60
    Bo   calls 20
    Cy   calls 20
    * pots 45 for 3, 20 for 2`);
});

test('[STUD-3] with the door card all-in from the ante the next seat brings in, completes or folds', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 5 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c
    Bo   may fold, call 20, complete 60 to 60
    Bo   calls 20
    Cy   may fold, call 20, complete 60 to 60`);
});

test('[STUD-4] later streets begin with the best hand showing, equal ones by the suit of the highest card', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds AcAd2c Kh 2d
    Bo   holds QcQd9c Ks 3d
    Cy   holds 7c7d9d Kd 9h
    Ana  brings in 20
    Bo   calls 20
    Cy   calls 20
    Bo   checks            // K♠ 9♣ before K♦ 9♦ before K♥ 2♣
    Cy   checks
    Ana  checks
    Cy   checks            // the nines before the twos
    Ana  checks
    Bo   checks`);
});

test('[STUD-4] in razz the best low hand showing begins, equal ones by the suit of the highest card', () => {
  replay(`
    FR 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000 | Cy 1000
    Ana  holds QcQdKc 2h 3h
    Bo   holds JcJd6c 4h Ah
    Cy   holds TcTd6d 4s 4d
    Ana  brings in 20
    Bo   calls 20
    Cy   calls 20
    Cy   checks            // 6♦ 4♠ before 6♣ 4♥ before K♣ 2♥
    Ana  checks
    Bo   checks
    Bo   checks            // 6 4 A before K 3 2 before a pair
    Cy   checks
    Ana  checks`);
});

test('[STUD-5] an open pair on fourth street makes no difference, unless the house says so', () => {
  const play = `| Ana 1000 | Bo 1000
    Ana  holds AcAd2c 3h
    Bo   holds QcQd9c 9h
    Ana  brings in 20
    Bo   calls 20`;
  replay(`
    F7S 60/120 ante 5 bring-in 20 ${play}
    Bo   may fold, check, bet 60 to 60`);
  replay(`
    F7S 60/120 ante 5 bring-in 20 open-pair-big-bet ${play}
    Bo   may fold, check, bet 60 to 120 by 60
    Bo   bets 90           => refused RAISE_TOO_SMALL smallest 120
    Bo   bets 120
    Ana  may fold, call 120, raise 240 to 240`);
  replay(`
    F7S 60/120 ante 5 bring-in 20 open-pair-big-bet ${play}
    Bo   checks
    Ana  may fold, check, bet 60 to 120 by 60
    Ana  bets 60
    Bo   may fold, call 60, raise 120 to 120`);
});

test('[STUD-6] small bets on third and fourth street, big ones from fifth on', () => {
  replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000
    Ana  holds AcAd2c 3h 4h
    Bo   holds QcQd9c Th Jh
    Ana  brings in 20
    Bo   calls 20
    Bo   may fold, check, bet 60 to 60
    Bo   checks
    Ana  checks
    Bo   may fold, check, bet 120 to 120`);
});

test('[STUD-7] where the deck cannot give each seat its last card, all share one', () => {
  const callers = ['Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal'];
  const checks = ['Hal', 'Ana', ...callers.slice(0, -1)].map((name) => `${name} checks`).join('\n');
  const { hand } = replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | ${callers.map((name) => `${name} 1000`).join(' | ')}
    Ana  holds 9cTd 2c 3d 4h 5s
    Bo   holds 9dTh 3c 4d 5h 6s
    Cy   holds 9hTs 4c 5d 6h 7s
    Di   holds 9sTc 5c 6d 7h 8s
    Ed   holds JcQd 6c 7d 8h 2s
    Flo  holds JdQh 7c 8d 2h 3s
    Gus  holds JhQs 8c 2d 3h 4s
    Hal  holds AcAd Kc Kd Kh Ks
    Ana  brings in 20
    ${callers.map((name) => `${name} calls 20`).join('\n')}
    ${checks}
    ${checks}
    ${checks}
    * board As
    ${checks}
    Hal  wins 200`);
  expect(hand.isCardShared).toBe(true);
  expect(hand.seats.map(({ hole }) => hole.length)).toEqual([6, 6, 6, 6, 6, 6, 6, 6]);
});

test('[STUD-8] the bring-in of a seat whose time is over is put in for it', () => {
  const { events } = replay(`
    F7S 60/120 ante 5 bring-in 20 | Ana 1000 | Bo 1000
    Ana  holds AcAd2c
    Ana  times out
    Ana  posts 20 bring-in
    Bo   completes to 60
    Ana  times out
    Bo   wins 50`);
  expect(events.filter((event) => event.kind === 'folded')).toMatchObject([{ seat: 0, timedOut: true }]);
});
