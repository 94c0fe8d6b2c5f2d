import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Card, card, orderedDeck } from './card.ts';
import type { HandType } from './hand-type.ts';
import { NO_HAND, strength } from './strength.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? 20261121);
console.log(`seed ${seed} (ABOVEBOARD_SEED)`);

/** Deals `count` cards, of a deck made smaller so that flushes, straights and full houses are common too. */
function dealer(ranks: number): (count: number) => Card[] {
  const chance = seededRandom(seed + ranks);
  return (count) => {
    const deck = orderedDeck().filter((one) => one >> 2 >= 13 - ranks);
    return Array.from({ length: count }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
  };
}

/** Each hand of two and three by itself. */
function bestOfAll(type: HandType, hole: readonly Card[], board: readonly Card[]): number {
  const hands = choices(hole, 2).flatMap((two) => choices(board, 3).map((three) => [...two, ...three]));
  return Math.max(NO_HAND, ...hands.map((hand) => strength({ type, use: 'own' }, hand, [])));
}

function choices(cards: readonly Card[], count: number): readonly (readonly Card[])[] {
  if (count === 0) return [[]];
  return cards.flatMap((card, i) => choices(cards.slice(i + 1), count - 1).map((rest) => [card, ...rest]));
}

test.each([
  [13, 4, 5],
  [13, 2, 5],
  [13, 6, 5],
  [8, 5, 5],
  [8, 4, 4],
  [8, 5, 3],
  [8, 4, 2],
  [8, 1, 5],
  [8, 7, 5],
  [8, 4, 6],
])('[CARD-12] Omaha is the best of every two and three: %i ranks, %i own cards, %i on the board', (ranks, own, onBoard) => {
  const deal = dealer(ranks);
  for (let round = 0; round < 1_000; round++) {
    const cards = deal(own + onBoard);
    const [hole, board] = [cards.slice(0, own), cards.slice(own)];
    expect(strength({ type: 'high', use: 'two-and-three' }, hole, board)).toBe(bestOfAll('high', hole, board));
    const lowHole = hole.map((one) => card(51 - one)); // among the deuces up
    const lowBoard = board.map((one) => card(51 - one));
    expect(strength({ type: 'low-8', use: 'two-and-three' }, lowHole, lowBoard)).toBe(bestOfAll('low-8', lowHole, lowBoard));
  }
});
