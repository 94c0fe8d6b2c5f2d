/** A dealer for tests: deals from an ordered deck, and from the muck once the deck is used up (DRAW-4). */
import type { Card, Hand, HoleCard, SeatIndex } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';

/** The next `count` cards for a seat, or for the board; they leave `deck`. */
export function cardsFor(hand: Hand, seat: SeatIndex | null, count: number, deck: Card[]): Card[] {
  const cards = deck.splice(0, count);
  const lacking = count - cards.length;
  if (lacking === 0) return cards;
  const muck = muckFor(hand, seat);
  assert(muck.length >= lacking, 'deck and muck together do not suffice');
  return [...cards, ...muck.slice(0, lacking)];
}

/** Folded hands and earlier discards that nobody holds again, but for what this seat just gave up. */
function muckFor(hand: Hand, seat: SeatIndex | null): Card[] {
  const live: HoleCard[] = [...hand.seats.flatMap(({ hole, isFolded }) => (isFolded ? [] : hole)), ...hand.boards.flat()];
  const own = hand.discards.filter((one) => one.seat === seat && one.street === hand.street).flatMap(({ cards }) => cards);
  const folded = hand.seats.flatMap(({ hole, isFolded }) => (isFolded ? hole : []));
  const isFree = (card: HoleCard): card is Card => card !== null && !live.includes(card) && !own.includes(card);
  return [...new Set([...hand.discards.flatMap(({ cards }) => cards), ...folded].filter(isFree))];
}
