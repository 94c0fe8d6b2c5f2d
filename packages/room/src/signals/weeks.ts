/** The weeks that counts are kept by, and how much an old one still weighs. @see rules/SIGNAL.md SIGNAL-6. */
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
/** Weeks that are kept: this one and those before it. */
export const WEEKS_KEPT = 12;
const HALVED_AFTER_WEEKS = 4;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The first millisecond of the week, Monday to Sunday by UTC, that a moment is in. */
export function weekOf(atMs: number): number {
  return Math.floor((atMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
}

/** 1 for this week, half of it four weeks ago, 0 for what is kept no longer and for what is still to come. */
export function weightOf(weekMs: number, nowMs: number): number {
  const age = Math.round((weekOf(nowMs) - weekMs) / WEEK_MS);
  return age < 0 || age >= WEEKS_KEPT ? 0 : 2 ** (-age / HALVED_AFTER_WEEKS);
}

/** The first week that is kept when `weekMs` is the newest. */
export function firstKept(weekMs: number): number {
  return weekMs - (WEEKS_KEPT - 1) * WEEK_MS;
}
