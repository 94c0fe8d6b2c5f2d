/**
 * Suits that can be exchanged. AsAh against KsKd has the same odds as AdAc against KdKh: what lies elsewhere decides which exchanges
 * leave everything as it is.
 */
import { type Card, rankOf, suitOf } from '@aboveboard/engine';

/** Where each suit goes. */
export type Exchange = readonly number[];

const EXCHANGES: readonly Exchange[] = [0, 1, 2, 3].flatMap((a) =>
  [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].filter((c) => new Set([a, b, c]).size === 3).map((c) => [a, b, c, 6 - a - b - c])),
);

/** The exchanges of suits that map each of these sets of cards onto itself. */
export function exchangesKeeping(sets: readonly (readonly Card[])[]): readonly Exchange[] {
  return EXCHANGES.filter((exchange) =>
    sets.every((cards) => {
      const inSet = new Set<number>(cards);
      return cards.every((card) => inSet.has(exchanged(card, exchange)));
    }),
  );
}

/** For each of some sets of cards, at which place among them the set lies that it turns into; -1 where it is none of them. */
export function imagesOf(sets: readonly (readonly Card[])[], exchange: Exchange): Int32Array {
  const places = new Map(sets.map((cards, place) => [keyOf(cards), place]));
  return Int32Array.from(sets, (cards) => places.get(keyOf(cards.map((card) => exchanged(card, exchange)))) ?? -1);
}

function keyOf(cards: readonly number[]): string {
  return cards.toSorted((a, b) => a - b).join();
}

function exchanged(card: Card, exchange: Exchange): number {
  return rankOf(card) * 4 + (exchange[suitOf(card)] as number);
}
