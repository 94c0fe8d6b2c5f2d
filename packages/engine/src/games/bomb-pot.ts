/** Bomb pots: everybody antes, and the flop comes before the first bet. */
import type { Game } from '../poker/game.ts';

/** `game` played as a bomb pot on one or two boards; a game with a board and blinds, as plain data like every other. */
export function bombPot(game: Game, boards: 1 | 2): Game {
  const [first, flop, ...rest] = game.streets;
  if (!first?.hole || !flop?.board) throw new RangeError(`${game.code} has no flop to begin with`);
  const opening = { ...flop, hole: first.hole, board: (first.board ?? 0) + flop.board };
  return { ...game, code: `${game.code}-B${boards}`, forced: 'antes', boards, streets: [opening, ...rest] };
}
