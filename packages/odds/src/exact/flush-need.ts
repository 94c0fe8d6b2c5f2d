/**
 * When the suits of a board matter. Most boards make nobody a flush, and then only their ranks count.
 */
import { type Card, type HandType, suitOf, type WinRule } from '@aboveboard/engine';

/** Cards of one suit that make a difference, `null` where any suit may; badugi looks at every one. */
const FLUSH_SIZE: Readonly<Record<HandType, number | null>> = {
  high: 5,
  'short-deck': 5,
  'short-deck-trips': 5,
  'low-27': 5,
  'three-card': 3,
  'low-8': Number.POSITIVE_INFINITY,
  'low-a5': Number.POSITIVE_INFINITY,
  badugi: null,
  'badugi-27': null,
};

/**
 * For each suit, how many more cards of it the board must get before the suit can matter to any of the hands; infinite where it
 * never can. `null` when suits may matter on every board, or two suits on the same one: then boards are counted one by one.
 */
export function flushNeeds(
  wins: readonly WinRule[],
  hands: readonly (readonly Card[])[],
  board: readonly Card[],
  toCome: number,
): readonly number[] | null {
  const needs = [0, 1, 2, 3].map((suit) => {
    const lying = suited(board, suit);
    const own = hands.map((hand) => suited(hand, suit));
    return Math.min(...wins.flatMap((rule) => own.map((count) => boardNeed(rule, count) - lying)));
  });
  const [least, second] = needs.toSorted((a, b) => a - b) as [number, number];
  return least >= 1 && least + second > toCome ? needs : null;
}

/** Cards of a suit that the whole board needs, for a hand that holds `own` of it. */
function boardNeed({ type, use }: WinRule, own: number): number {
  if (use === 'own') return Number.POSITIVE_INFINITY;
  const size = FLUSH_SIZE[type];
  if (size === null) return 0;
  if (use === 'two-and-three') return own >= 2 ? size - 2 : Number.POSITIVE_INFINITY;
  return size - own;
}

function suited(cards: readonly Card[], suit: number): number {
  return cards.filter((card) => suitOf(card) === suit).length;
}
