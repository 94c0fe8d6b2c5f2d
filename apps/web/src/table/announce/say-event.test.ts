import type { TableEvent } from '@aboveboard/protocol';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { tableView } from '../../dev/table-fixture.ts';
import { english } from '../../testing/wording.ts';
import { sayBoard, sayEvent, sayTurn } from './say-event.ts';

let t: TFunction;
beforeAll(async () => {
  t = await i18next.createInstance().init({ lng: 'en', resources: { en: { translation: english() } } });
});
const ACE_OF_SPADES = 51;
const view = tableView({ seats: 3, own: 0, phase: 'playing', game: 'F7S', open: { 1: [ACE_OF_SPADES] } });
const say = (event: TableEvent) => sayEvent(event, view, t, String);
const winner = { seat: 1, amount: 300, stack: 900 };

test('open cards of others are said with the name, own cards as one’s own, cards face down not at all', () => {
  const dealt = { kind: 'hole-dealt' as const, count: 1, openings: [] };
  expect(say({ ...dealt, seat: 1, cards: [ACE_OF_SPADES], isOpen: [true] })).toBe('Bo has ace of spades open.');
  expect(say({ ...dealt, seat: 0, cards: [ACE_OF_SPADES], isOpen: [false] })).toBe('Your cards: ace of spades.');
  expect(say({ ...dealt, seat: 1, cards: [null], isOpen: [false] })).toBeNull();
});

test('of a draw everybody hears how many cards, never which', () => {
  const drawn = { kind: 'discarded' as const, seat: 1, cards: [], timedOut: false, isShort: false };
  expect([0, 1, 3].map((count) => say({ ...drawn, count }))).toEqual([
    'Bo stands pat.',
    'Bo draws one card.',
    'Bo draws 3 cards.',
  ]);
});

test('a split pot is said side by side', () => {
  const award = { kind: 'pot-awarded' as const, pot: 0, board: 0, winners: [winner] };
  expect(say({ ...award, win: { type: 'low-8', use: 'any' } })).toBe('Bo wins 300 for the Low.');
  expect(say({ ...award, win: null })).toBe('Bo wins 300.');
});

test('asked for the board where there is none, the open cards are read', () => {
  expect(sayBoard(view, t)).toBe('Bo has ace of spades open.');
  const two = tableView({ seats: 3, phase: 'playing', boards: [[0], [ACE_OF_SPADES]] });
  expect(sayBoard(two, t)).toBe('Board 1: two of clubs. Board 2: ace of spades.');
});

test('the own turn says what it asks for: a draw, a bring-in, a call', () => {
  const turn = (more: Parameters<typeof tableView>[0]) => sayTurn(tableView({ ...more, own: 0, turn: 0 }), t, String);
  expect(turn({ seats: 3, draw: { least: 0, most: 5 } })).toBe('Your turn. Draw up to 5, or stand pat.');
  const legal = { canFold: false, canCheck: false, bringIn: 25 };
  expect(turn({ seats: 3, legal })).toBe('Your turn. Bring in 25');
  expect(turn({ seats: 3, legal: { canFold: true, canCheck: false, call: 200 } })).toBe('Your turn. To call: 200.');
});
