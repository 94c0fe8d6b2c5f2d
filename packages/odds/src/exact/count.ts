/**
 * Every deal counted, where that can be done in the time given.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Progress } from '../progress.ts';
import { holdingCount, holdingsOf } from '../question/holdings.ts';
import type { Prepared, PreparedHand } from '../question/prepare.ts';
import type { Tally } from '../tally.ts';
import { boardSets, countByBoard } from './by-board.ts';
import { boardsToMeet, countByMatchup } from './by-matchup.ts';
import { distinctMatchups } from './matchups.ts';

/** Board cards to come from which on boards are taken by their classes. */
const MANY_TO_COME = 3;
/** More ways than this to hold the hands are not listed, whatever the time given: memory would run out first. */
const MOST_HOLDINGS = 2_000_000;

/** Work is counted in hands to rank and hands to compare, some ten million of which take a second. */
export interface TooMuchWork {
  readonly code: 'TOO_MUCH_WORK';
}

type Plan = Result<(tally: Tally) => Generator<Progress, void>, TooMuchWork>;
const TOO_MUCH = err({ code: 'TOO_MUCH_WORK' } as const);

/** A way to count everything within `mostWork`, or that there is none. Counts beyond 2^53 would not be exact, so there is none for them. */
export function planCount(prepared: Prepared, mostWork: number): Plan {
  const { game, boards, hands } = prepared;
  const ways = hands.map((hand) => holdingCount(hand, prepared));
  const meetings = ways.reduce((product, count) => product * count, 1);
  const weights = hands.reduce((product, hand) => product * greatestWeight(hand), 1);
  const isListable = ways.reduce((sum, count) => sum + count, 0) <= MOST_HOLDINGS;
  const isCountable = meetings * weights * boardSets(prepared) <= Number.MAX_SAFE_INTEGER;
  if (meetings > mostWork || !isListable || !isCountable) return TOO_MUCH;
  const isByMatchup = game.boards === 1 && game.boardCards - (boards[0]?.length ?? 0) >= MANY_TO_COME;
  return isByMatchup ? planByMatchup(prepared, mostWork) : planByBoard(prepared, ways, meetings, mostWork);
}

function planByMatchup(prepared: Prepared, mostWork: number): Plan {
  const { game, hands } = prepared;
  const matchups = distinctMatchups(
    prepared,
    hands.map((hand) => holdingsOf(hand, prepared)),
  );
  const showdowns = matchups.reduce((sum, matchup) => sum + boardsToMeet(prepared, matchup), 0);
  if (showdowns * hands.length * game.wins.length > mostWork) return TOO_MUCH;
  return ok((tally) => countByMatchup(prepared, matchups, tally));
}

function planByBoard(prepared: Prepared, ways: readonly number[], meetings: number, mostWork: number): Plan {
  const { game, hands } = prepared;
  const ranked = ways.reduce((sum, count) => sum + count, 0) * game.wins.length * game.boards;
  if (boardSets(prepared) * (ranked + meetings) > mostWork) return TOO_MUCH;
  return ok((tally) =>
    countByBoard(
      prepared,
      hands.map((hand) => holdingsOf(hand, prepared)),
      tally,
    ),
  );
}

function greatestWeight({ combos }: PreparedHand): number {
  return (combos ?? []).reduce((most, { weight }) => Math.max(most, weight), 1);
}
