/** The periods that a moment is in, all by UTC. @see rules/RANK.md RANK-1. */

/** `all`, `day 2026-11-21`, `week 2026-W47` or `month 2026-11`: those of a kind are ordered as text. */
export type Period = string;

export const DAY_MS = 86_400_000;

/** Of each kind, periods that began this many days ago or earlier are dropped (RANK-9). */
const KEPT_DAYS = { day: 35, week: 371, month: 731 } as const;

export function periodsOf(atMs: number): Period[] {
  return ['all', dayOf(atMs), weekOf(atMs), monthOf(atMs)];
}

/** Whether a period is kept at `nowMs`: what is in none that is has no place on any board but that of all time. */
export function isKept(period: Period, nowMs: number): boolean {
  const ago = (days: number): number => nowMs - days * DAY_MS;
  if (period.startsWith('day ')) return period > dayOf(ago(KEPT_DAYS.day));
  if (period.startsWith('week ')) return period > weekOf(ago(KEPT_DAYS.week));
  return !period.startsWith('month ') || period > monthOf(ago(KEPT_DAYS.month));
}

function dayOf(atMs: number): Period {
  return `day ${new Date(atMs).toISOString().slice(0, 10)}`;
}

function monthOf(atMs: number): Period {
  return `month ${new Date(atMs).toISOString().slice(0, 7)}`;
}

/** ISO 8601: a week begins on Monday and belongs to the year that has its Thursday. */
function weekOf(atMs: number): Period {
  const date = new Date(atMs);
  const thursday = new Date(atMs + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `week ${year}-W${String(week).padStart(2, '0')}`;
}
