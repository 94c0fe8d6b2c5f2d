/** Which cards a game is played with. */
import { type Card, parseCard } from './card.ts';

/** Every rank in every suit, once: ranks among "23456789TJQKA", suits among "cdhs". */
export interface Deck {
  readonly ranks: string;
  readonly suits: string;
}

export const FULL_DECK: Deck = { ranks: '23456789TJQKA', suits: 'cdhs' };
/** 36 cards, sixes to aces. */
export const SHORT_DECK: Deck = { ranks: '6789TJQKA', suits: 'cdhs' };
/** 20 cards, tens to aces. */
export const ROYAL_DECK: Deck = { ranks: 'TJQKA', suits: 'cdhs' };

/** How many cards a deck has. */
export function deckSize({ ranks, suits }: Deck): number {
  return ranks.length * suits.length;
}

/** All cards of a deck in the order of their numbers. */
export function deckCards({ ranks, suits }: Deck): Card[] {
  const cards = [...ranks].flatMap((rank) => [...suits].map((suit) => parseCard(rank + suit) as Card));
  return cards.sort((a, b) => a - b);
}
