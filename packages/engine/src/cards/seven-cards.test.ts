import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Card, orderedDeck } from './card.ts';
import type { WinRule } from './hand-type.ts';
import { IN_SUIT, sevenCards } from './seven-cards.ts';
import { strength } from './strength.ts';

const HIGH: WinRule = { type: 'high', use: 'any' };
const seed = Number(process.env.ABOVEBOARD_SEED ?? 20261121);
console.log(`seed ${seed} (ABOVEBOARD_SEED)`);

/** Deals `count` cards, of a deck made smaller so that flushes, straights and full houses are common too. */
function dealer(ranks: number): (count: number) => Card[] {
  const chance = seededRandom(seed + ranks);
  return (count) => {
    const deck = orderedDeck().filter((card) => card >> 2 >= 13 - ranks);
    return Array.from({ length: count }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
  };
}

test.each([13, 9, 7])('seven cards rate as `strength` rates them, of %i ranks', (ranks) => {
  const deal = dealer(ranks);
  const { evaluate, ofSums, low, high, start } = sevenCards();
  const sumOf = (weights: Int32Array, hand: Card[]): number =>
    hand.reduce((sum, card) => sum + (weights[card] as number), start);
  for (let round = 0; round < 20_000; round++) {
    const hand = deal(7);
    const wanted = strength(HIGH, hand, []);
    expect(evaluate(...(hand as [Card, Card, Card, Card, Card, Card, Card]))).toBe(wanted);
    const bySums = ofSums(sumOf(low, hand), sumOf(high, hand));
    const isSuited = [0, 1, 2, 3].some((suit) => hand.filter((card) => (card & 3) === suit).length >= 5);
    expect(bySums).toBe(isSuited ? IN_SUIT : wanted);
  }
});
