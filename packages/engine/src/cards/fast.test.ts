import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Card, orderedDeck } from './card.ts';
import type { WinRule } from './hand-type.ts';
import { omahaHigh, omahaLow8 } from './omaha.ts';
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

test.each([
  [13, 4, 5],
  [13, 2, 5],
  [13, 6, 5],
  [8, 5, 5],
  [8, 4, 4],
  [8, 5, 3],
  [8, 4, 2],
  [8, 1, 5],
])('[CARD-12] Omaha rates as `strength` rates it: %i ranks, %i own cards, %i on the board', (ranks, own, onBoard) => {
  const deal = dealer(ranks);
  const high = omahaHigh();
  for (let round = 0; round < 2_000; round++) {
    const cards = deal(own + onBoard);
    const [hole, board] = [cards.slice(0, own), cards.slice(own)];
    expect(high(hole, board)).toBe(strength({ type: 'high', use: 'two-and-three' }, hole, board));
    const lowHole = hole.map((card) => 51 - card); // among the deuces up
    const lowBoard = board.map((card) => 51 - card);
    expect(omahaLow8(lowHole, lowBoard)).toBe(strength({ type: 'low-8', use: 'two-and-three' }, lowHole, lowBoard));
  }
});
