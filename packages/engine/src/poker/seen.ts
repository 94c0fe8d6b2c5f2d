/** Which cards of a hand are known to be out: for the one that may come twice, without looking at every seat for all the others. */
import type { Card } from '../cards/card.ts';
import type { HandDraft } from './draft.ts';
import type { HoleCard } from './event.ts';
import type { Hand } from './hand.ts';

/** Each of a hand's two sets has a bit for so many cards. */
const HALF_DECK = 26;

/** Adds cards to those seen. `hand` is changed. */
export function see(hand: HandDraft, cards: readonly HoleCard[]): void {
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i] as HoleCard;
    if (card === null) continue;
    if (card < HALF_DECK) hand.seenLow |= 1 << card;
    else hand.seenHigh |= 1 << (card - HALF_DECK);
  }
}

/** Whether a card was seen; one that was not lies nowhere. */
export function isSeen({ seenLow, seenHigh }: Hand, card: Card): boolean {
  return (card < HALF_DECK ? seenLow & (1 << card) : seenHigh & (1 << (card - HALF_DECK))) !== 0;
}
