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

/** A card from its number; an assertion stops any other. */
export function card(n: number): Card {
  assert(Number.isInteger(n) && n >= 0 && n < DECK_SIZE, `not a card: ${n}`);
  return n as Card;
}

/** Rank of a card, 0–12 = 2..A. */
export function rankOf(c: Card): Rank {
  return c >> 2;
}

/** Suit of a card, 0–3 = clubs, diamonds, hearts, spades. */
export function suitOf(c: Card): Suit {
  return c & 3;
}

/** "As", "Td", "2c". */
export function formatCard(c: Card): string {
  return `${RANKS[rankOf(c)]}${SUITS[suitOf(c)]}`;
}

/** Where each letter stands in `RANKS` or `SUITS`, by its code; -1 for others. */
const rankOfLetter = /* @__PURE__ */ placesOf(RANKS);
const suitOfLetter = /* @__PURE__ */ placesOf(SUITS);

function placesOf(letters: string): Int8Array {
  return Int8Array.from({ length: 128 }, (_, code) => letters.indexOf(String.fromCharCode(code)));
}

/** Reads "As" or "Td"; `null` for anything else, also for lower-case ranks and "10d". */
export function parseCard(text: string): Card | null {
  return text.length === 2 ? cardAt(text, 0) : null;
}

/** The card written at `at`, in two letters. */
function cardAt(text: string, at: number): Card | null {
  const rank = rankOfLetter[text.charCodeAt(at)] ?? -1;
  const suit = suitOfLetter[text.charCodeAt(at + 1)] ?? -1;
  return rank < 0 || suit < 0 ? null : ((rank * 4 + suit) as Card);
}

/** Reads cards written one after another, with or without blanks between: "AsKd", "Qh 8s 3c". `null` when any of it is not a card. */
export function parseCards(text: string): Card[] | null {
  const cards: Card[] = [];
  for (let at = 0; at < text.length; ) {
    if (isBlank(text.charCodeAt(at))) at += 1;
    else {
      const one = cardAt(text, at);
      if (one === null) return null;
      cards.push(one);
      at += 2;
    }
  }
  return cards;
}

/** A space, a tab or the end of a line. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** All 52 in the order of their numbers: 2c, 2d, … As. */
export function orderedDeck(): Card[] {
  return Array.from({ length: DECK_SIZE }, (_, n) => n as Card);
}
