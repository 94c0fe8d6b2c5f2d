import type { HandVerification, TableVerification } from '@aboveboard/client';

export type BadgeState = HandVerification['level'];

/** A failure outlives every later hand. Else the last hand that ended counts, unless it proves nothing and one is being checked. */
export function badgeOf({ current, recent }: TableVerification): {
  readonly state: BadgeState;
  readonly hand: HandVerification | null;
} {
  const failed = [...recent, ...(current ? [current] : [])].find((hand) => hand.level === 'failed');
  const last = recent[0]?.level === 'none' && current?.level === 'pending' ? current : (recent[0] ?? current);
  const hand = failed ?? last;
  return { state: hand?.level ?? 'none', hand };
}
