import { expect, test } from 'vitest';
import { handFrom } from '../poker/evolve.ts';
import { startHand } from '../poker/start.ts';
import { chips, playerId, seatIndex } from '../units.ts';
import { handSetup } from './setup.ts';
import { four, gameFor, rulesFor, Told, told } from './told.fixture.ts';

const UTG = { straddles: { utg: true, button: false, most: 1 } };
const BOTH = { straddles: { utg: true, button: true, most: 3 } };
const FULL_KILL = { kill: { size: 'full', trigger: 'two-in-a-row', least: chips(200) } } as const;
const SCOOP = { kill: { size: 'half', trigger: 'scoop', least: chips(1000) } } as const;

/** What lies before each seat when the cards are dealt. */
function bets(game: Told): Record<number, number> {
  const { seats } = handFrom(startHand(handSetup(game.table)));
  return Object.fromEntries(seats.filter(({ bet }) => bet > 0).map(({ seat, bet }) => [seat, bet]));
}

test('[TABLE-25] a wish to straddle is granted left of the big blind, once, and only where the table plays with it', () => {
  const game = four(UTG).wish('d', 'straddle').wish('b', 'straddle');
  expect(game.next()).toBe('B0 S1 G2: 1 2 3 0 straddle 3 200');
  expect(game.table.seats.map((at) => at?.straddles)).toEqual([false, true, false, false, undefined, undefined]);
  expect(game.next()).toBe('B1 S2 G3: 2 3 0 1');
  game.wish('b', 'cancel-straddle');
  expect(game.refuses({ kind: 'cancel-straddle', player: playerId('b') })).toBe('NOT_POSSIBLE_NOW');
  expect([game.next(), game.next(), game.next()].join()).not.toContain('straddle');
  expect(four().refuses({ kind: 'straddle', player: playerId('a') })).toBe('NOT_OFFERED');
  expect(game.sitOut('a').refuses({ kind: 'straddle', player: playerId('a') })).toBe('NOT_POSSIBLE_NOW');
});

test('[TABLE-25] a wish outlasts a void deal and ends with sitting out', () => {
  const game = four(UTG).wish('d', 'straddle').begin().do({ kind: 'void-hand' });
  expect(game.begin().hand()).toContain('straddle 3 200');
  const away = four(UTG).wish('d', 'straddle').sitOut('d').sitIn('d');
  expect(away.begin().hand()).not.toContain('straddle');
});

test('[TABLE-26] no straddle heads-up, at a limit, with a blind made up for, or with fewer chips', () => {
  const limit = four(UTG, 'FT').wish('d', 'straddle');
  expect(limit.next()).toBe('B0 S1 G2: 1 2 3 0');
  const headsUp = told(BOTH).sit('a', 0).sit('b', 1).wish('a', 'straddle').wish('b', 'straddle');
  expect(headsUp.next()).toBe('B0 S0 G1: 1 0');
  const owing = four(UTG);
  owing.next();
  expect(owing.sit('e', 4, 'now').wish('e', 'straddle').leave('a').next()).toBe('B1 S2 G3: 2 3 4+live 1');
  expect(owing.next()).toBe('B2 S3 G4: 3 4 1 2');
  const poor = new Told({ ...rulesFor(['NT'], UTG), minBuyIn: chips(200) });
  poor.sit('a', 0).sit('b', 1).sit('c', 2).sit('d', 3, 'now', 200).wish('d', 'straddle');
  expect(poor.next()).toBe('B0 S1 G2: 1 2 3 0');
});

test('[TABLE-27] straddles double from seat to seat, as many as the house allows; the button may straddle too', () => {
  const all = (game: Told): Told => ['a', 'b', 'c', 'd', 'e', 'f'].reduce((told, who) => told.wish(who, 'straddle'), game);
  const six = (most: number, utg: boolean, button: boolean): Told =>
    all(four({ straddles: { utg, button, most } }).sit('e', 4).sit('f', 5));
  expect(six(3, true, true).next()).toBe('B0 S1 G2: 1 2 3 4 5 0 straddle 3 200 straddle 4 400 straddle 5 800');
  expect(six(4, true, false).next()).toContain('straddle 5 800 straddle 0 1600');
  expect(six(2, false, true).next()).toBe('B0 S1 G2: 1 2 3 4 5 0 straddle 0 200');
  const gap = four(BOTH).sit('e', 4).wish('e', 'straddle').wish('a', 'straddle');
  expect(gap.next()).toBe('B0 S1 G2: 1 2 3 4 0 straddle 0 200'); // seat 4 has nobody to straddle over
  const over = four(BOTH).sit('e', 4).wish('d', 'straddle').wish('a', 'straddle').begin();
  expect(over.hand()).toBe('B0 S1 G2: 1 2 3 4 0 straddle 3 200 straddle 0 400');
  expect(bets(over)).toEqual({ 0: 400, 1: 50, 2: 100, 3: 200 });
});

test('[TABLE-28] two pots running, won alone, call for a kill', () => {
  const game = four(FULL_KILL, 'FT');
  expect(game.begin().wonBy([3]).events.at(-1)).toEqual({ kind: 'legs-counted', leg: 'd', killer: null });
  expect(game.begin().wonBy([0]).table.leg).toBe('a');
  game.begin().wonBy([0]);
  expect(game.table.seats[0]).toMatchObject({ owesKill: true });
  expect(game.begin().hand()).toBe('B3 S0 G1: 0 1 2 3 kill 0 200');
  game.wonBy([2]);
  expect(game.table.seats[0]).toMatchObject({ owesKill: false });
  expect(game.begin().hand()).toBe('B0 S1 G2: 1 2 3 0');
  expect(game.wonBy([2], 150).table.seats[2]).toMatchObject({ owesKill: false }); // too small a pot to call for it
  expect(game.begin().wonBy([2]).begin().hand()).toContain('kill 2 200');
});

test('[TABLE-29] the killer’s blind and all bets are twice as big, or half as much again; a blind adds the rest', () => {
  const game = four(FULL_KILL, 'FT').begin().wonBy([2]).begin().wonBy([2]).begin();
  expect(game.hand()).toBe('B2 S3 G0: 3 0 1 2 kill 2 200');
  expect(handSetup(game.table).stakes).toMatchObject({ smallBlind: 50, bigBlind: 100, smallBet: 200, bigBet: 400 });
  const asBigBlind = four(FULL_KILL, 'FT').begin().wonBy([0]).begin().wonBy([0]).begin();
  expect(asBigBlind.hand()).toBe('B2 S3 G0: 3 0 1 2 kill 0 200');
  expect(bets(asBigBlind)).toEqual({ 3: 50, 0: 200 });
  expect(handFrom(startHand(handSetup(asBigBlind.table))).betToMatch).toBe(200);
  const half = four(SCOOP, 'FO/8').begin().wonBy([2]).begin();
  expect(half.hand()).toBe('B1 S2 G3: 2 3 0 1 kill 2 150');
  expect(bets(half)).toEqual({ 2: 150, 3: 100 });
  expect(handSetup(half.table).stakes).toMatchObject({ smallBet: 150, bigBet: 300 });
  const odd = { ...gameFor('FT'), stakes: { ...gameFor('FT').stakes, bigBlind: chips(25) } };
  expect(() => new Told({ ...rulesFor(['FT'], SCOOP), games: [odd] })).toThrow('half a kill does not go into the stakes of FT');
});

test('[TABLE-29] a kill stands for a big blind that is made up in the same hand', () => {
  const game = four(FULL_KILL, 'FT').begin().wonBy([3]).begin().wonBy([3]).sitOut('d');
  for (let hand = 0; hand < 4; hand++) game.begin().wonBy([hand % 2]);
  expect(game.sitIn('d').begin().hand()).toBe('B2 S0 G1: 0 1 2');
  game.wonBy([0]).begin();
  expect(game.hand()).toBe('B0 S1 G2: 1 2 3+dead 0 kill 3 200');
  expect(bets(game)).toEqual({ 1: 50, 2: 100, 3: 200 });
});

test('[TABLE-30] in a split game a scoop of a big enough pot calls for a kill', () => {
  const game = four(SCOOP, 'FO/8', 'FT');
  expect(game.begin().wonBy([1, 2]).table.seats[1]).toMatchObject({ owesKill: false });
  expect(game.begin().wonBy([1], 999).table.seats[1]).toMatchObject({ owesKill: false });
  expect(game.begin().wonBy([1], 1000).table.seats[1]).toMatchObject({ owesKill: true });
  const high = four(SCOOP, 'FT').begin().wonBy([1], 5000);
  expect(high.table.seats[1]).toMatchObject({ owesKill: false });
});

test('[TABLE-31] who splits the pot keeps the leg or the kill, and a kill is owed until it is posted', () => {
  const game = four(FULL_KILL, 'FT').begin().wonBy([1]).begin().wonBy([1, 2]);
  expect(game.table.leg).toBe('b');
  game.begin().wonBy([1]).begin();
  expect(game.hand()).toContain('kill 1 200');
  expect(game.wonBy([1, 3]).begin().hand()).toContain('kill 1 200');
  expect(game.wonBy([1]).sitOut('b').begin().hand()).not.toContain('kill');
  game.wonBy([0]).sitIn('b');
  expect(game.begin().hand()).toBe('B2 S3 G0: 3 0 1 2 kill 1 200');
  expect(four(FULL_KILL, 'FT').begin().wonBy([1]).begin().wonBy([]).table.leg).toBe('b'); // all chips went back
  const split = four(FULL_KILL, 'FT').begin().wonBy([1]).begin().wonBy([0, 2]);
  expect(split.table.leg).toBeNull();
});

const BOMB = { bombPot: { ante: chips(300), boards: 2, every: 3, byVote: true } } as const;

test('[TABLE-32] every so many hands a bomb pot: all ante, nobody is a blind, and the flop comes first', () => {
  const game = four({ ...BOMB, ...UTG }).wish('d', 'straddle');
  expect([game.next(), game.next()]).toEqual(['B0 S1 G2: 1 2 3 0 straddle 3 200', 'B1 S2 G3: 2 3 0 1']);
  expect(game.begin().hand()).toBe('B2 S- G-: 3 0 1 2');
  const setup = handSetup(game.table);
  expect(setup.game).toMatchObject({ code: 'NT-B2', forced: 'antes', boards: 2 });
  expect(setup.stakes).toMatchObject({ ante: 300, smallBlind: 0, bigBlind: 0, smallBet: 100 });
  expect(startHand(setup).filter(({ kind }) => kind === 'posted')).toHaveLength(4);
  const nine = new Told({ ...rulesFor(['PO5'], { bombPot: { ...BOMB.bombPot, every: 1 } }), seatCount: 9 });
  for (let seat = 0; seat < 9; seat++) nine.sit(`p${seat}`, seat);
  expect(nine.begin().hand()).toContain('G2'); // no cards for nine on two boards
  expect(nine.settle().sitOut('p0').begin().hand()).toContain('G-');
  for (const code of ['F2L3D', 'PDM']) {
    expect(four(BOMB, code).begin().settle().begin().settle().begin().hand()).toContain('G0'); // no flop, or a draw: no bomb pot
  }
});

test('[TABLE-33] a bomb pot when every seat to be dealt in has asked for one', () => {
  const game = four({ bombPot: { ...BOMB.bombPot, every: null } });
  game.wish('a', 'vote-bomb-pot').wish('b', 'vote-bomb-pot').wish('c', 'vote-bomb-pot');
  expect(game.next()).toBe('B0 S1 G2: 1 2 3 0');
  game.wish('d', 'vote-bomb-pot').wish('c', 'cancel-bomb-pot-vote');
  expect(game.next()).toBe('B1 S2 G3: 2 3 0 1');
  expect(game.sitOut('c').next()).toBe('B2 S- G-: 3 0 1');
  expect(game.table.seats.some((at) => at?.wantsBombPot)).toBe(false);
  expect(game.next()).toBe('B2 S3 G0: 3 0 1');
  expect(four().refuses({ kind: 'vote-bomb-pot', player: playerId('a') })).toBe('NOT_OFFERED');
});

test('[TABLE-34] a bomb pot changes neither button nor blinds, debts or turns', () => {
  const game = four(BOMB, 'NT', 'PO');
  game.next();
  expect(game.sit('e', 5, 'wait').next()).toBe('B1 S2 G3: 2 3 0 1');
  const { positions, turn } = game.table;
  expect(game.next()).toBe('B2 S- G-: 3 5 0 1 2'); // whoever waits antes as all do, and waits on
  expect(game.table).toMatchObject({ positions, turn });
  expect(game.table.seats[5]).toMatchObject({ status: 'waiting-for-blind', owesBigBlind: true });
  expect(game.next()).toBe('B2 S3 G5: 3 5 0 1 2');
  const kind = 'begin-hand';
  expect(game.refuses({ kind, absent: [0, 1, 2, 3, 5].map(seatIndex) })).toBe('NOT_ENOUGH_PLAYERS');
});
