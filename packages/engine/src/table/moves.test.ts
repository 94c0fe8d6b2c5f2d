import { expect, test } from 'vitest';
import { chips, playerId, seatIndex } from '../units.ts';
import type { TableCommand } from './command.ts';
import { mustMove } from './must-move.ts';
import { four, told } from './told.fixture.ts';

const move = (player: string, seat: number): TableCommand => ({
  kind: 'move-seat',
  player: playerId(player),
  seat: seat as never,
  post: 'now',
});

test('[TABLE-35] an empty seat is moved to at once between hands, with all that the seat has', () => {
  const game = four().do({ kind: 'top-up', player: playerId('a'), amount: chips(700) });
  expect(game.move('a', 5).table.seats[0]).toBeNull();
  expect(game.table.seats[5]).toMatchObject({ player: 'a', stack: 5700, status: 'playing', owesBigBlind: false });
  expect(game.refuses(move('a', 5))).toBe('NOT_POSSIBLE_NOW');
  expect([6, -1, 0.5].map((seat) => game.refuses(move('a', seat)))).toEqual(Array(3).fill('NO_SUCH_SEAT'));
  expect(game.refuses(move('z', 0))).toBe('NOT_SEATED');
  expect(game.next()).toBe('B1 S2 G3: 2 3 5 1');
});

test('[TABLE-36] a seat that is taken is asked for, and goes to who asked first when it is free', () => {
  const game = four().sit('e', 4).move('b', 0).move('d', 0);
  expect(game.table.moves.map(({ player }) => player)).toEqual(['b', 'd']);
  expect(game.leave('a').events.map(({ kind }) => kind)).toEqual(['left', 'seat-moved']);
  expect(game.table.seats.map((at) => at?.player)).toEqual(['b', undefined, 'c', 'd', 'e', undefined]);
  game.move('d', 2).do({ kind: 'cancel-move', player: playerId('d') });
  expect(game.refuses({ kind: 'cancel-move', player: playerId('d') })).toBe('NOT_POSSIBLE_NOW');
  game.move('c', 4).move('d', 2);
  expect(game.leave('e').table.seats.map((at) => at?.player)).toEqual(['b', undefined, 'd', undefined, 'c', undefined]); // one made room for the other
  expect(game.move('b', 4).leave('b').table.moves).toEqual([]);
});

test('[TABLE-36] while a hand is played the seat is kept for who asked for it', () => {
  const game = four().begin().move('a', 5);
  expect(game.events.map(({ kind }) => kind)).toEqual(['move-asked']);
  const sit: TableCommand = { kind: 'sit', player: playerId('z'), seat: seatIndex(5), buyIn: chips(2000), post: 'now' };
  expect(game.refuses(sit)).toBe('SEAT_RESERVED');
  expect(game.settle({ 0: -300, 1: 300 }).events.at(-1)).toMatchObject({ kind: 'seat-moved', seat: 0, to: 5 });
  expect(game.table.seats[5]).toMatchObject({ player: 'a', stack: 4700 });
});

test('[TABLE-37] moving away from the big blind owes one, moving towards it does not', () => {
  const five = () => {
    const game = four().sit('e', 4);
    game.next();
    return game; // B0 S1 G2: 3 is next
  };
  expect(five().move('d', 5).next()).toBe('B1 S2 G4: 2 4 5+live 0 1'); // behind seat 4
  const waiting = five().move('d', 5, 'wait');
  expect([waiting.next(), waiting.next()]).toEqual(['B1 S2 G4: 2 4 0 1', 'B2 S4 G5: 4 5 0 1 2']);
  expect(five().move('b', 5).next()).toBe('B1 S2 G3: 2 3 4 5 0'); // before seat 0
  expect(five().leave('e').move('d', 5).next()).toBe('B1 S2 G5: 2 5 0 1'); // nobody was between
});

test('[TABLE-37] who leaves the big blind’s seat owes the small one that would be next', () => {
  const game = four();
  game.next();
  game.move('c', 4);
  expect(game.table.seats[4]).toMatchObject({ owesBigBlind: false, owesSmallBlind: true });
  expect(game.next()).toBe('B1 S- G3: 3 4+dead 0 1');
});

test('[TABLE-38] who has been longest at the feeder must move to the seat that is open at the main table', () => {
  const main = four().sit('e', 4).sit('f', 5);
  const feeder = told().sit('x', 3).sit('y', 1).sit('z', 0);
  expect(mustMove(main.table, feeder.table)).toBeNull();
  main.leave('c');
  expect(mustMove(main.table, feeder.table)).toEqual({ player: 'x', from: 3, to: 2 });
  expect(mustMove(main.begin().move('a', 2).table, feeder.table)).toBeNull(); // a seat asked for at the main table comes first
  main.settle();
  expect(mustMove(main.table, feeder.table)).toEqual({ player: 'x', from: 3, to: 0 });
  feeder.begin().settle({ 3: -5000, 1: 5000 });
  expect(mustMove(main.table, feeder.table)).toEqual({ player: 'y', from: 1, to: 0 });
  expect(mustMove(main.table, told().table)).toBeNull();
  const { seat, player } = { seat: seatIndex(0), player: playerId('y') };
  expect(main.refuses({ kind: 'sit', player, seat, buyIn: chips(15_000), post: 'now' })).toBe('BUY_IN_OUT_OF_RANGE 2000 10000');
  const arrived = main.do({ kind: 'sit', player, seat, buyIn: chips(15_000), post: 'wait', isMoved: true });
  expect(arrived.table.seats[0]).toMatchObject({ player: 'y', stack: 15_000, status: 'waiting-for-blind' });
  const listed = arrived.do({ kind: 'join-wait-list', player: playerId('w') }).leave('f'); // its seat is on offer to w
  const sit: TableCommand = { kind: 'sit', player: playerId('z'), seat: seatIndex(5), buyIn: chips(2000), post: 'now' };
  expect([listed.refuses(sit), listed.refuses({ ...sit, isMoved: true })]).toEqual(['SEAT_RESERVED', 'accepted']);
});
