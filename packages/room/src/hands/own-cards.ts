/** A seat's own cards where they were dealt and given up, from its private record. */
import type { Card, HandEvent } from '@aboveboard/engine';
import type { SeatCards } from './sealed-record.ts';

export interface OwnCards {
  readonly seat: number;
  /** One list for each deal to the seat, in order. */
  readonly dealt: readonly (readonly Card[])[];
  /** One list for each time it gave up cards, in order. */
  readonly given: readonly (readonly Card[])[];
}

/**
 * @param events the hand as everybody saw it.
 * @returns null for a hand in which the seat gave up cards and whose record does not say what it was dealt when: the order was not kept once.
 */
export function ownCards(events: readonly HandEvent[], { seat, cards, discards, dealt }: SeatCards): OwnCards | null {
  const given = discards.map((one) => one.cards);
  if (dealt !== null) return { seat, dealt, given };
  return given.length === 0 ? { seat, dealt: dealtInOrder(events, seat, cards), given } : null;
}

/** Cards that none was given up of lie in the order in which they were dealt. */
function dealtInOrder(events: readonly HandEvent[], seat: number, cards: readonly Card[]): (readonly Card[])[] {
  let at = 0;
  return events.flatMap((event) => {
    if (event.kind !== 'hole-dealt' || event.seat !== seat) return [];
    at += event.cards.length;
    return [cards.slice(at - event.cards.length, at)];
  });
}
