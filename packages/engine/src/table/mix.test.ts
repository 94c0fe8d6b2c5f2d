import { expect, test } from 'vitest';
import { gameOf } from '../games/catalogue.ts';
import { ROTATIONS, rotationOf } from '../games/rotation.ts';
import { NO_STAKES } from '../poker/start.ts';
import { chips, playerId } from '../units.ts';
import { nextChooser } from './choices.ts';
import type { TableCommand } from './command.ts';
import { gameInPlay, handSetup } from './setup.ts';
import { four, gameFor, rulesFor, Told } from './told.fixture.ts';

const mixOf = (order: 'in-turn' | 'dealers-choice', each: 'orbit' | number, ...codes: string[]): Told =>
  new Told({ ...rulesFor(codes), mix: { order, each } }).sit('a', 0).sit('b', 1).sit('c', 2).sit('d', 3);

/** Codes of the next hands, each begun and settled. */
const played = (game: Told, hands: number): string =>
  Array.from({ length: hands }, () => {
    const { code } = gameInPlay(game.begin().table);
    game.settle();
    return code;
  }).join(' ');

const choose = (player: string, game: string): TableCommand => ({ kind: 'choose-game', player: playerId(player), game });

test('[MIX-1] the games of a mix in their order, and from the last to the first', () => {
  expect(rotationOf('HORSE')?.games).toEqual(['FT', 'FO/8', 'FR', 'F7S', 'F7S/8']);
  expect(rotationOf('8-GAME')?.games).toEqual(['F2L3D', 'FT', 'FO/8', 'FR', 'F7S', 'F7S/8', 'NT', 'PO']);
  expect(rotationOf('DOG')).toBeNull();
  expect(ROTATIONS.flatMap(({ games }) => games).every((code) => gameOf(code) !== null)).toBe(true);
  const horse = rotationOf('HORSE')?.games ?? [];
  expect(played(mixOf('in-turn', 1, ...horse), 6)).toBe('FT FO/8 FR F7S F7S/8 FT');
});

test('[MIX-2] a game for as many hands as agreed, or for an orbit of those dealt in at its first hand', () => {
  expect(played(mixOf('in-turn', 3, 'NT', 'PO'), 7)).toBe('NT NT NT PO PO PO NT');
  const game = mixOf('in-turn', 'orbit', 'NT', 'PO');
  expect(played(game, 2)).toBe('NT NT');
  game.leave('a');
  expect(played(game, 6)).toBe('NT NT PO PO PO NT');
  const before = game.table.turn;
  expect(game.begin().do({ kind: 'void-hand' }).table.turn).toEqual(before);
});

test('[MIX-3] dealer’s choice: who has the button next names the game of the turn, else the same is played on', () => {
  const game = mixOf('dealers-choice', 1, 'NT', 'PO', 'F7S');
  expect(nextChooser(game.table)).toBe('a');
  expect(game.refuses(choose('b', 'PO'))).toBe('NOT_YOUR_CHOICE');
  expect(game.refuses(choose('a', 'FT'))).toBe('NOT_OFFERED');
  game.do(choose('a', 'F7S')).do(choose('a', 'PO'));
  expect(gameInPlay(game.table).code).toBe('PO');
  game.begin().do({ kind: 'void-hand' });
  expect(played(game, 1)).toBe('PO');
  expect(nextChooser(game.table)).toBe('b');
  expect(played(game, 2)).toBe('PO PO');
  expect(game.do(choose('d', 'NT')).begin().refuses(choose('d', 'PO'))).toBe('NOT_YOUR_CHOICE'); // too late
  const orbit = mixOf('dealers-choice', 'orbit', 'NT', 'PO').do(choose('a', 'PO'));
  expect(played(orbit, 1)).toBe('PO');
  expect(nextChooser(orbit.table)).toBeNull(); // until the orbit is over
  expect(played(orbit, 4)).toBe('PO PO PO PO');
  expect(four({}, 'NT', 'PO').refuses(choose('a', 'PO'))).toBe('NOT_OFFERED');
});

test('[MIX-3] with a dead button nobody chooses', () => {
  const game = mixOf('dealers-choice', 1, 'NT', 'PO');
  game.next();
  expect(nextChooser(game.leave('b').table)).toBeNull();
  expect(played(game, 1)).toBe('NT');
});

test('[MIX-4] each game is played for its own stakes, and what is owed is made up at those of the hand', () => {
  const rules = rulesFor(['FT', 'F7S']);
  const game = new Told({ ...rules, mix: { order: 'in-turn', each: 1 } }).sit('a', 0).sit('b', 1).sit('c', 2);
  expect(handSetup(game.begin().table).stakes).toMatchObject({ smallBlind: 50, bigBlind: 100, ante: 0 });
  game.settle();
  expect(handSetup(game.begin().table).stakes).toMatchObject({ smallBlind: 0, bringIn: 30, ante: 10, bigBet: 200 });
  const small = { code: 'NT', stakes: { ...NO_STAKES, smallBlind: chips(10), bigBlind: chips(20), smallBet: chips(20) } };
  const two = new Told({ ...rules, games: [gameFor('FT'), small], mix: { order: 'in-turn', each: 1 } });
  expect(two.sit('a', 0).sit('b', 1).sit('c', 2).next()).toBe('B0 S1 G2: 1 2 0');
  expect(two.sit('d', 3, 'wait').sitIn('d', 'now').sit('e', 4).begin().table.hand?.seats).toContainEqual({
    ...{ seat: 4, owesLive: 20, owesDead: 0, isAbsent: false },
  });
});

test('[MIX-5] in a game without blinds the button stands where it would be, and nobody’s blind is lost or missed', () => {
  const game = mixOf('in-turn', 3, 'FT', 'F7S');
  expect([game.next(), game.next(), game.next()].at(-1)).toBe('B2 S3 G0: 3 0 1 2');
  expect([game.next(), game.sit('e', 5, 'wait').next()]).toEqual(['B3 S- G-: 0 1 2 3', 'B3 S- G-: 5 0 1 2 3']);
  expect(game.table.seats[5]).toMatchObject({ status: 'waiting-for-blind', owesBigBlind: true });
  expect(game.sitOut('b').next()).toBe('B3 S- G-: 5 0 2 3');
  expect(game.table.seats[1]).toMatchObject({ owesBigBlind: false, roundsOut: 0 });
  expect(game.sitIn('b').next()).toBe('B3 S0 G1: 0 1 2 3');
});

test('[MIX-6] at dealer’s choice the button moves with every hand', () => {
  const game = mixOf('dealers-choice', 1, 'F7S', 'NT');
  expect([game.next(), game.next()]).toEqual(['B0 S- G-: 1 2 3 0', 'B1 S- G-: 2 3 0 1']);
  game.do(choose('c', 'NT'));
  expect(game.next()).toBe('B2 S3 G0: 3 0 1 2');
});

test('[MIX-7] a table has no more seats than each of its games has cards for', () => {
  expect(() => new Told({ ...rulesFor(['NT', 'FBA']), seatCount: 10 })).toThrow('FBA has too few cards for 10 seats');
  expect(() => new Told({ ...rulesFor([]), seatCount: 6 })).toThrow('a table without a game');
});
