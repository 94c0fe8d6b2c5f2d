/** Boards: who is where, with what. @see rules/RANK.md RANK-3, RANK-4. */
import type { PlayerId } from '@aboveboard/engine';
import type { Period } from './periods.ts';
import type { Ratings } from './ratings.ts';
import type { Tallies, Tally } from './tallies.ts';

/** Chips; big blinds for 100 hands; hours at the table; hands dealt in. */
export type BoardKind = 'net' | 'blinds-per-100' | 'hours' | 'hands';

export interface BoardRow {
  /** From 1; equal values share a place, and the next one is left out for each that does. */
  readonly place: number;
  readonly player: PlayerId;
  /** Rounded as it is shown: what looks equal is. */
  readonly value: number;
}

/** @param leastHands for bb/100, of which a few hands say nothing; the sums are open to everybody. */
export function leaderboard(tallies: Tallies, period: Period, kind: BoardKind, leastHands: number): BoardRow[] {
  const isEnough = ({ hands }: Tally): boolean => kind !== 'blinds-per-100' || hands >= leastHands;
  const own = Object.values(tallies).filter((tally) => tally.period === period && isEnough(tally));
  return placed(own.map((tally) => ({ player: tally.player, value: worthOf(kind, tally) })));
}

/** The board of ratings, in whole points. @param leastHands rated ones, below which a rating is not listed. */
export function ratingBoard(ratings: Ratings, leastHands: number): BoardRow[] {
  const listed = [...ratings].filter(([, { hands }]) => hands >= leastHands);
  return placed(listed.map(([player, { rating }]) => ({ player, value: Math.round(rating) })));
}

function worthOf(kind: BoardKind, { net, netMilliBlinds, playedMs, hands }: Tally): number {
  switch (kind) {
    case 'net':
      return net;
    case 'blinds-per-100':
      return hundredths(netMilliBlinds / 10 / hands);
    case 'hours':
      return hundredths(playedMs / 3_600_000);
    default:
      return hands;
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100 + 0; // and no -0
}

/** Highest first; who shares a place is listed by id, so that a board is the same each time it is made. */
function placed(entries: readonly { readonly player: PlayerId; readonly value: number }[]): BoardRow[] {
  const inOrder = entries.toSorted((a, b) => b.value - a.value || (a.player < b.player ? -1 : 1));
  let place = 0;
  return inOrder.map(({ player, value }, index) => {
    if (value !== inOrder[index - 1]?.value) place = index + 1;
    return { place, player, value };
  });
}
