/** A board that the players agreed to run several times: the text tells run after run, the hand goes street by street. */
import { type Card, parseCards } from '@aboveboard/engine';
import type { PhhAction } from '../phh/action.ts';
import { runsRemark } from '../replay/remarks.ts';
import { BOARD_AFTER, type Street } from './lines.ts';

export interface Runs {
  /** Where among the actions the runs begin. */
  readonly at: number;
  /** The cards that all runs share. */
  readonly shared: readonly Card[];
  /** What each run adds, a list of cards for each of its streets. */
  readonly added: (readonly Card[])[][];
}

/** Adds a street of run `run`, counted from 1. The answer is what is wrong with it, or null. */
export function takeRun({ shared, added }: Runs, run: number, street: Street, text: string): string | null {
  const after = BOARD_AFTER[street];
  if (after === undefined) return null;
  const streets = added[run - 1] ?? [];
  const isNext = run === added.length || run === added.length + 1;
  const cards = parseCards(text) ?? [];
  const before = shared.length + streets.flat().length;
  const wanted = after === 3 ? 3 : 1;
  if (!isNext || cards.length !== wanted || before + wanted !== after) return `not the ${street} of the next run`;
  added[run - 1] = [...streets, cards];
  return null;
}

/** Each run's whole board, first run first. */
export function boardsOf({ shared, added }: Runs): readonly (readonly Card[])[] {
  return added.map((streets) => [...shared, ...streets.flat()]);
}

/** The actions with the runs in them: the agreement, then each street of all boards. */
export function withRuns(actions: readonly PhhAction[], { at, added }: Runs): PhhAction[] {
  const streets = added[0] ?? [];
  const deals = streets.flatMap((_, street) =>
    added.map((run, i): PhhAction => ({ kind: 'deal-board', cards: run[street] ?? [], comment: `board ${i + 1}` })),
  );
  return [...actions.slice(0, at), { kind: 'no-op', comment: runsRemark(added.length) }, ...deals, ...actions.slice(at)];
}
