import { type Card, formatCard, orderedDeck } from '@aboveboard/engine';
import { seededRandom } from '@aboveboard/testkit';

/** The same random hands in every form a library may want them in. */
export interface Deals {
  readonly count: number;
  /** Card numbers, one hand after another. */
  readonly packed: Uint8Array;
  readonly hands: readonly (readonly Card[])[];
  /** "As Kd Qh …", and the same without blanks. */
  readonly texts: readonly string[];
  readonly shortTexts: readonly string[];
}

export function deal(count: number, cards: number, seed: number): Deals {
  const chance = seededRandom(seed);
  const hands = Array.from({ length: count }, () => {
    const deck = orderedDeck();
    return Array.from({ length: cards }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
  });
  return {
    count,
    packed: Uint8Array.from(hands.flat()),
    hands,
    texts: hands.map((hand) => hand.map(formatCard).join(' ')),
    shortTexts: hands.map((hand) => hand.map(formatCard).join('')),
  };
}
