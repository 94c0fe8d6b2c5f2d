/**
 * Every deal counted, where that can be done in the time given.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Progress } from '../progress.ts';
import { holdingCount, holdingsOf } from '../question/holdings.ts';
import type { Prepared } from '../question/prepare.ts';
import type { Tally } from '../tally.ts';
import { boardSets, countByBoard } from './by-board.ts';
import { countByMatchup } from './by-matchup.ts';
import { distinctMatchups } from './matchups.ts';

/** Board cards to come from which on boards are taken by their classes. */
const MANY_TO_COME = 3;
/** About as many classes as boards can have: three cards of any suit matter. */
const MOST_CLASSES = 160_000;

/** Work is counted in hands to rank and hands to compare, some ten million of which take a second. */
export interface TooMuchWork {
  readonly code: 'TOO_MUCH_WORK';
  readonly work: number;
}

/** A way to count everything, or why not. `work` is an estimate from above. */
export function planCount(
  prepared: Prepared,
  mostWork: number,
): Result<(tally: Tally) => Generator<Progress, void>, TooMuchWork> {
  const { game, boards } = prepared;
  const counts = prepared.hands.map((hand) => holdingCount(hand, prepared));
  const meetings = counts.reduce((product, count) => product * count, 1);
  const ranked = counts.reduce((sum, count) => sum + count, 0) * game.wins.length * game.boards;
  const sets = boardSets(prepared);
  const tooMuch = (work: number) => err({ code: 'TOO_MUCH_WORK', work } as const);
  const isByMatchup = game.boards === 1 && game.boardCards - (boards[0]?.length ?? 0) >= MANY_TO_COME;
  if (!isByMatchup) {
    const work = sets * (ranked + meetings);
    if (work > mostWork) return tooMuch(work);
    const holdings = prepared.hands.map((hand) => holdingsOf(hand, prepared));
    return ok((tally) => countByBoard(prepared, holdings, tally));
  }
  if (meetings > mostWork) return tooMuch(meetings);
  const matchups = distinctMatchups(
    prepared,
    prepared.hands.map((hand) => holdingsOf(hand, prepared)),
  );
  const work = matchups.length * Math.min(sets, MOST_CLASSES) * counts.length * game.wins.length;
  return work > mostWork ? tooMuch(work) : ok((tally) => countByMatchup(prepared, matchups, tally));
}
