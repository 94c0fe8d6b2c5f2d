import { expect, test } from 'vitest';
import { startHand } from '../poker/start.ts';
import { chips, playerId, seatIndex } from '../units.ts';
import { handSetup } from './setup.ts';
import { four, rulesFor, Told, told } from './told.fixture.ts';

test('[TABLE-18] a moving button goes to the next player, and the two after it are the blinds', () => {
  const game = four({ button: 'moving' }).sit('e', 4);
  expect(game.next()).toBe('B0 S1 G2: 1 2 3 4 0');
  expect(game.next()).toBe('B1 S2 G3: 2 3 4 0 1');
  expect(game.leave('c').next()).toBe('B3 S4 G0: 4 0 1 3'); // the small blind has gone: the button passes its seat, and 4 no big blind
  expect(game.table.seats[4]).toMatchObject({ owesBigBlind: false });
});

test('[TABLE-18] where heads-up play begins or ends the dead button rules', () => {
  const game = told({ button: 'moving' }).sit('a', 0).sit('b', 1).sit('c', 2);
  expect(game.next()).toBe('B0 S1 G2: 1 2 0');
  expect(game.leave('a').next()).toBe('B2 S2 G1: 1 2'); // not B1, which would leave the big blind in its seat
  expect(game.sit('d', 3).next()).toBe('B1 S1 G2: 2 1'); // between button and big blind: waits
  expect(game.next()).toBe('B1 S2 G3: 2 3 1');
});

test('[TABLE-18] who was away while the others played heads-up is not jumped over', () => {
  const game = told({ button: 'moving' }).sit('a', 0).sit('b', 1).sit('c', 3);
  expect([game.next(), game.next(1), game.next()]).toEqual(['B0 S1 G3: 1 3 0', 'B3 S3 G0: 0 3', 'B3 S0 G1: 0 1 3']);
});

test('[TABLE-19] with a forward-moving button whoever the big blind jumps over posts one too', () => {
  const smallBlindGone = four({ button: 'forward' }).sit('e', 4);
  smallBlindGone.next();
  expect(smallBlindGone.leave('b').next()).toBe('B2 S- G4: 3+live 4 0 2');
  expect(smallBlindGone.next()).toBe('B3 S4 G0: 4 0 2 3');
  const bigBlindGone = four({ button: 'forward' }).sit('e', 4);
  bigBlindGone.next();
  expect(bigBlindGone.leave('c').next()).toBe('B1 S- G4: 3+live 4 0 1');
  const bothGone = four({ button: 'forward' }).sit('e', 4).sit('f', 5);
  bothGone.next();
  expect(bothGone.leave('b').leave('c').next()).toBe('B3 S- G5: 4+live 5 0 3+live');
});

test('[TABLE-20] short deck: the button posts the only blind and goes to the next player', () => {
  const game = four({}, 'NS');
  expect([game.next(), game.next(), game.next()]).toEqual(['B0 S- G0: 1 2 3 0', 'B1 S- G1: 2 3 0 1', 'B2 S- G2: 3 0 1 2']);
  game.sitOut('d');
  expect(game.next()).toBe('B0 S- G0: 1 2 0'); // the button has passed seat 3
  expect(game.table.seats[3]).toMatchObject({ owesBigBlind: true });
  expect(game.sitIn('d').next()).toBe('B1 S- G1: 2 3+live+dead 0 1');
  expect(told({}, 'NS').sit('a', 0).sit('b', 3).next()).toBe('B0 S- G0: 3 0');
  expect(four({}, 'NS').begin().settle().sit('e', 4, 'wait').next()).toBe('B1 S- G1: 2 3 0 1');
});

test('[TABLE-20] in a mix the button goes on from one game to the next', () => {
  const mixed = (): Told => new Told({ ...rulesFor(['NS', 'NT']), mix: { order: 'in-turn', each: 1 } }).sit('a', 0).sit('b', 3);
  const headsUp = mixed();
  expect([headsUp.next(), headsUp.next()]).toEqual(['B0 S- G0: 3 0', 'B3 S3 G0: 0 3']);
  expect([headsUp.next(), headsUp.next()]).toEqual(['B0 S- G0: 3 0', 'B3 S3 G0: 0 3']);
  const three = mixed().sit('c', 4);
  expect([three.next(), three.next(), three.next()]).toEqual(['B0 S- G0: 3 4 0', 'B3 S4 G0: 4 0 3', 'B4 S- G4: 0 3 4']);
});

test('[TABLE-21] where no game has blinds nobody owes any, and the button moves one player a hand', () => {
  const game = four({}, 'F7S');
  expect([game.next(), game.next()]).toEqual(['B0 S- G-: 1 2 3 0', 'B1 S- G-: 2 3 0 1']);
  game.sitOut('c');
  expect(game.next()).toBe('B3 S- G-: 0 1 3');
  expect(game.table.seats[2]).toMatchObject({ owesBigBlind: false, owesSmallBlind: false, roundsOut: 1 });
  expect(game.sitIn('c', 'wait').sit('e', 4, 'wait').next()).toBe('B4 S- G-: 0 1 2 3 4');
  expect(game.table.seats[4]).toMatchObject({ status: 'playing', owesBigBlind: false });
});

test('[TABLE-22] buying the button: both blinds posted by one seat, nobody else, and the button next', () => {
  const begin = (mayBuyButton: boolean): Told => {
    const game = told({ mayBuyButton }).sit('a', 0).sit('b', 1).sit('c', 2).sit('d', 4);
    game.next(); // B0 S1 G2
    game.sitOut('d');
    expect(game.next()).toBe('B1 S2 G0: 2 0 1'); // the big blind has passed seat 4
    return game;
  };
  const bought = begin(true).sitIn('d', 'buy-button');
  expect(bought.next()).toBe('B2 S- G4: 4+dead 0 1 2');
  expect(bought.table.seats[4]).toMatchObject({ owesBigBlind: false, owesSmallBlind: false, buysButton: false });
  expect(bought.next()).toBe('B4 S0 G1: 0 1 2 4');
  expect(begin(false).sitIn('d', 'buy-button').next()).toBe('B2 S0 G1: 0 1 2'); // not here: it waits as anybody does
  expect(begin(true).sitIn('d', 'now').next()).toBe('B2 S0 G1: 0 1 2');
});

test('[TABLE-22] a newcomer may buy it too; elsewhere the blinds are posted as usual', () => {
  const game = told({ mayBuyButton: true }).sit('a', 0).sit('b', 1).sit('c', 3);
  expect(game.next()).toBe('B0 S1 G3: 1 3 0');
  expect(game.sit('d', 2, 'buy-button').next()).toBe('B1 S- G2: 2+dead 3 0 1');
  expect(game.next()).toBe('B2 S3 G0: 3 0 1 2');
  const behind = four({ mayBuyButton: true });
  behind.next();
  expect(behind.sit('e', 5, 'buy-button').next()).toBe('B1 S2 G3: 2 3 5+live 0 1');
});

test('[TABLE-22] of two who would buy it the one next to the small blind does; whoever would come in as big blind waits a hand', () => {
  const two = told({ mayBuyButton: true }).sit('a', 0).sit('b', 1).sit('c', 4);
  expect(two.next()).toBe('B0 S1 G4: 1 4 0');
  expect(two.sit('d', 2, 'buy-button').sit('e', 3, 'buy-button').next()).toBe('B1 S- G3: 3+dead 4 0 1');
  expect(two.next()).toBe('B3 S4 G0: 4 0 1 2+live 3');
  const next = told({ mayBuyButton: true }).sit('a', 0).sit('b', 1).sit('c', 3);
  next.next();
  expect(next.sit('d', 2, 'buy-button').sit('e', 5, 'now').next()).toBe('B1 S- G2: 2+dead 3 0 1');
  expect(next.next()).toBe('B2 S3 G5: 3 5 0 1 2');
});

test('[TABLE-22] nobody buys it where only one would be left to play against', () => {
  const game = told({ mayBuyButton: true }).sit('a', 0).sit('b', 3);
  expect(game.next()).toBe('B0 S0 G3: 3 0');
  expect(game.leave('a').sit('c', 2, 'buy-button').sit('d', 5).next()).toBe('B3 S3 G5: 5 3');
});

test('[TABLE-24] whoever has missed as many rounds as the house allows is picked up', () => {
  const game = four({ roundsOut: 2 }).sitOut('d');
  for (let hand = 0; hand < 4; hand++) game.next();
  expect(game.table.seats[3]).toMatchObject({ status: 'sitting-out', roundsOut: 1 });
  game.next();
  expect(game.events.at(-1)).toEqual({ kind: 'left', seat: 3, player: 'd', amount: 5000 });
  const back = four({ roundsOut: 2 }).sitOut('d');
  for (let hand = 0; hand < 4; hand++) back.next();
  back.sitIn('d');
  for (let hand = 0; hand < 3; hand++) back.next();
  expect(back.table.seats[3]).toMatchObject({ status: 'playing', roundsOut: 0 });
});

test('[TABLE-39] a button ante is the button player’s, and nobody’s at a dead button', () => {
  const rules = rulesFor(['NT']);
  const [game] = rules.games;
  const stakes = { ...(game?.stakes ?? expect.fail('no game')), buttonAnte: chips(100) };
  const table = new Told({ ...rules, games: [{ code: 'NT', stakes }] }).sit('a', 0).sit('b', 1).sit('c', 2).sit('d', 3);
  const antes = () =>
    startHand(handSetup(table.begin().table)).flatMap((event) =>
      event.kind === 'posted' && event.what === 'button-ante' ? [`${event.seat} ${event.amount}`] : [],
    );
  expect(antes()).toEqual(['0 100']);
  expect(table.settle().leave('b').begin().hand()).toBe('B1 S2 G3: 2 3 0');
  table.do({ kind: 'void-hand' });
  expect(antes()).toEqual([]);
  expect(table.refuses({ kind: 'sit', player: playerId('z'), seat: seatIndex(0), buyIn: chips(2000), post: 'now' })).toBe(
    'SEAT_TAKEN',
  );
});
