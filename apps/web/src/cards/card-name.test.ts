import { expect, test } from 'vitest';
import { rankOf, suitOf } from './card-name.ts';
import { RANK_GLYPHS } from './rank-glyphs.ts';

test('cards are read in the order of the wire: deuce of clubs first, ace of spades last', () => {
  expect([rankOf(0), suitOf(0)]).toEqual([0, 'club']);
  expect([rankOf(51), suitOf(51)]).toEqual([12, 'spade']);
  expect([rankOf(34), suitOf(34)]).toEqual([8, 'heart']); // ten of hearts
});

test('every rank has its glyph, and what is no card is our own mistake', () => {
  expect(new Set(RANK_GLYPHS).size).toBe(13);
  expect(() => rankOf(52)).toThrow('not a card');
});
