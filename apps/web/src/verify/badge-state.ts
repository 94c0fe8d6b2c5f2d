import type { HandVerification, TableVerification } from '@aboveboard/client';

export type BadgeState = HandVerification['level'];

/** A failure outlives every later hand; else the last hand that ended counts, or the one going on when there is none. */
export function badgeOf(verification: TableVerification): {
  readonly state: BadgeState;
  readonly hand: HandVerification | null;
} {
  const failed = verification.recent.find((hand) => hand.level === 'failed');
  const hand =
    failed ??
    (verification.current?.level === 'failed' ? verification.current : null) ??
    verification.recent[0] ??
    verification.current;
  return { state: hand?.level ?? 'none', hand: hand ?? null };
}
