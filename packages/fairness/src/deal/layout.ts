/**
 * How a game's cards are laid out in the cut deck: all of a game that the deal depends on, as the start state carries it and OPEN binds it.
 *
 * @see rules/DEAL.md
 */
import type { BoardDeal } from './board.ts';

/** Decks that hands of cards are sealed with; see `deck/spec.ts`. */
type DealSpec = 1 | 2 | 3;

export type DealLayout =
  /** Own cards, then five cards for each of `boards`; on 52 cards, or on 36 (spec 3). */
  | ({ readonly spec: 1 | 3 } & BoardDeal)
  /** Seven cards a seat, street by street. */
  | { readonly spec: 1; readonly game: 'stud' }
  /** Own cards, `board` cards in the middle (5 or none), and all others for draws; the discards are dealt again when they are used up. */
  | { readonly spec: 2; readonly game: 'draw'; readonly hole: number; readonly board: number };

/** The layout as a start state carries it, or null for anything else. Exactly these fields: each game has one spelling. */
export function parseDealLayout(value: unknown): DealLayout | null {
  if (typeof value !== 'object' || value === null) return null;
  const { game, spec, hole, boards, board, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0 || !isSpec(spec)) return null;
  if (game === 'board' && board === undefined) return boardLayout(spec, hole, boards);
  if (game === 'stud' && spec === 1 && [hole, boards, board].every((n) => n === undefined)) return { game, spec };
  if (game === 'draw' && spec === 2 && boards === undefined) return drawLayout(hole, board);
  return null;
}

function boardLayout(spec: DealSpec, hole: unknown, boards: unknown): DealLayout | null {
  return spec !== 2 && isWithin(hole, 1, 6) && isWithin(boards, 1, 2) ? { game: 'board', spec, hole, boards } : null;
}

function drawLayout(hole: unknown, board: unknown): DealLayout | null {
  const isBoard = board === 0 || board === 5;
  return isBoard && isWithin(hole, 1, 6) ? { game: 'draw', spec: 2, hole, board } : null;
}

function isSpec(n: unknown): n is DealSpec {
  return n === 1 || n === 2 || n === 3;
}

function isWithin(n: unknown, least: number, most: number): n is number {
  return Number.isInteger(n) && (n as number) >= least && (n as number) <= most;
}
