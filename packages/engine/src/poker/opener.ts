/**
 * Who acts first on a street.
 *
 * @see rules/BET.md BET-1, rules/STUD.md STUD-1 to STUD-4.
 */
import { unreachable } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import type { WinRule } from '../cards/hand-type.ts';
import { strength } from '../cards/strength.ts';
import { facesOf, type Opener } from './game.ts';
import type { Hand, HandSeat } from './hand.ts';
import { indexOfSeat, seatNo } from './seats.ts';

const SHOWS_HIGH: WinRule = { type: 'high', use: 'own' };
const SHOWS_LOW: WinRule = { type: 'low-a5', use: 'own' };
const NO_BOARD: readonly Card[] = [];

/** Index in deal order, possibly one past the last seat, from which the first turn is looked for. */
export function openerIndex(hand: Hand, opens: Opener): number {
  switch (opens) {
    case 'after-blinds':
      return afterBlinds(hand);
    case 'left-of-button':
      return 0;
    case 'low-card':
      return best(hand, (a, b) => lowestRank(b) - lowestRank(a) || topCard(b) - topCard(a));
    case 'high-card':
      return best(hand, (a, b) => lowestAsRazz(a) - lowestAsRazz(b) || topCard(a) - topCard(b));
    case 'high-hand':
      return best(hand, (a, b) => shown(SHOWS_HIGH, a) - shown(SHOWS_HIGH, b) || topCard(a) - topCard(b));
    case 'low-hand':
      return best(hand, (a, b) => shown(SHOWS_LOW, a) - shown(SHOWS_LOW, b) || topCard(a) - topCard(b));
    default:
      return unreachable(opens);
  }
}

function afterBlinds(hand: Hand): number {
  const { bigBlind, extraBlinds } = hand.setup;
  let last = bigBlind;
  for (const { seat, what } of extraBlinds) if (what === 'straddle') last = seat;
  return last === null ? 0 : indexOfSeat(hand, last) + 1;
}

/** Index of the live seat whose open cards compare highest; the first live one where no open card is known. */
function best(hand: Hand, compare: (a: readonly Card[], b: readonly Card[]) => number): number {
  const faces = facesOf(hand.setup.game);
  let found = -1;
  let foundCards: readonly Card[] = NO_BOARD;
  for (let i = 0; i < hand.seats.length; i++) {
    const seat = seatNo(hand.seats, i);
    if (seat.isFolded) continue;
    const cards = openCards(seat, faces);
    const isBetter = found < 0 || (cards.length > 0 && (foundCards.length === 0 || compare(cards, foundCards) > 0));
    if (!isBetter) continue;
    found = i;
    foundCards = cards;
  }
  return found;
}

/** The cards of a seat that lie face up and were recorded. */
function openCards({ hole }: HandSeat, faces: string): Card[] {
  const cards: Card[] = [];
  for (let i = 0; i < hole.length; i++) {
    const card = hole[i] as Card | null;
    if (card !== null && faces[i] === 'u') cards.push(card);
  }
  return cards;
}

/** The ace counts high, where the lowest card brings in. */
function lowestRank(cards: readonly Card[]): number {
  let rank = 12;
  for (const card of cards) rank = Math.min(rank, card >> 2);
  return rank;
}

/** In razz the king is the highest card and the ace the lowest. */
function lowestAsRazz(cards: readonly Card[]): number {
  let rank = 12;
  for (const card of cards) rank = Math.min(rank, ((card >> 2) + 1) % 13);
  return rank;
}

/** A card's number orders it by rank, then by suit: clubs, diamonds, hearts, spades. */
function topCard(cards: readonly Card[]): number {
  let top = 0;
  for (const card of cards) top = Math.max(top, card);
  return top;
}

function shown(rule: WinRule, cards: readonly Card[]): number {
  return strength(rule, cards, NO_BOARD);
}
