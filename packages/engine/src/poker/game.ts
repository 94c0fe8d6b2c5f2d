/**
 * A game described as plain data. No game has code of its own: what is dealt on which street, how bets are limited and how hands
 * rank is read from here, so stud, draw and Omaha are further rows of the same shape.
 */

/** One round of dealing followed by one round of betting. */
export interface Street {
  readonly name: 'preflop' | 'flop' | 'turn' | 'river';
  /** Cards dealt to each seat, face down. */
  readonly hole: number;
  /** Cards dealt to the board. */
  readonly board: number;
}

export interface Game {
  /** PHH's code of the variant. */
  readonly code: 'NT';
  readonly deckSize: number;
  readonly streets: readonly Street[];
  readonly limit: 'no-limit';
  /** How a seat makes its hand: best five of all its hole cards and the board, highest wins. */
  readonly handType: 'high';
}

export const NO_LIMIT_HOLDEM: Game = {
  code: 'NT',
  deckSize: 52,
  streets: [
    { name: 'preflop', hole: 2, board: 0 },
    { name: 'flop', hole: 0, board: 3 },
    { name: 'turn', hole: 0, board: 1 },
    { name: 'river', hole: 0, board: 1 },
  ],
  limit: 'no-limit',
  handType: 'high',
};

/** Hole cards a seat gets in the whole hand. */
export function holeCardCount(game: Game): number {
  let count = 0;
  for (const street of game.streets) count += street.hole;
  return count;
}

/** Board cards once every street is dealt. */
export function boardCardCount(game: Game): number {
  let count = 0;
  for (const street of game.streets) count += street.board;
  return count;
}
