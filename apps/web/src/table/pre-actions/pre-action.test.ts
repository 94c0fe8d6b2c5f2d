import { expect, test } from 'vitest';
import { tableView } from '../../dev/table-fixture.ts';
import { choose, preActionsOffered, resolve, stillStands } from './pre-action.ts';

const waiting = (bets: Record<number, number>, street: 'preflop' | 'flop' | 'turn' = 'preflop') =>
  tableView({ seats: 6, own: 0, turn: 3, bets, street, phase: 'playing' });

test('with nothing to pay one may check or check/fold, with a bet out call or fold', () => {
  expect(preActionsOffered(waiting({}, 'flop'))).toEqual(['check-fold', 'check']);
  expect(preActionsOffered(waiting({ 2: 300 }))).toEqual(['fold', 'call']);
});

test('nothing is offered on the own turn, after folding, or to a spectator', () => {
  expect(preActionsOffered(tableView({ seats: 6, own: 3, turn: 3, phase: 'playing' }))).toEqual([]);
  expect(preActionsOffered(tableView({ seats: 6, own: 0, turn: 3, folded: [0], phase: 'playing' }))).toEqual([]);
  expect(preActionsOffered(tableView({ seats: 6, own: null, turn: 3, phase: 'playing' }))).toEqual([]);
});

test('while somebody draws there is nothing to decide ahead, and a draw is never decided ahead', () => {
  const draw = { least: 0, most: 5 };
  expect(preActionsOffered(tableView({ seats: 6, own: 0, turn: 3, draw, game: 'F2L3D', phase: 'playing' }))).toEqual([]);
  expect(resolve(choose('check-fold', waiting({})), null)).toBeNull();
});

test('a call is for one price: a raise cancels it', () => {
  const call = choose('call', waiting({ 2: 300 }));
  expect(stillStands(call, waiting({ 2: 300 }))).toBe(true);
  expect(stillStands(call, waiting({ 2: 300, 3: 900 }))).toBe(false);
  expect(resolve(call, { canFold: true, canCheck: false, call: 300 })).toEqual({ kind: 'call' });
  expect(resolve(call, { canFold: true, canCheck: false, call: 900 })).toBeNull();
});

test('every choice is cleared by the next street and by the next hand', () => {
  for (const kind of ['check-fold', 'check', 'fold', 'call'] as const) {
    const chosen = choose(kind, waiting({}, 'flop'));
    expect(stillStands(chosen, waiting({}, 'turn'))).toBe(false);
    expect(stillStands({ ...chosen, handNo: 1 }, waiting({}, 'flop'))).toBe(false);
  }
});

test('check turns into fold only where check/fold was asked for', () => {
  const facingBet = { canFold: true, canCheck: false, call: 100 };
  const board = waiting({}, 'flop');
  expect(resolve(choose('check-fold', board), facingBet)).toEqual({ kind: 'fold' });
  expect(resolve(choose('check', board), facingBet)).toBeNull();
});

test('a fold decided early never throws away a free check', () => {
  expect(resolve(choose('fold', waiting({ 2: 300 })), { canFold: true, canCheck: true })).toBeNull();
});
