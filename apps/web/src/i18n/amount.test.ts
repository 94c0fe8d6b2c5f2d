import { expect, test } from 'vitest';
import { formatAmount, formatChips } from './amount.ts';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

test('chips are written as the language writes numbers, large ones in short where room is short', () => {
  expect(formatChips(12_925, 'en')).toBe('12,925');
  expect(formatChips(12_925, 'de')).toBe('12.925');
  expect(formatChips(127_400, 'en', true)).toBe('127.4K');
  expect(formatChips(99_999, 'en', true)).toBe('99,999');
});

test('big blinds have one decimal at most, and their unit', () => {
  expect(plain(formatAmount(250, { unit: 'bb', bigBlind: 100, language: 'en' }))).toBe('2.5 BB');
  expect(plain(formatAmount(133, { unit: 'bb', bigBlind: 100, language: 'de' }))).toBe('1,3 BB');
  expect(formatAmount(250, { unit: 'chips', bigBlind: 100, language: 'en' })).toBe('250');
});
