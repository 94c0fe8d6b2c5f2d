/** Boards and ratings out of all hands at once, the plain way: what those in the database must come to. */
import type { PlayerId } from '@aboveboard/engine';
import type { Period } from './periods.ts';
import { type Pairings, type PlayerRating, type Ratings, rateDay } from './ratings.ts';
import type { Tallies, Tally } from './tallies.ts';

/** Chips; big blinds for 100 hands; hours at the table; hands dealt in. */
export type BoardKind = 'net' | 'bb100' | 'hours' | 'hands';

export interface BoardRow {
  readonly place: number;
  readonly player: PlayerId;
  readonly value: number;
}

export function leaderboard(tallies: Tallies, period: Period, kind: BoardKind, leastHands: number): BoardRow[] {
  const own = Object.values(tallies).filter((tally) => tally.period === period && tally.hands >= leastHands);
  return placed(own.map((tally) => ({ player: tally.player, value: worthOf(kind, tally) })));
}

export function ratingBoardOf(ratings: Ratings, leastHands: number): BoardRow[] {
  const listed = [...ratings].filter(([, { hands }]) => hands >= leastHands);
  return placed(listed.map(([player, { rating }]) => ({ player, value: Math.round(rating) })));
}

/** Ratings after all days of `pairings`, the earliest first. */
export function rateDays(before: Ratings, pairings: Pairings): Ratings {
  const byDay = Map.groupBy(Object.values(pairings), ({ day }) => day);
  const ratings = new Map<PlayerId, PlayerRating>(before);
  for (const [day, played] of [...byDay].sort(([a], [b]) => a - b)) {
    const everybody = new Set(played.flatMap(({ first, second }) => [first, second]));
    for (const [player, rating] of rateDay(ratings, day, played, everybody)) ratings.set(player, rating);
  }
  return ratings;
}

function worthOf(kind: BoardKind, { net, netMilliBlinds, playedMs, hands }: Tally): number {
  switch (kind) {
    case 'net':
      return net;
    case 'bb100':
      return quotient(netMilliBlinds * 10, hands) / 100;
    case 'hours':
      return quotient(playedMs, 36_000) / 100;
    default:
      return hands;
  }
}

/** To the nearest whole number, halves away from zero. */
function quotient(a: number, b: number): number {
  const [size, by] = [BigInt(Math.abs(a)), BigInt(b)];
  const whole = Number(size / by) + ((size % by) * 2n >= by ? 1 : 0);
  return a < 0 ? 0 - whole : whole;
}

/** Highest first; who shares a place is listed by id. */
function placed(entries: readonly { readonly player: PlayerId; readonly value: number }[]): BoardRow[] {
  const inOrder = entries.toSorted((a, b) => b.value - a.value || (a.player < b.player ? -1 : 1));
  let place = 0;
  return inOrder.map(({ player, value }, index) => {
    if (value !== inOrder[index - 1]?.value) place = index + 1;
    return { place, player, value };
  });
}
