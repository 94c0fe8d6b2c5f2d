/** How often two people who played the same stakes on the same day were to be expected at one table, and how often they were. */
import { assert } from '@aboveboard/kit';

/** A day, by UTC, on which both played a game at the same stakes, at tables that anybody may join. */
export interface SharedDay {
  /** Tables of that game and those stakes at which anybody played that day. */
  readonly tables: number;
  /** How many of them each of the two sat down at. */
  readonly ofA: number;
  readonly ofB: number;
  readonly together: boolean;
}

export interface Togetherness {
  readonly days: number;
  readonly together: number;
  readonly expected: number;
  readonly variance: number;
}

/** @see rules/SIGNAL.md SIGNAL-4. */
export function togetherness(days: readonly SharedDay[]): Togetherness {
  let expected = 0;
  let variance = 0;
  for (const day of days) {
    const chance = chanceToMeet(day);
    expected += chance;
    variance += chance * (1 - chance);
  }
  return { days: days.length, together: days.filter(({ together }) => together).length, expected, variance };
}

/** The chance that two choose a table in common where each chooses so many of `tables`, whichever they like. */
export function chanceToMeet({ tables, ofA, ofB }: Omit<SharedDay, 'together'>): number {
  assert(ofA >= 1 && ofB >= 1 && ofA <= tables && ofB <= tables, 'more tables than there are');
  let apart = 1;
  for (let n = 0; n < ofB; n++) apart *= Math.max(0, tables - ofA - n) / (tables - n);
  return 1 - apart;
}
