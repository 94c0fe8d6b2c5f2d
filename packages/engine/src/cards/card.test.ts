import { expect, test } from 'vitest';
import { formatCard, orderedDeck, parseCard, parseCards } from './card.ts';

test('every card is read back as it is written, one by one and all in a row, with and without blanks', () => {
  const deck = orderedDeck();
  expect(deck.map((one) => parseCard(formatCard(one)))).toEqual(deck);
  expect(parseCards(deck.map(formatCard).join(''))).toEqual(deck);
  expect(parseCards(`  ${deck.map(formatCard).join(' \t\n')} `)).toEqual(deck);
  expect(parseCards('')).toEqual([]);
});

test.each(['as', 'AS', '10d', 'A', 'Ax', '1s', 'As K', 'AsKdQ', 'A sKd', 'As,Kd', '💩', 'Aé', '\u0141s'])(
  '"%s" is no cards',
  (text) => {
    expect(parseCards(text)).toBeNull();
    expect(parseCard(text)).toBeNull();
  },
);
