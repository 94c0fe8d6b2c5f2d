/**
 * Deal positions of board games: hole cards round by round, then five cards for each board. There are no burn cards, since
 * nobody can mark a sealed slot; and a fold changes nothing anywhere.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Fault, refuse } from '../fault.ts';

export type BoardDeal = { readonly game: 'board'; readonly hole: number; readonly boards: number };

const BOARD_CARDS = 5;

/** How many positions `seats` seats need, or TOO_MANY_CARDS for more than the deck's `size`. */
export function cardsNeeded(deal: BoardDeal, seats: number, size: number): Result<number, Fault> {
  const needed = deal.hole * seats + BOARD_CARDS * deal.boards;
  return needed <= size ? ok(needed) : refuse('TOO_MANY_CARDS', `the deal needs ${needed} cards of ${size}`);
}

/** Positions of the hole cards of the seat that stands `i`th in OPEN: r·n + i. */
export function holePositions(deal: BoardDeal, seats: number, i: number): number[] {
  return Array.from({ length: deal.hole }, (_, r) => r * seats + i);
}

/** Positions of board `b`, flop to river: h·n + 5b + j. */
export function boardPositions(deal: BoardDeal, seats: number, b = 0): number[] {
  return Array.from({ length: BOARD_CARDS }, (_, j) => deal.hole * seats + BOARD_CARDS * b + j);
}
