/**
 * A player's record days, whatever order hands come in: a day stays as long as no earlier day, and no hand of that day, had a larger win.
 *
 * @see rules/NOTICE.md NOTICE-3.
 */
import type { BestWin } from '@aboveboard/storage';

/** @param before the record days so far, by day. @returns the same, by day, when `wins` have come in. */
export function withWins(before: readonly BestWin[], wins: readonly BestWin[]): readonly BestWin[] {
  const records: BestWin[] = [];
  for (const win of [...before, ...wins].sort(byDayThenSize)) {
    const last = records.at(-1);
    if (last === undefined || win.amount > last.amount) records.push(win);
  }
  return records;
}

/** On a day the largest first; of two as large the one that came first. */
function byDayThenSize(a: BestWin, b: BestWin): number {
  const byHand = a.tableId === b.tableId ? a.handNo - b.handNo : a.tableId < b.tableId ? -1 : 1;
  return a.dayMs - b.dayMs || b.amount - a.amount || a.atMs - b.atMs || byHand;
}

/** Those that a player is told of: the first day is the beginning, and no record. */
export function recordDays(wins: readonly BestWin[]): readonly BestWin[] {
  return wins.slice(1);
}
