/**
 * A set of cards, as the bits of two numbers: a number has 32 bits to work with, and there are 52 cards.
 */
import type { Card } from './card.ts';

const HALF = 26;

export class CardSet {
  private lower = 0;
  private upper = 0;

  /** Puts `card` into the set. False when it is in already. */
  add(card: Card): boolean {
    if (card < HALF) {
      const { lower } = this;
      this.lower |= 1 << card;
      return this.lower !== lower;
    }
    const { upper } = this;
    this.upper |= 1 << (card - HALF);
    return this.upper !== upper;
  }
}
