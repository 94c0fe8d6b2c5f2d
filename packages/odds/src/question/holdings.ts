/** All the ways a hand may be held, to its last card. */
import type { Card } from '@aboveboard/engine';
import { choices, choose } from '../exact/choose.ts';
import type { Prepared, PreparedHand } from './prepare.ts';

/** Cards as 52 bits in two halves: two sets share a card where both have a bit. */
export interface CardSet {
  readonly low: number;
  readonly high: number;
}

/** A hand held in full. */
export interface Holding extends CardSet {
  readonly cards: readonly Card[];
  readonly weight: number;
}

/** Ways to hold a hand, before other hands take cards from it. */
export function holdingCount({ combos, missing }: PreparedHand, { rest }: Prepared): number {
  return combos ? combos.length : choose(rest.length, missing);
}

export function holdingsOf({ known, combos, missing }: PreparedHand, { rest }: Prepared): Holding[] {
  if (combos) return combos.map(({ cards, weight }) => holding(cards, weight));
  return Array.from(choices(rest, missing), (more) => holding([...known, ...more], 1));
}

function holding(cards: readonly Card[], weight: number): Holding {
  return { cards, weight, ...cardSet(cards) };
}

export function cardSet(cards: readonly Card[]): CardSet {
  let low = 0;
  let high = 0;
  for (const card of cards) {
    if (card < 26) low |= 1 << card;
    else high |= 1 << (card - 26);
  }
  return { low, high };
}

export function shareCards(a: CardSet, b: CardSet): boolean {
  return (a.low & b.low) !== 0 || (a.high & b.high) !== 0;
}
