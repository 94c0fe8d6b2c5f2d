/** The periods that a moment is in, all by UTC. @see rules/RANK.md RANK-1. */

/** `all`, `day 2026-11-21`, `week 2026-W47`, `month 2026-11` or `year 2026`: those of a kind are ordered as text. */
export type Period = string;

export type PeriodKind = 'all' | 'day' | 'week' | 'month' | 'year';

export const DAY_MS = 86_400_000;

/** Of each kind, periods that began this many days ago or earlier are dropped (RANK-10). */
const KEPT_DAYS = { day: 35, week: 371, month: 731, year: 3_653 } as const;

const PERIOD_OF: Readonly<Record<PeriodKind, (atMs: number) => Period>> = {
  all: () => 'all',
  day: (atMs) => `day ${new Date(atMs).toISOString().slice(0, 10)}`,
  week: weekOf,
  month: (atMs) => `month ${new Date(atMs).toISOString().slice(0, 7)}`,
  year: (atMs) => `year ${new Date(atMs).toISOString().slice(0, 4)}`,
};

const KINDS = Object.keys(PERIOD_OF) as readonly PeriodKind[];

/** The period of a kind that a moment is in. */
export function periodOf(kind: PeriodKind, atMs: number): Period {
  return PERIOD_OF[kind](atMs);
}

export function periodsOf(atMs: number): Period[] {
  return KINDS.map((kind) => periodOf(kind, atMs));
}

/** The last period of each kind that is not kept any more at `nowMs`. */
export function droppedPeriods(nowMs: number): { readonly kind: PeriodKind; readonly last: Period }[] {
  const kinds = Object.entries(KEPT_DAYS) as [keyof typeof KEPT_DAYS, number][];
  return kinds.map(([kind, days]) => ({ kind, last: periodOf(kind, nowMs - days * DAY_MS) }));
}

/** Every period that is kept at `nowMs`. */
export function keptPeriods(nowMs: number): readonly Period[] {
  const kinds = Object.entries(KEPT_DAYS) as [keyof typeof KEPT_DAYS, number][];
  const byDay = kinds.flatMap(([kind, days]) =>
    Array.from({ length: days }, (_, back) => periodOf(kind, nowMs - back * DAY_MS)),
  );
  return ['all', ...new Set(byDay)];
}

/** Tells whether a period is kept at `nowMs`: what is in none that is has no place on any board but that of all time. */
export function keptAt(nowMs: number): (period: Period) => boolean {
  const dropped = droppedPeriods(nowMs);
  return (period) => !dropped.some(({ kind, last }) => period.startsWith(kind) && period <= last);
}

/** ISO 8601: a week begins on Monday and belongs to the year that has its Thursday. */
function weekOf(atMs: number): Period {
  const date = new Date(atMs);
  const thursday = new Date(atMs + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `week ${year}-W${String(week).padStart(2, '0')}`;
}
