/**
 * From a game's description to the layout of its deal, which OPEN binds. The layouts are fairness's, the games the engine's: here they meet.
 *
 * @see rules/DEAL.md
 */
import { boardCardCount, type Deck, deckSize, type Game, holeCardCount } from '@aboveboard/engine';
import type { DealLayout } from '@aboveboard/fairness';

const BOARD_CARDS = 5;
const STUD_CARDS = 7;

/**
 * How a game is dealt from a cut deck.
 *
 * @returns null for a game that no deck is sealed for, which a room therefore cannot offer: royal hold'em's twenty cards, and the small
 *   games of study.
 */
export function layoutOf(game: Game): DealLayout | null {
  const spec = specOf(game.deck);
  const hole = holeCardCount(game);
  const board = boardCardCount(game);
  if (spec === null) return null;
  if (game.streets.some(({ draw }) => draw !== undefined)) return drawLayout(game, spec, hole, board);
  if (game.forced === 'bring-in') return spec === 1 && hole === STUD_CARDS && board === 0 ? { game: 'stud', spec } : null;
  const isWhole = isDealtFirst(game, hole) && board === BOARD_CARDS && (game.boards === 1 || game.boards === 2);
  return isWhole ? { game: 'board', spec, hole, boards: game.boards } : null;
}

function drawLayout(game: Game, spec: 1 | 3, hole: number, board: number): DealLayout | null {
  const isWhole = spec === 1 && isDealtFirst(game, hole) && (board === 0 || board === BOARD_CARDS) && game.boards === 1;
  return isWhole ? { game: 'draw', spec: 2, hole, board } : null;
}

/** All own cards come before the first bet. */
function isDealtFirst({ streets }: Game, hole: number): boolean {
  return streets[0]?.hole?.length === hole;
}

/** The spec of a deck without reshuffle: 52 cards, or the 36 of short deck. */
function specOf(deck: Deck): 1 | 3 | null {
  if (deckSize(deck) === 52) return 1;
  return deck.ranks === '6789TJQKA' && deckSize(deck) === 36 ? 3 : null;
}
