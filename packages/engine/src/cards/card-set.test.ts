import { expect, test } from 'vitest';
import { orderedDeck } from './card.ts';
import { CardSet } from './card-set.ts';

test('each of the 52 cards goes in once', () => {
  const set = new CardSet();
  expect(orderedDeck().filter((card) => set.add(card))).toEqual(orderedDeck());
  expect(orderedDeck().filter((card) => set.add(card))).toEqual([]);
});
