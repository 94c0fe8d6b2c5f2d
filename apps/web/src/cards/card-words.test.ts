import type { HandRank } from '@aboveboard/protocol';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { english, german } from '../testing/wording.ts';
import { rankWords } from './card-words.ts';

const rank = (type: HandRank['type'], category: HandRank['category'], ranks: number[], cards = 5): HandRank => ({
  type,
  category,
  ranks,
  best: Array.from({ length: cards }, (_, i) => i),
});
const HANDS: readonly [HandRank, string, string][] = [
  [rank('high', 'full-house', [11, 2]), 'Kings full of fours', 'Full House, Könige mit Vieren'],
  [rank('low-8', 'low', [6, 4, 2, 1, 12]), 'Eight-six low', 'Acht-Sechs-Low'],
  [rank('low-27', 'low', [5, 3, 2, 1, 0]), 'Seven-five low', 'Sieben-Fünf-Low'],
  [rank('low-a5', 'pair', [0]), 'Pair of twos', 'Paar Zweien'],
  [rank('badugi', 'badugi', [5, 3, 1, 12], 4), 'Four-card badugi, seven high', 'Badugi mit vier Karten, Sieben hoch'],
  [rank('badugi', 'badugi', [12], 1), 'One-card badugi, ace high', 'Badugi mit einer Karte, Ass hoch'],
];

test.each(HANDS)('%o is said in both languages', async (hand, inEnglish, inGerman) => {
  const resources = { en: { translation: english() }, de: { translation: german() } };
  const i18n = i18next.createInstance();
  await i18n.init({ lng: 'en', resources });
  expect(rankWords(hand, i18n.getFixedT('en'))).toBe(inEnglish);
  expect(rankWords(hand, i18n.getFixedT('de'))).toBe(inGerman);
});
