import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Card, formatCard, orderedDeck, parseCards } from './card.ts';
import { describeHand } from './describe.ts';
import type { CardUse, HandType } from './hand-type.ts';
import { NO_HAND, strength } from './strength.ts';
import { handInWords } from './words.ts';

function cards(text: string): Card[] {
  return parseCards(text) ?? expect.fail(`not cards: ${text}`);
}

test.each<[HandType, CardUse, string, string, string, string]>([
  ['high', 'any', 'KsKd', 'Kc4h4d2s3s', 'kings full of fours', 'KsKdKc4h4d'],
  ['high', 'any', 'AsKs', 'QsJsTs2s3s', 'a royal flush', 'AsKsQsJsTs'],
  ['high', 'any', 'As2s', '3s4s5sKdKc', 'a straight flush to the five', '5s4s3s2sAs'],
  ['high', 'any', '6s6d', '6c6hKdKc2s', 'four sixes', '6s6d6c6hKd'],
  ['high', 'any', 'As9s', '2s4s6sKdKc', 'a flush, ace high', 'As9s6s4s2s'],
  ['high', 'any', '6s7d', '8c9hTdKc2s', 'a straight to the ten', 'Td9h8c7d6s'],
  ['high', 'any', '6s6d', '6c9hTdKc2s', 'three sixes', '6s6d6cKcTd'],
  ['high', 'any', 'AsAd', 'KcKhQdQcJs', 'two pair, aces and kings', 'AsAdKcKhQd'],
  ['high', 'any', 'JsJd', '2c9hTdKc5s', 'a pair of jacks', 'JsJdKcTd9h'],
  ['high', 'any', 'Js8d', '2c9h3dKc5s', 'king high', 'KcJs9h8d5s'],
  ['high', 'any', 'Ks', '', 'king high', 'Ks'],
  ['high', 'two-and-three', 'AhKdQdJd', '2h5h9hTh8c', 'a straight to the queen', 'QdJdTh9h8c'],
  ['low-8', 'two-and-three', 'Ah2d8dJd', '6h4h3hThKc', 'six-four low', '6h4h3h2dAh'],
  ['low-a5', 'any', '8h6d', '4c2dAhKsKd', 'eight-six low', '8h6d4c2dAh'],
  ['low-a5', 'own', 'AhAd3c2d4h', '', 'a pair of aces (low)', 'AhAd4h3c2d'],
  ['low-27', 'own', '7h5d4c3d2h', '', 'seven-five low (2-7)', '7h5d4c3d2h'],
  ['low-27', 'own', 'Ah5d4c3d2h', '', 'ace-five low (2-7)', 'Ah5d4c3d2h'],
  ['low-27', 'own', '6h5d4c3d2h', '', 'a straight to the six (2-7)', '6h5d4c3d2h'],
  ['badugi', 'own', '7h5dAc3s', '', 'four-card badugi, seven high', '7h5d3sAc'],
  ['badugi', 'own', '7hAdAcKh', '', 'two-card badugi, seven high', '7hAd'],
  ['badugi-27', 'own', 'Ah5d2c3s7h', '', 'four-card badugi, seven high', '7h5d3s2c'],
  ['short-deck', 'any', 'As9d', '8c7h6dKsKd', 'a straight to the nine', '9d8c7h6dAs'],
  ['short-deck-trips', 'any', 'AsAd', 'Ac9h8d7s6d', 'three aces', 'AsAdAc9h8d'],
  ['three-card', 'any', 'As', '3s2s', 'a straight flush to the three', '3s2sAs'],
])('%s, %s: %s and %s is %s', (type, use, hole, board, words, best) => {
  const rank = describeHand({ type, use }, cards(hole), cards(board)) ?? expect.fail('no hand');
  expect(handInWords(rank)).toBe(words);
  expect(rank.best.map(formatCard).join('')).toBe(best);
});

test('the ranks that name a hand leave kickers out, and a low has them all', () => {
  const ranksOf = (type: HandType, text: string) => describeHand({ type, use: 'own' }, cards(text), [])?.ranks;
  expect(ranksOf('high', 'KsKdKc4h4d')).toEqual([11, 2]);
  expect(ranksOf('high', 'KsKdQc4h2d')).toEqual([11]);
  expect(ranksOf('high', '5s4d3c2hAd')).toEqual([3]);
  expect(ranksOf('low-a5', '8s6d4c3hAd')).toEqual([6, 4, 2, 1, 12]);
  expect(ranksOf('badugi', '7s5d4cAh')).toEqual([5, 3, 2, 12]);
  expect(describeHand({ type: 'low-8', use: 'own' }, cards('9s6d4c3hAd'), [])).toBeNull();
});

const TYPES: readonly HandType[] = [
  'high',
  'short-deck',
  'short-deck-trips',
  'low-8',
  'low-a5',
  'low-27',
  'badugi',
  'badugi-27',
  'three-card',
];

test('whatever the hand, the cards named are its own and worth as much alone', () => {
  const seed = Number(process.env.ABOVEBOARD_SEED ?? 20261121);
  console.log(`seed ${seed} (ABOVEBOARD_SEED)`);
  const chance = seededRandom(seed);
  for (let round = 0; round < 2_000; round++) {
    const deck = orderedDeck();
    const deal = (count: number) => Array.from({ length: count }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
    const type = TYPES[round % TYPES.length] as HandType;
    const use = (['any', 'own', 'two-and-three'] as const)[chance.below(3)] as CardUse;
    const [hole, board] = [deal(1 + chance.below(6)), deal(chance.below(6))];
    const worth = strength({ type, use }, hole, board);
    const rank = describeHand({ type, use }, hole, board);
    expect(rank === null).toBe(worth === NO_HAND);
    if (rank === null) continue;
    expect(rank.best.every((card) => hole.includes(card) || (use !== 'own' && board.includes(card)))).toBe(true);
    expect(strength({ type, use: 'own' }, rank.best, [])).toBe(worth);
    expect(handInWords(rank)).not.toMatch(/undefined|no-card/);
  }
});
