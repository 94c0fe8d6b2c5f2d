import { expect, test } from 'vitest';
import { chips, playerId } from '../units.ts';
import { bustOrder } from './bust-order.ts';
import { handSetup } from './setup.ts';
import { four, told } from './told.fixture.ts';

const TOURNAMENT = { isTournament: true };

test('[TOURNEY-1] nobody owes a blind: a seat that is moved in is dealt in at once, as big blind twice if it comes to that', () => {
  const game = four(TOURNAMENT);
  expect(game.next()).toBe('B0 S1 G2: 1 2 3 0');
  expect(game.sit('e', 5, 'wait').next()).toBe('B1 S2 G3: 2 3 5 0 1');
  expect(game.table.seats[5]).toMatchObject({ status: 'playing', owesBigBlind: false });
  expect(game.sit('f', 4).next()).toBe('B2 S3 G4: 3 4 5 0 1 2');
});

test('[TOURNEY-2] between button and small blind nobody is dealt in until the button has passed', () => {
  const game = told(TOURNAMENT).sit('a', 0).sit('b', 1).sit('c', 3).sit('d', 4);
  expect(game.next()).toBe('B0 S1 G3: 1 3 4 0');
  expect(game.sit('e', 2).next()).toBe('B1 S3 G4: 3 4 0 1');
  expect(game.next()).toBe('B3 S4 G0: 4 0 1 2 3');
  const atSmallBlind = four(TOURNAMENT);
  atSmallBlind.next();
  expect(atSmallBlind.leave('c').sit('e', 2).next()).toBe('B1 S2 G3: 2 3 0 1'); // the seat of the small blind is no such place
});

test('[TOURNEY-3] who is away is dealt in and blinded off', () => {
  const game = four(TOURNAMENT).sitOut('c');
  expect(game.next()).toBe('B0 S1 G2: 1 2~ 3 0');
  expect(game.next(0)).toBe('B1 S2 G3: 2~ 3 0~ 1');
  expect(handSetup(game.begin().table).seats.map(({ isAbsent }) => isAbsent ?? false)).toEqual([false, false, false, true]);
  expect(game.settle({ 2: -5000, 0: 5000 }).next()).toBe('B3 S0 G1: 0 1 3');
  expect(game.table.seats[2]).toMatchObject({ stack: 0, status: 'sitting-out', owesBigBlind: false });
});

test('[TOURNEY-4] the button is dead, whatever the house does at its cash tables', () => {
  for (const button of ['dead', 'moving', 'forward'] as const) {
    const game = four({ ...TOURNAMENT, button });
    game.next();
    expect(game.leave('b').next()).toBe('B1 S2 G3: 2 3 0');
    expect(game.leave('d').next()).toBe('B2 S2 G0: 0 2');
  }
});

test('[TOURNEY-5] more chips at the start of the hand place higher; as many is a tie', () => {
  const bust = (player: string, stack: number) => ({ player: playerId(player), stack: chips(stack) });
  expect(bustOrder([bust('a', 300), bust('b', 1200)], 6)).toEqual([
    { player: 'b', place: 5, last: 5 },
    { player: 'a', place: 6, last: 6 },
  ]);
  expect(bustOrder([bust('a', 300), bust('b', 1200), bust('c', 300), bust('d', 300)], 9)).toEqual([
    { player: 'b', place: 6, last: 6 },
    { player: 'a', place: 7, last: 9 },
    { player: 'c', place: 7, last: 9 },
    { player: 'd', place: 7, last: 9 },
  ]);
  expect(bustOrder([bust('a', 1)], 2)).toEqual([{ player: 'a', place: 2, last: 2 }]);
  expect(() => bustOrder([bust('a', 1)], 0)).toThrow('more players out than there were');
});

test('[TOURNEY-6] no straddles and no choice of seats', () => {
  const game = four({ ...TOURNAMENT, straddles: { utg: true, button: true, most: 2 }, mayBuyButton: true });
  expect(game.refuses({ kind: 'straddle', player: playerId('a') })).toBe('NOT_OFFERED');
  expect(game.refuses({ kind: 'move-seat', player: playerId('a'), seat: 5 as never, post: 'now' })).toBe('NOT_POSSIBLE_NOW');
  game.next();
  expect(game.sit('e', 5, 'buy-button').table.seats[5]).toMatchObject({ buysButton: false });
});
