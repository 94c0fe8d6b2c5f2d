/**
 * Suits that can be exchanged. AsAh against KsKd has the same odds as AdAc against KdKh: what lies elsewhere decides which exchanges
 * leave everything as it is.
 */
import { type Card, rankOf, suitOf } from '@aboveboard/engine';

/** Where each suit goes. */
type Exchange = readonly number[];

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

/** One and the same text for all sets of hands that the exchanges turn into each other; the order of the hands counts. */
export function matchupKey(hands: readonly (readonly Card[])[], exchanges: readonly Exchange[]): string {
  let least = '';
  for (const exchange of exchanges) {
    let key = '';
    for (const hand of hands)
      key += String.fromCharCode(...hand.map((card) => exchanged(card, exchange) + 1).sort((a, b) => a - b), 0);
    if (least === '' || key < least) least = key;
  }
  return least;
}

function exchanged(card: Card, exchange: Exchange): number {
  return rankOf(card) * 4 + (exchange[suitOf(card)] as number);
}
