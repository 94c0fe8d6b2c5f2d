/** A seat's own cards put back where they were dealt and given up, from what it held at the end and what it gave up. */
import type { Card, HandEvent } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { SeatCards } from './sealed-record.ts';

export interface OwnCards {
  readonly seat: number;
  /** One list for each deal to the seat, in order. */
  readonly dealt: readonly (readonly Card[])[];
  /** One list for each time it gave up cards, in order. */
  readonly given: readonly (readonly Card[])[];
}

/**
 * Read from the end: drawn cards come last, so what a seat held before a draw is what it kept, and what it gave up.
 *
 * @param events the hand as everybody saw it.
 */
export function ownCards(events: readonly HandEvent[], { seat, cards, discards }: SeatCards): OwnCards {
  const [dealt, given]: [Card[][], Card[][]] = [[], []];
  const left = [...discards];
  let held = [...cards];
  for (const event of events.toReversed()) {
    if (event.kind === 'hole-dealt' && event.seat === seat) dealt.unshift(held.splice(held.length - event.cards.length));
    if (event.kind !== 'discarded' || event.seat !== seat || event.cards.length === 0) continue;
    const cards = [...(left.pop()?.cards ?? [])];
    assert(cards.length === event.cards.length, `seat ${seat} gave up other cards than its record has`);
    given.unshift(cards);
    held = [...held, ...cards];
  }
  assert(held.length === 0 && left.length === 0, `seat ${seat} was dealt other cards than its record has`);
  return { seat, dealt, given };
}
