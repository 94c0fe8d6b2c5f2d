/** The figures that players know, divided out of counts. @see rules/STAT.md */
import type { Counts } from './counts.ts';

/** Parts of 1, but for `aggression` and `blindsPer100`; `null` where there was nothing to divide by (STAT-13). */
export interface Figures {
  readonly hands: number;
  readonly vpip: number | null;
  readonly pfr: number | null;
  readonly threeBet: number | null;
  readonly foldToThreeBet: number | null;
  /** Bets and raises for each call. */
  readonly aggression: number | null;
  readonly wentToShowdown: number | null;
  readonly wonAtShowdown: number | null;
  readonly cBet: number | null;
  /** Chips. */
  readonly net: number;
  readonly blindsPer100: number | null;
}

export function figuresOf(counts: Counts): Figures {
  return {
    hands: counts.hands,
    vpip: part(counts.vpip, counts.turns),
    pfr: part(counts.pfr, counts.turns),
    threeBet: part(counts.threeBets, counts.threeBetChances),
    foldToThreeBet: part(counts.threeBetFolds, counts.threeBetsFaced),
    aggression: part(counts.bets, counts.calls),
    wentToShowdown: part(counts.showdowns, counts.sawNext),
    wonAtShowdown: part(counts.showdownsWon, counts.showdowns),
    cBet: part(counts.cBets, counts.cBetChances),
    net: counts.net,
    blindsPer100: part(counts.netMilliBlinds / 10, counts.hands),
  };
}

function part(some: number, of: number): number | null {
  return of === 0 ? null : some / of;
}
