/** What the odds need to know of a game: its cards, how many of them a hand and a board end with, and what wins. */
import { boardCardCount, type Card, deckCards, type Game, holeCardCount, type WinRule } from '@aboveboard/engine';

export interface OddsGame {
  readonly deck: readonly Card[];
  /** Own cards of a hand at the showdown: after drawing and giving up. */
  readonly holeCards: number;
  readonly boards: number;
  /** Cards of each board at the showdown. */
  readonly boardCards: number;
  /** Each board is worth the same; on each board these share alike, those nobody qualifies for left out. */
  readonly wins: readonly WinRule[];
}

export function oddsGame(game: Game): OddsGame {
  return {
    deck: deckCards(game.deck),
    holeCards: holeCardCount(game) - game.streets.reduce((sum, { discard }) => sum + (discard ?? 0), 0),
    boards: game.boards,
    boardCards: boardCardCount(game),
    wins: game.wins,
  };
}
