/** Which holdings can meet: hands in full that share no card. */
import type { Card } from '@aboveboard/engine';
import type { Holding } from '../question/holdings.ts';
import type { Prepared } from '../question/prepare.ts';
import { exchangesKeeping, matchupKey } from './suit-symmetry.ts';

/** Hands in full that meet, and how much their meeting weighs: the product of their weights, or several such sums. */
export interface Matchup {
  readonly hands: readonly (readonly Card[])[];
  readonly weight: number;
}

/**
 * The matchups of these holdings. Those that differ by an exchange of suits alone are counted as one, with their weights together:
 * aces against kings are three matchups, not thirty-six.
 */
export function distinctMatchups({ boards, rest }: Prepared, holdings: readonly (readonly Holding[])[]): Matchup[] {
  const exchanges = exchangesKeeping([...boards, rest]);
  const found = new Map<string, { hands: readonly (readonly Card[])[]; weight: number }>();
  eachMatchup(holdings, (hands, weight) => {
    const key = matchupKey(hands, exchanges);
    const known = found.get(key);
    if (known) known.weight += weight;
    else found.set(key, { hands: [...hands], weight });
  });
  return [...found.values()];
}

/** Calls `visit` with the hands of every matchup; the list is only good until the next call. */
function eachMatchup(
  holdings: readonly (readonly Holding[])[],
  visit: (hands: readonly (readonly Card[])[], weight: number) => void,
): void {
  const hands: (readonly Card[])[] = [];
  const from = (low: number, high: number, weight: number): void => {
    const ways = holdings[hands.length];
    if (!ways) {
      visit(hands, weight);
      return;
    }
    for (const held of ways) {
      if ((held.low & low) !== 0 || (held.high & high) !== 0) continue;
      hands.push(held.cards);
      from(low | held.low, high | held.high, weight * held.weight);
      hands.pop();
    }
  };
  from(0, 0, 1);
}
