import { assert } from '@aboveboard/kit';
import { SUITS, type Suit } from './suit-shapes.ts';

/** 0–12 for two to ace. */
export function rankOf(card: number): number {
  assert(Number.isInteger(card) && card >= 0 && card < 52, `not a card: ${card}`);
  return card >> 2;
}

export function suitOf(card: number): Suit {
  const suit = SUITS[card & 3];
  assert(suit !== undefined && card >= 0, `not a card: ${card}`);
  return suit;
}
