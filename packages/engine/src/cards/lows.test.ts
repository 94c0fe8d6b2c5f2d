import { expect, test } from 'vitest';
import { type Card, parseCards } from './card.ts';
import type { HandType } from './hand-type.ts';
import { NO_HAND, strength } from './strength.ts';

function cards(text: string): Card[] {
  return parseCards(text) ?? expect.fail(`not cards: ${text}`);
}

function worth(type: HandType, text: string): number {
  return strength({ type, use: 'any' }, cards(text), []);
}

/** Each hand beats all after it. */
function ladder(type: HandType, ...bestFirst: string[]): void {
  for (let i = 1; i < bestFirst.length; i++) {
    const [better, worse] = [bestFirst[i - 1] as string, bestFirst[i] as string];
    expect(worth(type, better), `${type}: ${better} over ${worse}`).toBeGreaterThan(worth(type, worse));
  }
}

test('[CARD-7] ace to five: lowest from the top, straights and flushes as good as others, pairs behind', () => {
  ladder(
    'low-a5',
    '5s4s3s2sAs',
    '6s4d3c2hAh',
    '6s5d3c2hAh',
    '7s6d5c4h3h',
    'KsQdJcTh9h',
    'AsAd4c3h2h',
    'AsAd5c3h2h',
    'KsKdQcJhTh',
    '2s2dAcAh3h',
    '3s3dAcAh2h',
    'AsAdAc3h2h',
    'AsAdAc2h2d',
    '2s2d2cAhAd',
    'AsAdAcAh2d',
  );
  expect(worth('low-a5', '5s4s3s2sAs')).toBe(worth('low-a5', '5d4s3c2hAh'));
});

test('[CARD-7] ace to five: of more cards the best five, pairs only where five ranks are not to be had', () => {
  expect(worth('low-a5', 'KsKdQc5h4h2dAc')).toBe(worth('low-a5', 'Qc5h4h2dAc'));
  expect(worth('low-a5', 'AsAdKsKdKc3h3c')).toBe(worth('low-a5', 'AsAd3h3cKs'));
  expect(worth('low-a5', 'AsAdKsKdKcKh2c')).toBe(worth('low-a5', 'AsAdKsKd2c'));
  expect(worth('low-a5', 'AsAdAcKsKdKcKh')).toBe(worth('low-a5', 'AsAdAcKsKd'));
  expect(worth('low-a5', 'AsKsKdKcKh')).toBe(worth('low-a5', 'KhKsKdKcAd'));
});

test('[CARD-7] [CARD-6] open cards of a low game are compared as they are', () => {
  ladder('low-a5', 'As', '2s', 'Ks');
  ladder('low-a5', '2sAs', '3sAs', 'KsQs', 'AsAd', 'KsKd');
  ladder('low-a5', '4s3s2sAs', 'KsQsJsTs', 'AsAd3c2c', 'KsKdAc2c', 'AsAd2c2d', 'AsAdAc2d', 'AsAdAcAh');
});

test('[CARD-8] a low of eight or better, or none', () => {
  ladder('low-8', '5s4d3c2hAh', '6s4d3c2hAh', '8s7d6c5h4h');
  expect(worth('low-8', '9s4d3c2hAh')).toBe(NO_HAND);
  expect(worth('low-8', 'AsAd4c3h2h')).toBe(NO_HAND);
  expect(worth('low-8', '4c3h2hAs')).toBe(NO_HAND);
  expect(worth('low-8', 'AsAdKc8h6h4c2d')).toBe(worth('low-a5', '8h6h4c2dAs'));
});

test('[CARD-9] deuce to seven: 5432A is ace high and no straight', () => {
  ladder(
    'low-27',
    '7s5d4c3h2h',
    '7s6d4c3h2h',
    '8s5d4c3h2h',
    'KsQdJcTh8h',
    'As5d4c3h2h',
    'AsKdQcJh9h',
    '2s2d5c4h3h',
    '3s3d2c2h4h',
    '2s2d2c4h3h',
    '6s5d4c3h2h',
    'AsKdQcJhTh',
    '7s5s4s3s2s',
    'As5s4s3s2s',
    '2s2d2c3h3d',
    '2s2d2c2h3h',
    '6s5s4s3s2s',
  );
  expect(worth('low-27', '7s5d4c3h2hKdAd')).toBe(worth('low-27', '7s5d4c3h2h'));
  expect(worth('low-27', '6s5d4c3h2h8d')).toBe(worth('low-27', '8d5d4c3h2h'));
  ladder('low-27', '2s', 'Ks', 'As');
  ladder('low-27', '3s2s', 'As2s', '2s2d');
});

test('[CARD-10] badugi: more cards first, then lower ones, the ace low or high', () => {
  ladder(
    'badugi',
    'As2d3c4h',
    'As2d3c5h',
    'Ks2d3cAh',
    'KsQdJcTh',
    'As2d3cKc',
    '2s3d4cKc',
    'As2d3s4d',
    'KsQdKdQs',
    'As3s5sKs',
    '2s3s4s5s',
  );
  ladder('badugi-27', '2s3d4c5h', '2s3d4c6h', 'Ks2d3c4h', 'As2d3c4h', '2s3d4c4s', 'As2d3c4c');
  expect(worth('badugi', 'AsAd2d3c')).toBe(worth('badugi', '3c2dAs'));
  expect(worth('badugi', 'AsAdAcAh')).toBe(worth('badugi', 'As'));
  expect(worth('badugi', '4hAs2d3cKh')).toBe(worth('badugi', 'As2d3c4h'));
});
