/** The badge: the most that may be claimed about a hand, and never more. */
import type { Check } from './check.ts';

/**
 * `verified`: every check passed and one's own seed is in the cut. `not-contributed`: every check passed, but the cut is
 * by others' seeds, so nothing is proven to this player about it. `none`: nobody contributed, or the hand was void or
 * refunded. `failed`: a check failed, for good. What `verified` says in words is in docs/verify/README.md.
 */
export type BadgeLevel = 'verified' | 'failed' | 'not-contributed' | 'pending' | 'none';

export function badgeLevel(hand: {
  readonly checks: readonly Check[];
  /** Void before the cut, or refunded because its box could not be read. */
  readonly isAborted: boolean;
  /** Whether any seat has a commit in OPEN; null before OPEN. */
  readonly hasContributors: boolean | null;
  readonly isContributor: boolean;
}): BadgeLevel {
  if (hand.checks.some(({ state }) => state === 'failed')) return 'failed';
  if (hand.isAborted || hand.hasContributors === false) return 'none';
  if (hand.checks.some(({ state }) => state === 'pending')) return 'pending';
  return hand.isContributor ? 'verified' : 'not-contributed';
}
