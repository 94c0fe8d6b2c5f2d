import { expect, test } from 'vitest';
import { type Card, parseCards } from './card.ts';
import type { WinRule } from './hand-type.ts';
import { NO_HAND, strength } from './strength.ts';

const HIGH: WinRule = { type: 'high', use: 'any' };

function cards(text: string): Card[] {
  return parseCards(text) ?? expect.fail(`not cards: ${text}`);
}

function worth(rule: WinRule, hole: string, board = ''): number {
  return strength(rule, cards(hole), cards(board));
}

function ladder(rule: WinRule, ...bestFirst: string[]): void {
  for (let i = 1; i < bestFirst.length; i++) {
    const [better, worse] = [bestFirst[i - 1] as string, bestFirst[i] as string];
    expect(worth(rule, better), `${better} over ${worse}`).toBeGreaterThan(worth(rule, worse));
  }
}

test('[CARD-1] the categories in their order, of five cards and of seven', () => {
  const hands = [
    'AsKsQsJsTs',
    '5s4s3s2sAs',
    '9s9h9d9c2s',
    'KsKhKdQcQs',
    'AsJs9s4s2s',
    'TsJdQhKcAs',
    '4s4d4hKcAs',
    'AsAdKsKdQh',
    'AsAdKcQdJs',
    'AsKdQcJd9s',
  ];
  ladder(HIGH, ...hands);
  ladder(HIGH, ...hands.slice(0, 5).map((hand) => `${hand}7c8d`));
});

test('[CARD-2] kickers decide between equal pairs, and suits never do', () => {
  ladder(HIGH, 'AsAdKh4c3s', 'AhAcKd4d2s', 'AsAdKh3c2s', 'AhAcQh9c8s');
  ladder(HIGH, 'KsKd2h2cAs', 'KhKc2d2sQs');
  expect(worth(HIGH, 'AsKsQsJs9s')).toBe(worth(HIGH, 'AcKcQcJc9c'));
});

test('[CARD-3] the ace ends a straight at either end and is never in its middle', () => {
  ladder(HIGH, 'AsKdQhJcTs', 'KsQdJhTc9s', '2s3d4h5c6s', 'As2d3h4c5s', 'KsKdKc3h2s', 'KsAd2h3c4s');
});

test('[CARD-4] the best five of seven count, the board alone if it is best', () => {
  expect(worth(HIGH, '2c3d', 'AsKsQsJsTs')).toBe(worth(HIGH, '9h9d', 'AsKsQsJsTs'));
  expect(worth(HIGH, 'AsAd', 'KhKcQsQdJh')).toBe(worth(HIGH, 'AsAdKhKcQs'));
  expect(worth(HIGH, 'KhKd', '2s3s4s5s6s')).toBe(worth(HIGH, '6s5s4s3s2s'));
});

test('[CARD-4] more than seven cards: the best five, whatever else they hold', () => {
  expect(worth(HIGH, 'AsAdAhKcKdKs', 'QhQdQc2s3d')).toBe(worth(HIGH, 'AsAdAhKcKd'));
  expect(worth(HIGH, '2s3s4s5s6s7s', 'AhAdAcAsKd')).toBe(worth(HIGH, '3s4s5s6s7s'));
  expect(worth(HIGH, 'Ks2s3s4s6s', 'KhKd9h9d')).toBe(worth(HIGH, 'KsKhKd9h9d'));
  expect(worth(HIGH, 'As9s5s3s2s', 'KhJh8h7h6h')).toBe(worth(HIGH, 'As9s5s3s2s'));
});

test('[CARD-5] AAAKKKQ is a full house', () => {
  expect(worth(HIGH, 'AsAdAhKcKdKsQh')).toBe(worth(HIGH, 'AsAdAhKcKd'));
  expect(worth(HIGH, 'AsAdAhKcKdQsQh')).toBe(worth(HIGH, 'AsAdAhKcKd'));
  expect(worth(HIGH, 'AsAdKhKcQsQdJh')).toBe(worth(HIGH, 'AsAdKhKcQs'));
});

test('[CARD-6] one to four cards are compared as they are', () => {
  ladder(HIGH, 'Ks', 'Qs', 'Js');
  ladder(HIGH, 'JsJd', 'AsKs', 'AsQd', 'KsQs');
  ladder(HIGH, '2s2d2c', 'AsAdKc', 'AsAdQc', 'AsKsQs', 'AsKsJs');
  ladder(HIGH, '2s2d2c2h', '3s3d3c2h', 'AsAdKcKd', 'AsAdQcQd', 'AsAdKcQc', 'AsAdKcJc', 'AsKsQsJs', '5s4s3s2s');
  expect(worth(HIGH, 'Ks', 'Kd')).toBe(worth(HIGH, 'KsKd'));
  expect(worth(HIGH, '')).toBe(NO_HAND);
});

test('[CARD-11] short deck: flush over full house, A6789 a straight, straight over trips or under', () => {
  const usual: WinRule = { type: 'short-deck', use: 'any' };
  const trips: WinRule = { type: 'short-deck-trips', use: 'any' };
  const [runs, threes] = ['6s7d8h9sTc', 'AsAdAh6s7c'];
  ladder(usual, 'AsKsQsJsTs', '9s8s7s6sAs', 'AsAdAcAh6d', '6s7s8s9sJs', 'AsAdAcKdKs', 'AsKdQcJhTs', runs, '6s7d8h9sAc', threes);
  ladder(usual, threes, 'AsAdKcKd6s', 'AsAd6s7d8c', 'AsKdQcJh9s');
  ladder(trips, 'AsAdAcKdKs', 'AsAdAhKs7c', '6s6d6h7s8c', 'AsKdQcJhTs', runs, '6s7d8h9sAc', 'AsAdKcKd6s');
  expect(worth(usual, '9s9d', '9c8h7s6dAc')).toBe(worth(usual, '9s8h7s6dAc'));
  expect(worth(trips, '9s9d', '9c8h7s6dAc')).toBe(worth(trips, '9s9d9cAc8h'));
  expect(worth(HIGH, '6s7d8h9sAc')).toBeLessThan(worth(HIGH, '2s2d3h4s5c'));
});

test('[CARD-12] Omaha: exactly two of the hand and three of the board', () => {
  const omaha: WinRule = { type: 'high', use: 'two-and-three' };
  expect(worth(omaha, 'AhKdQdJd', '2h5h9hTh3c')).toBe(worth(HIGH, 'AhKdTh9h5h'));
  expect(worth(omaha, 'AsAdAcKd', '2h5h9hJcQc')).toBe(worth(HIGH, 'AsAdQcJc9h'));
  expect(worth(omaha, '2s3d4c5d', 'AsAdAcAhKs')).toBe(worth(HIGH, 'AsAdAc5d4c'));
  expect(worth(omaha, 'As2s', 'KsQsJs3d4d')).toBe(worth(HIGH, 'AsKsQsJs2s'));
  expect(worth(omaha, 'As2s7d8d9dTd', '3h4h5hKcKd')).toBe(worth(HIGH, 'As2s3h4h5h'));
  const low: WinRule = { type: 'low-8', use: 'two-and-three' };
  expect(worth(low, 'As2s9d9c', '3h4hKhKcKd')).toBe(NO_HAND);
  expect(worth(low, 'As2sAd2d', '3h4hAhKcKd')).toBe(NO_HAND);
  expect(worth(low, 'As2s3s9d', '3h4h5hAcKd')).toBe(worth({ type: 'low-8', use: 'any' }, 'As2s3h4h5h'));
  expect(worth(omaha, 'As', '3h4h5hAcKd')).toBe(NO_HAND);
  expect(worth(omaha, 'As2d', '3h4h')).toBe(NO_HAND);
});

test('[CARD-13] three cards: straight flush, trips, straight, flush, pair, high card', () => {
  const three: WinRule = { type: 'three-card', use: 'any' };
  ladder(three, 'AsKsQs', '3s2sAs', '2s2d2c', 'AsKdQc', '4s3d2c', '3s2dAc', 'AsKsJs', '7s4s3s', 'AsAdKc', '2s2d3c', 'AsKdJc');
  expect(worth(three, 'KsQsJs', '2d2c2h7h')).toBe(worth(three, 'KsQsJs'));
  expect(worth(three, 'Ks', 'Kd')).toBeGreaterThan(worth(three, 'As', 'Qd'));
  expect(worth(three, 'Ks')).toBeGreaterThan(worth(three, 'Qs'));
});

test('[CARD-14] a hand of its own leaves the board out', () => {
  const own: WinRule = { type: 'high', use: 'own' };
  expect(worth(own, 'AsKdQc9d7c', 'AdAcAh2c2d')).toBe(worth(HIGH, 'AsKdQc9d7c'));
});
