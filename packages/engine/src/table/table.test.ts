import { expect, test } from 'vitest';
import { chips, playerId, type SeatIndex, seatIndex } from '../units.ts';
import type { TableCommand } from './command.ts';
import { parseTable } from './parse.ts';
import { offeredTo } from './seats.ts';
import type { Table } from './state.ts';
import { four, told } from './told.fixture.ts';

test('[TABLE-1] at a new game all are dealt in, owing nothing, and the button is where it was drawn', () => {
  expect(four().next()).toBe('B0 S1 G2: 1 2 3 0');
  const drawn = four().do({ kind: 'begin-hand', absent: [], firstButton: seatIndex(2) });
  expect(drawn.hand()).toBe('B2 S3 G0: 3 0 1 2');
  expect(told().sit('a', 4).sit('b', 1).next()).toBe('B1 S1 G4: 4 1');
});

test('[TABLE-1] a game whose regulars have all gone begins anew', () => {
  const game = told().sit('a', 0).sit('b', 1);
  game.next();
  expect(game.sit('c', 2).sit('d', 3).sit('e', 4).leave('a').leave('b').next()).toBe('B2 S3 G4: 3 4 2');
});

test('[TABLE-1] whoever comes back to a game that has begun anew is a newcomer', () => {
  const game = told().sit('a', 0).sit('b', 1);
  game.next();
  game.sit('c', 2).sit('d', 3).leave('a').sitOut('b');
  expect(game.next()).toBe('B2 S2 G3: 3 2');
  expect(game.table.seats[1]).toMatchObject({ owesBigBlind: true });
});

test('[TABLE-1] whoever is away when a game begins owes what passes the seat, and nobody else does', () => {
  const game = four().sit('e', 4);
  expect(game.next(1, 4)).toBe('B0 S2 G3: 2 3 0');
  expect(game.table.seats.map((at) => at?.owesBigBlind)).toEqual([false, true, false, false, false, undefined]);
  expect(game.next()).toBe('B2 S3 G4: 3 4 0 1+live+dead 2');
});

test('[TABLE-6] the button goes before the small blind where the big blind has passed it', () => {
  const game = told().sit('a', 0).sit('b', 3);
  expect([game.next(), game.next()]).toEqual(['B0 S0 G3: 3 0', 'B3 S3 G0: 0 3']);
  game.sit('c', 4).sit('d', 5).leave('b');
  expect(game.next()).toBe('B0 S0 G4: 4 0'); // seat 5 is between the two
  expect(game.next()).toBe('B0 S4 G5: 4 5 0');
});

test('[TABLE-6] whoever owes nothing plays on where the big blind has gone past the button', () => {
  const game = told().sit('a', 0).sit('b', 1).sit('c', 3);
  expect([game.next(), game.next(1)]).toEqual(['B0 S1 G3: 1 3 0', 'B3 S3 G0: 0 3']);
  game.leave('c').move('b', 5).sit('d', 4);
  expect(game.next()).toBe('B5 S0 G4: 0 4 5');
});

test('[TABLE-2] the big blind goes to the next player, small blind and button follow', () => {
  const game = four();
  expect([game.next(), game.next(), game.next(), game.next(), game.next()]).toEqual([
    'B0 S1 G2: 1 2 3 0',
    'B1 S2 G3: 2 3 0 1',
    'B2 S3 G0: 3 0 1 2',
    'B3 S0 G1: 0 1 2 3',
    'B0 S1 G2: 1 2 3 0',
  ]);
});

test('[TABLE-3] when the last big blind has gone the small blind is dead', () => {
  const game = four();
  game.next();
  expect(game.leave('c').next()).toBe('B1 S- G3: 3 0 1');
});

test('[TABLE-4] when the last small blind has gone the button stands at an empty seat; the big blind skips nobody', () => {
  const game = four();
  game.next();
  expect(game.leave('b').next()).toBe('B1 S2 G3: 2 3 0');
  const both = four();
  both.next();
  both.leave('c');
  expect(both.next()).toBe('B1 S- G3: 3 0 1');
  expect(both.next()).toBe('B2 S3 G0: 3 0 1');
});

test('[TABLE-5] when play becomes heads-up nobody is big blind twice running', () => {
  for (const leaver of ['a', 'b', 'c']) {
    const game = told().sit('a', 0).sit('b', 1).sit('c', 2);
    game.begin();
    const before = game.table.hand?.positions.bigBlind;
    game.settle().leave(leaver).begin();
    const { positions } = game.table.hand ?? expect.fail('no hand');
    expect(positions.bigBlind).not.toBe(before);
    expect(positions.smallBlind).toBe(positions.button);
  }
});

test('[TABLE-6] from heads-up to three: in with the big blind, or at once where the blinds have passed', () => {
  const between = told().sit('a', 0).sit('b', 3);
  expect(between.next()).toBe('B0 S0 G3: 3 0');
  between.sit('c', 1); // from the button to the big blind: would come in for nothing
  expect(between.next()).toBe('B3 S3 G0: 0 3');
  expect(between.next()).toBe('B3 S0 G1: 0 1 3');
  const behind = told().sit('a', 0).sit('b', 3);
  behind.next();
  expect(behind.sit('c', 4).next()).toBe('B0 S3 G4: 3 4 0');
});

test('[TABLE-7] nobody comes in from the button to the big blind', () => {
  const game = told().sit('a', 0).sit('b', 2).sit('c', 4);
  expect(game.next()).toBe('B0 S2 G4: 2 4 0');
  expect(game.sit('d', 3).next()).toBe('B2 S4 G0: 4 0 2'); // between button and small blind
  expect(game.next()).toBe('B4 S0 G2: 0 2 3+live 4'); // the big blind is past
  const atButton = four();
  atButton.next();
  expect(atButton.leave('b').sit('e', 1).next()).toBe('B1 S2 G3: 2 3 0'); // bought the dead button's seat
});

test('[TABLE-7] with one regular left the others are dealt in with the next hand, wherever they sit', () => {
  const game = told().sit('a', 0).sit('b', 1).sit('c', 4);
  expect(game.next()).toBe('B0 S1 G4: 1 4 0');
  game.leave('b').leave('c').sit('d', 2).sit('e', 3);
  expect(game.next()).toBe('B2 S3 G0: 3 0 2+live');
  expect(game.next()).toBe('B3 S0 G2: 0 2 3');
});

test('[TABLE-8] a newcomer posts a live big blind, or waits for it', () => {
  const game = four();
  game.next();
  expect(game.sit('e', 5, 'now').next()).toBe('B1 S2 G3: 2 3 5+live 0 1');
  expect(game.next()).toBe('B2 S3 G5: 3 5 0 1 2');
  const waiting = four();
  waiting.next();
  waiting.sit('e', 5, 'wait');
  expect(waiting.next()).toBe('B1 S2 G3: 2 3 0 1');
  expect(waiting.next()).toBe('B2 S3 G5: 3 5 0 1 2');
  expect(waiting.table.seats[5]).toMatchObject({ status: 'playing', owesBigBlind: false });
});

test('[TABLE-8] whoever the big blind passed owes both, who sat out after it the small one', () => {
  const both = four();
  both.next();
  both.sitOut('d');
  expect(both.next()).toBe('B1 S2 G0: 2 0 1');
  expect(both.table.seats[3]).toMatchObject({ owesBigBlind: true, owesSmallBlind: true });
  expect(both.next()).toBe('B2 S0 G1: 0 1 2');
  expect(both.sitIn('d').next()).toBe('B0 S1 G2: 1 2 3+live+dead 0');
  expect(both.table.seats[3]).toMatchObject({ owesBigBlind: false, owesSmallBlind: false });

  const small = four();
  small.next();
  small.sitOut('c');
  expect(small.next()).toBe('B1 S- G3: 3 0 1');
  expect(small.table.seats[2]).toMatchObject({ owesBigBlind: false, owesSmallBlind: true });
  small.next();
  expect(small.sitIn('c').next()).toBe('B3 S0 G1: 0 1 2+dead 3');
  expect(small.table.seats[2]).toMatchObject({ owesBigBlind: false, owesSmallBlind: false });
});

test('[TABLE-8] who sat out after the big blind owes the small one, also when the others play heads-up meanwhile', () => {
  const game = told().sit('a', 0).sit('b', 1).sit('c', 2);
  expect(game.next()).toBe('B0 S1 G2: 1 2 0');
  expect(game.next(2)).toBe('B1 S1 G0: 0 1');
  expect(game.table.seats[2]).toMatchObject({ owesBigBlind: false, owesSmallBlind: true });
});

test('[TABLE-8] a newcomer in the seat of the last big blind owes the big blind only', () => {
  const game = four();
  game.next();
  game.leave('c').sit('e', 2);
  expect(game.next()).toBe('B1 S- G3: 3 0 1');
  expect(game.table.seats[2]).toMatchObject({ owesBigBlind: true, owesSmallBlind: false });
});

test('[TABLE-9] a buy-in between the smallest and the largest', () => {
  const sit = (buyIn: number): TableCommand => ({
    kind: 'sit',
    player: playerId('a'),
    seat: seatIndex(0),
    buyIn: buyIn as never,
    post: 'now',
  });
  expect([1999, 10_001, -1, Number.NaN].map((buyIn) => told().refuses(sit(buyIn)))).toEqual(
    Array(4).fill('BUY_IN_OUT_OF_RANGE 2000 10000'),
  );
  expect([2000, 10_000].map((buyIn) => told().refuses(sit(buyIn)))).toEqual(['accepted', 'accepted']);
});

test('[TABLE-10] an empty seat, and one for each player', () => {
  const sit = (player: string, seat: number): TableCommand => ({
    kind: 'sit',
    player: playerId(player),
    seat: seat as SeatIndex,
    buyIn: chips(2000),
    post: 'now',
  });
  const game = told().sit('a', 0);
  expect(game.refuses(sit('b', 0))).toBe('SEAT_TAKEN');
  expect(game.refuses(sit('a', 1))).toBe('ALREADY_SEATED');
  expect(game.refuses(sit('b', 6))).toBe('NO_SUCH_SEAT');
  expect(game.refuses(sit('b', 0.5))).toBe('NO_SUCH_SEAT');
  expect(game.refuses({ kind: 'leave', player: playerId('b') })).toBe('NOT_SEATED');
});

test('[TABLE-11] who leaves goes at once between hands, and with the result of the hand otherwise', () => {
  expect(four().leave('a').events).toEqual([{ kind: 'left', seat: 0, player: 'a', amount: 5000 }]);
  const game = four().begin();
  expect(game.leave('a').events).toEqual([{ kind: 'leave-noted', seat: 0 }]);
  expect(game.refuses({ kind: 'leave', player: playerId('a') })).toBe('NOT_POSSIBLE_NOW');
  expect(game.settle({ 0: -300, 1: 300 }).events).toContainEqual({ kind: 'left', seat: 0, player: 'a', amount: 4700 });
  expect(game.table.seats[0]).toBeNull();
});

test('[TABLE-12] top-ups: up to the largest buy-in, and beside the stack while a hand is played', () => {
  const topUp = (player: string, amount: number): TableCommand => ({
    kind: 'top-up',
    player: playerId(player),
    amount: amount as never,
  });
  const game = four();
  expect(game.refuses(topUp('a', 5001))).toBe('ABOVE_MAXIMUM 5000');
  expect([0, -1, 0.5].map((amount) => game.refuses(topUp('a', amount)))).toEqual(Array(3).fill('ABOVE_MAXIMUM 5000'));
  expect(game.do(topUp('a', 1000)).table.seats[0]?.stack).toBe(6000);
  game.begin().do(topUp('a', 4000));
  expect(game.table.seats[0]).toMatchObject({ stack: 6000, pendingTopUp: 4000 });
  expect(game.refuses(topUp('a', 1))).toBe('ABOVE_MAXIMUM 0');
  expect(game.settle({ 0: -6000, 1: 6000 }).table.seats[0]).toMatchObject({ stack: 4000, pendingTopUp: 0, status: 'playing' });
});

test('[TABLE-13] after settling a seat without chips sits out, and comes back with a buy-in', () => {
  const game = four().begin().settle({ 0: -5000, 1: 5000 });
  expect(game.events.at(-1)).toEqual({ kind: 'sat-out', seat: 0 });
  expect(game.table.seats.map((at) => at?.stack)).toEqual([0, 10_000, 5000, 5000, undefined, undefined]);
  expect(game.refuses({ kind: 'sit-in', player: playerId('a'), post: 'now' })).toBe('NOT_POSSIBLE_NOW');
  expect(game.refuses({ kind: 'top-up', player: playerId('a'), amount: chips(500) })).toBe('BUY_IN_OUT_OF_RANGE 2000 10000');
  game.do({ kind: 'top-up', player: playerId('a'), amount: chips(2000) }).sitIn('a');
  expect(game.next()).toBe('B1 S2 G3: 2 3 0 1');
});

test('[TABLE-13] one hand at a time', () => {
  const game = four().begin();
  expect(game.refuses({ kind: 'begin-hand', absent: [] })).toBe('HAND_IN_PLAY');
  game.settle();
  expect(game.refuses({ kind: 'settle-hand', results: [] })).toBe('NO_HAND');
  expect(game.refuses({ kind: 'begin-hand', absent: [0, 1, 2].map(seatIndex) })).toBe('NOT_ENOUGH_PLAYERS');
});

test('[TABLE-14] the waiting list: when no seat is free, in order, and the seats that come free are for it', () => {
  const join = (player: string): TableCommand => ({ kind: 'join-wait-list', player: playerId(player) });
  const sit = (player: string): TableCommand => ({
    kind: 'sit',
    player: playerId(player),
    seat: seatIndex(5),
    buyIn: chips(2000),
    post: 'now',
  });
  const game = four().sit('e', 4);
  expect(game.refuses(join('x'))).toBe('SEATS_FREE');
  game.sit('f', 5).do(join('x')).do(join('y'));
  expect(game.refuses(join('x'))).toBe('ALREADY_WAITING');
  expect(game.refuses(join('a'))).toBe('ALREADY_SEATED');
  expect(game.refuses(join('z'))).toBe('WAIT_LIST_FULL');
  game.leave('f');
  expect(offeredTo(game.table)).toEqual(['x']);
  expect([sit('y'), sit('z'), sit('x')].map((command) => game.refuses(command))).toEqual([
    'SEAT_RESERVED',
    'SEAT_RESERVED',
    'accepted',
  ]);
  game.do({ kind: 'leave-wait-list', player: playerId('x') });
  expect(offeredTo(game.table)).toEqual(['y']);
  expect(game.do(sit('y')).table.waiting).toEqual([]);
  expect(game.refuses({ kind: 'leave-wait-list', player: playerId('x') })).toBe('NOT_WAITING');
});

test('[TABLE-15] an absent seat is passed over and misses the blind that passes it', () => {
  const game = four();
  game.next();
  expect(game.next(3)).toBe('B1 S2 G0: 2 0 1');
  expect(game.table.seats[3]).toMatchObject({ status: 'playing', owesBigBlind: true, owesSmallBlind: true });
});

test('[TABLE-16] a void deal changes nothing but that whoever was leaving goes', () => {
  const game = four();
  game.next();
  const before = game.table;
  const hand = game.begin().hand();
  game.do({ kind: 'void-hand' });
  expect(game.table).toEqual(before);
  expect(game.begin().hand()).toBe(hand);
  expect(game.leave('a').do({ kind: 'void-hand' }).table.seats[0]).toBeNull();
});

test('[TABLE-17] a table is read back from its JSON whole, or not at all', () => {
  const game = four().sit('e', 5, 'wait').begin();
  const json: Table = JSON.parse(JSON.stringify(game.table));
  expect(parseTable(json)).toEqual(game.table);
  const seat = json.seats[0];
  const broken: unknown[] = [
    null,
    {},
    { ...json, extra: 1 },
    { ...json, seats: json.seats.slice(1) },
    { ...json, seats: json.seats.with(0, { ...seat, stack: -1 } as never) },
    { ...json, seats: json.seats.with(0, { ...seat, status: 'asleep' } as never) },
    { ...json, seats: json.seats.with(1, seat as never) },
    { ...json, waiting: ['a'] },
    { ...json, turn: { game: 1, handsLeft: null } },
    { ...json, chosen: 1 },
    { ...json, hand: { ...json.hand, turn: { game: 1, handsLeft: 1 } } },
    { ...json, moves: [{ player: 'z', to: 4, post: 'now' }] },
    { ...json, moves: [{ player: 'a', to: 6, post: 'now' }] },
    { ...json, hand: { ...json.hand, seats: [{ seat: 4, owesLive: 0, owesDead: 0, isAbsent: false }] } },
    { ...json, rules: { ...json.rules, games: [{ ...json.rules.games[0], code: 'nothing' }] } },
  ];
  expect(broken.map(parseTable)).toEqual(broken.map(() => null));
});

test('[TABLE-17] no field may be missing, and none may be what it cannot be', () => {
  const options = {
    ...{ straddles: { utg: true, button: true, most: 2 }, kill: { size: 'full', trigger: 'scoop', least: chips(1) } as const },
    ...{ bombPot: { ante: chips(5), boards: 2, every: 9, byVote: true } as const, roundsOut: 3 },
  };
  const game = four(options, 'NT', 'FO/8').wish('d', 'straddle').begin().move('a', 5);
  const json = JSON.stringify(game.table);
  expect(parseTable(JSON.parse(json))).toEqual(game.table);
  const paths = pathsIn(JSON.parse(json));
  expect(paths.length).toBeGreaterThan(150);
  const changed = (path: readonly string[], change: (holder: Record<string, unknown>, key: string) => void): unknown => {
    const copy = JSON.parse(json);
    const holder = path.slice(0, -1).reduce((at, key) => at[key], copy);
    change(holder, path.at(-1) as string);
    return copy;
  };
  for (const path of paths) {
    expect(parseTable(changed(path, (holder, key) => Object.assign(holder, { [key]: -1 }))), `${path} is -1`).toBeNull();
    expect(parseTable(changed(path, (holder, key) => Object.assign(holder, { [key]: {} }))), `${path} is {}`).toBeNull();
    const isInList = /^\d+$/.test(path.at(-1) as string);
    if (!isInList) expect(parseTable(changed(path, (holder, key) => delete holder[key])), `no ${path}`).toBeNull();
  }
});

/** Where every value of a JSON value is, that of its lists and objects too. */
function pathsIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...pathsIn(inner, [...at, key])]);
}
