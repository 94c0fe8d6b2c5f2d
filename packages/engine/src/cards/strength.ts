/**
 * How strong a hand is under any rule of winning: one number, higher wins, equal ties, for lows as for highs.
 *
 * This is the one home of what beats what: it takes any number of cards from one to eleven, in two places. Numbers of one hand type
 * compare with each other and mean nothing beside those of another. All but Omaha's high hands, rated by a table made at the first of
 * them, are worked out from sets of ranks alone; `sevenCards` is the faster way for one kind of hand in great numbers.
 */
import { unreachable } from '@aboveboard/kit';
import { badugiOf } from './badugi.ts';
import type { HandType, WinRule } from './hand-type.ts';
import { highOf, SHORT_DECK, SHORT_DECK_TRIPS, STANDARD } from './high.ts';
import { low8Of, low27Of, lowA5Of } from './low.ts';
import { NO_HAND } from './no-hand.ts';
import { MOST_ON_BOARD, MOST_OWN, omahaHigh, omahaLow8 } from './omaha.ts';
import { majorBit, minorBit } from './rank-sets.ts';
import { threeCardOf } from './three-card.ts';

export { NO_HAND };

/**
 * Strength of the best hand of these cards (numbers 0..51, all different; not checked).
 *
 * Fewer cards than a hand has are compared as they are, which is right between hands of as many cards: open cards in stud, games
 * with one or two cards in all.
 *
 * @param hole The seat's own cards.
 * @param board The board's; without effect where the rule uses the seat's own alone.
 * @returns `NO_HAND` where there is none: no card at all, no eight-or-better low, fewer than two own or three board cards where two
 *   and three make the hand.
 * @see rules/CARD.md
 */
export function strength({ type, use }: WinRule, hole: ArrayLike<number>, board: ArrayLike<number>): number {
  if (use === 'two-and-three') return ofTwoAndThree(type, hole, board);
  let minors = bitsOf(minorBit, hole);
  let majors = bitsOf(majorBit, hole);
  if (use === 'own') return strengthOf(type, minors, majors, hole.length);
  minors |= bitsOf(minorBit, board);
  majors |= bitsOf(majorBit, board);
  return strengthOf(type, minors, majors, hole.length + board.length);
}

function bitsOf(bit: Uint32Array, cards: ArrayLike<number>): number {
  let bits = 0;
  for (let i = 0; i < cards.length; i++) bits |= bit[cards[i] as number] as number;
  return bits;
}

function strengthOf(type: HandType, minors: number, majors: number, count: number): number {
  if (count === 0) return NO_HAND;
  switch (type) {
    case 'high':
      return highOf(minors, majors, STANDARD);
    case 'short-deck':
      return highOf(minors, majors, SHORT_DECK);
    case 'short-deck-trips':
      return highOf(minors, majors, SHORT_DECK_TRIPS);
    case 'low-8':
      return low8Of(minors, majors);
    case 'low-a5':
      return lowA5Of(minors, majors, count);
    case 'low-27':
      return low27Of(minors, majors, count);
    case 'badugi':
      return badugiOf(minors, majors, true);
    case 'badugi-27':
      return badugiOf(minors, majors, false);
    case 'three-card':
      return threeCardOf(minors, majors);
    default:
      return unreachable(type);
  }
}

/** The best of every two of the seat's own with every three of the board. */
function ofTwoAndThree(type: HandType, hole: ArrayLike<number>, board: ArrayLike<number>): number {
  if (type === 'low-8') return omahaLow8(hole, board);
  if (type === 'high' && hole.length <= MOST_OWN && board.length <= MOST_ON_BOARD) return omahaHigh()(hole, board);
  let best = NO_HAND;
  forEachChoice(board, 3, 0, 0, 0, (boardMinors, boardMajors) => {
    forEachChoice(hole, 2, 0, boardMinors, boardMajors, (minors, majors) => {
      best = Math.max(best, strengthOf(type, minors, majors, 5));
    });
  });
  return best;
}

/** Calls `visit` with each choice of `count` of the cards from `from` on, added to the sets. */
function forEachChoice(
  cards: ArrayLike<number>,
  count: number,
  from: number,
  minors: number,
  majors: number,
  visit: (minors: number, majors: number) => void,
): void {
  if (count === 0) {
    visit(minors, majors);
    return;
  }
  for (let i = from; i + count <= cards.length; i++) {
    const card = cards[i] as number;
    const withMinor = minors | (minorBit[card] as number);
    forEachChoice(cards, count - 1, i + 1, withMinor, majors | (majorBit[card] as number), visit);
  }
}
