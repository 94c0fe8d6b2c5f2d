/**
 * Cards as numbers, `rank * 4 + suit`: the same number the sealed deck, the wire and the evaluator use.
 */
import { assert, type Brand } from '@aboveboard/kit';

/** 0..51: `rank * 4 + suit`, rank 0–12 = 2..A, suit 0–3 = clubs, diamonds, hearts, spades. */
export type Card = Brand<number, 'Card'>;
/** 0–12 = 2..A. */
export type Rank = number;
/** 0–3 = clubs, diamonds, hearts, spades. */
export type Suit = number;

export const DECK_SIZE = 52;
const RANKS = '23456789TJQKA';
const SUITS = 'cdhs';

export function card(n: number): Card {
  assert(Number.isInteger(n) && n >= 0 && n < DECK_SIZE, `not a card: ${n}`);
  return n as Card;
}

export function rankOf(c: Card): Rank {
  return c >> 2;
}

export function suitOf(c: Card): Suit {
  return c & 3;
}

/** "As", "Td", "2c". */
export function formatCard(c: Card): string {
  return `${RANKS[rankOf(c)]}${SUITS[suitOf(c)]}`;
}

/** Reads "As" or "Td"; `null` for anything else, also for lower-case ranks and "10d". */
export function parseCard(text: string): Card | null {
  if (text.length !== 2) return null;
  const rank = RANKS.indexOf(text.charAt(0));
  const suit = SUITS.indexOf(text.charAt(1));
  return rank < 0 || suit < 0 ? null : ((rank * 4 + suit) as Card);
}

/** Reads cards written one after another, with or without blanks: "AsKd", "Qh 8s 3c". `null` when any of it is not a card. */
export function parseCards(text: string): Card[] | null {
  const letters = text.replace(/\s+/g, '');
  if (letters.length % 2 !== 0) return null;
  const cards: Card[] = [];
  for (let i = 0; i < letters.length; i += 2) {
    const one = parseCard(letters.slice(i, i + 2));
    if (one === null) return null;
    cards.push(one);
  }
  return cards;
}

/** All 52 in the order of their numbers: 2c, 2d, … As. */
export function orderedDeck(): Card[] {
  return Array.from({ length: DECK_SIZE }, (_, n) => n as Card);
}
