/** Which holdings can meet: hands in full that share no card. */
import type { Card } from '@aboveboard/engine';
import type { Holding } from '../question/holdings.ts';
import type { Prepared } from '../question/prepare.ts';
import { exchangesKeeping, imagesOf } from './suit-symmetry.ts';

/** Hands in full that meet, and how much their meeting weighs: the product of their weights, or several such sums. */
export interface Matchup {
  readonly hands: readonly (readonly Card[])[];
  readonly weight: number;
}

/**
 * The matchups of these holdings. Those that differ by an exchange of suits alone are counted as one, with their weights together:
 * aces against kings are three matchups, not thirty-six.
 *
 * A meeting is a number whose digits are the places of its holdings. All its images under the exchanges have numbers, too, and the
 * least of them names the matchup. Images of a holding are looked up, so a meeting costs a few dozen additions.
 */
export function distinctMatchups({ boards, rest }: Prepared, holdings: readonly (readonly Holding[])[]): Matchup[] {
  const cards = holdings.map((ways) => ways.map((held) => held.cards));
  const exchanges = exchangesKeeping([...boards, rest]).map((exchange) => cards.map((sets) => imagesOf(sets, exchange)));
  const sizes = holdings.map((ways) => ways.length);
  const found = new Map<number, { hands: readonly (readonly Card[])[]; weight: number }>();
  eachMeeting(holdings, (places, weight) => {
    let least = Number.POSITIVE_INFINITY;
    for (const images of exchanges) least = Math.min(least, numberOf(places, images, sizes));
    const known = found.get(least);
    if (known) known.weight += weight;
    else found.set(least, { hands: places.map((place, i) => cards[i]?.[place] as readonly Card[]), weight });
  });
  return [...found.values()];
}

/** The number of a meeting's image; infinite when some range does not hold what its hand turns into. */
function numberOf(places: readonly number[], images: readonly Int32Array[], sizes: readonly number[]): number {
  let number = 0;
  for (let i = 0; i < places.length; i++) {
    const image = images[i]?.[places[i] as number] as number;
    if (image < 0) return Number.POSITIVE_INFINITY;
    number = number * (sizes[i] as number) + image;
  }
  return number;
}

/** Calls `visit` with the places of the holdings of every meeting; the list is only good until the next call. */
function eachMeeting(
  holdings: readonly (readonly Holding[])[],
  visit: (places: readonly number[], weight: number) => void,
): void {
  const places: number[] = [];
  const from = (i: number, low: number, high: number, weight: number): void => {
    const ways = holdings[i];
    if (!ways) {
      visit(places, weight);
      return;
    }
    for (let place = 0; place < ways.length; place++) {
      const held = ways[place] as Holding;
      if ((held.low & low) !== 0 || (held.high & high) !== 0) continue;
      places[i] = place;
      from(i + 1, low | held.low, high | held.high, weight * held.weight);
    }
  };
  from(0, 0, 0, 1);
}
