/** How many notices are kept, and how long. @see rules/NOTICE.md NOTICE-5 and NOTICE-6. */
export const MOST_NOTICES = 200;
const DAY_MS = 86_400_000;
const DAYS_KEPT = 90;

/** The first millisecond of the day, by UTC, that a moment is in. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

/** Notices of what happened before are kept no longer: whole days, so that what is collapsed by the day goes as a whole. */
export function keptSince(nowMs: number): number {
  return dayOf(nowMs) - DAYS_KEPT * DAY_MS;
}
