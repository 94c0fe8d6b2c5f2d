/**
 * What is asked: whose cards are known, what lies on the board, what is out of play.
 */
import type { Card } from '@aboveboard/engine';
import type { OddsGame } from './odds-game.ts';

/** One way to hold a range. Weights are whole numbers above 0 and compare within their range only. */
export interface Combo {
  readonly cards: readonly Card[];
  readonly weight: number;
}

/** A hand by the cards known of it, the others being any that are left; or by all the ways it may be held. */
export type HandSpec =
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  | { readonly kind: 'range'; readonly combos: readonly Combo[] };

export interface Question {
  readonly game: OddsGame;
  /** Two to ten. */
  readonly hands: readonly HandSpec[];
  /** The cards each board has so far, at most one list for each board of the game. */
  readonly boards: readonly (readonly Card[])[];
  /** Cards that no hand holds and no board gets: folded, exposed, discarded. */
  readonly dead: readonly Card[];
}

/** Why there are no odds. `hand` and `board` are 0-based. */
export type OddsRefusal =
  | { readonly code: 'HANDS_OUT_OF_RANGE'; readonly hands: number }
  | { readonly code: 'TOO_MANY_CARDS_IN_HAND'; readonly hand: number; readonly most: number }
  | { readonly code: 'TOO_MANY_BOARDS'; readonly most: number }
  | { readonly code: 'TOO_MANY_CARDS_ON_BOARD'; readonly board: number; readonly most: number }
  | { readonly code: 'NOT_IN_DECK' | 'CARD_TWICE'; readonly card: Card }
  | { readonly code: 'DECK_RUNS_OUT'; readonly needed: number; readonly left: number }
  | { readonly code: 'RANGE_EMPTY'; readonly hand: number }
  | { readonly code: 'RANGES_CLASH' };
