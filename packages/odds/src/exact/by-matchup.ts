/**
 * Exact odds matchup by matchup, for many board cards to come: boards come by their classes, so each matchup is quick.
 */
import type { Card } from '@aboveboard/engine';
import type { Progress } from '../progress.ts';
import type { Prepared } from '../question/prepare.ts';
import { withBoard } from '../showdown.ts';
import { addDeals, type Tally } from '../tally.ts';
import { eachBoardClass, mostClasses } from './board-classes.ts';
import { choices, choose } from './choose.ts';
import { flushNeeds } from './flush-need.ts';
import type { Matchup } from './matchups.ts';

/** Counts every board of every matchup into `tally`; a game with one board only. */
export function* countByMatchup(prepared: Prepared, matchups: readonly Matchup[], tally: Tally): Generator<Progress, void> {
  for (const [done, matchup] of matchups.entries()) {
    yield { done, total: matchups.length };
    countBoards(prepared, matchup, tally);
  }
}

/** Boards, or classes of boards, that a matchup takes; at most. */
export function boardsToMeet({ game, boards, rest }: Prepared, { hands }: Matchup): number {
  const lying = boards[0] ?? [];
  const toCome = game.boardCards - lying.length;
  const needs = flushNeeds(game.wins, hands, lying, toCome);
  return needs ? mostClasses(toCome, needs) : choose(rest.length, toCome);
}

function countBoards({ game, boards, rest }: Prepared, { hands, weight }: Matchup, tally: Tally): void {
  const lying = boards[0] ?? [];
  const toCome = game.boardCards - lying.length;
  const held = new Set(hands.flat());
  const left = rest.filter((card) => !held.has(card));
  const count = (board: readonly Card[], deals: number): void =>
    addDeals(tally, withBoard(0, game.wins, hands, board), deals * weight);
  const needs = flushNeeds(game.wins, hands, lying, toCome);
  if (needs) eachBoardClass(left, lying, toCome, needs, count);
  else for (const more of choices(left, toCome)) count([...lying, ...more], 1);
}
