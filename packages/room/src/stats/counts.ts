/**
 * What is counted of a player, as whole numbers only: counts of hands in any order, on any table, add up to the same, and a figure is
 * divided when it is read.
 *
 * @see rules/STAT.md for when each of them counts.
 */

/** Every field is a sum over hands; STAT-n says of what. */
export interface Counts {
  /** STAT-1. */
  readonly hands: number;
  /** Hands in which the seat had a turn on the opening street: what `vpip` and `pfr` are parts of (STAT-2). */
  readonly turns: number;
  readonly vpip: number;
  readonly pfr: number;
  readonly threeBetChances: number;
  readonly threeBets: number;
  readonly threeBetsFaced: number;
  readonly threeBetFolds: number;
  /** Bets and raises after the opening street, and calls there: actions, not hands (STAT-6). */
  readonly bets: number;
  readonly calls: number;
  readonly sawNext: number;
  readonly showdowns: number;
  readonly showdownsWon: number;
  readonly cBetChances: number;
  readonly cBets: number;
  /** Chips won less chips lost, after rake. */
  readonly net: number;
  /** The same in thousandths of the big blind, rounded hand by hand (STAT-10). */
  readonly netMilliBlinds: number;
}

export const NO_COUNTS: Counts = {
  hands: 0,
  turns: 0,
  vpip: 0,
  pfr: 0,
  threeBetChances: 0,
  threeBets: 0,
  threeBetsFaced: 0,
  threeBetFolds: 0,
  bets: 0,
  calls: 0,
  sawNext: 0,
  showdowns: 0,
  showdownsWon: 0,
  cBetChances: 0,
  cBets: 0,
  net: 0,
  netMilliBlinds: 0,
};

/** Counts while a hand is read. */
export type CountsDraft = { -readonly [Field in keyof Counts]: Counts[Field] };

const FIELDS = Object.keys(NO_COUNTS) as readonly (keyof Counts)[];

/** Both together, whichever comes first. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum: CountsDraft = { ...a };
  for (const field of FIELDS) sum[field] += b[field];
  return sum;
}
