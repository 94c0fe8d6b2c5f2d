/**
 * A game described as plain data. No game has code of its own: what is dealt on which street, who begins, how bets are limited,
 * what may be drawn and what wins are read from here.
 *
 * @see design/engine.md for how to add one, and packages/engine/src/games for all there are.
 */
import { type Deck, deckSize } from '../cards/deck.ts';
import type { WinRule } from '../cards/hand-type.ts';
import { MAX_SEATS } from '../units.ts';

/**
 * - `no-limit`: up to the stack. `pot-limit`: up to the pot after a call.
 * - `fixed-limit`: in steps of the street's bet. `spread-limit`: from the small bet to the big one.
 */
export type Limit = 'no-limit' | 'pot-limit' | 'fixed-limit' | 'spread-limit';

/**
 * What must be put in before or with the first cards, antes apart, which any game may have.
 *
 * - `blinds`: small and big blind, left of the button. `button-blind`: one blind, posted by the button (short deck).
 * - `bring-in`: by the seat that the first street's `opens` names. `antes`: nothing else.
 */
export type Forced = 'blinds' | 'button-blind' | 'bring-in' | 'antes';

/**
 * Who acts first on a street.
 *
 * - `after-blinds`: left of the big blind or of the last straddle. `left-of-button`: the first live seat there.
 * - `low-card`, `high-card`: the door card, ties by suit; it brings in. `high-hand`, `low-hand`: what the open cards show.
 */
export type Opener = 'after-blinds' | 'left-of-button' | 'low-card' | 'high-card' | 'high-hand' | 'low-hand';

/** What a street is called; only for people. */
export type StreetName =
  | 'preflop'
  | 'flop'
  | 'turn'
  | 'river'
  | 'third-street'
  | 'fourth-street'
  | 'fifth-street'
  | 'sixth-street'
  | 'seventh-street'
  | 'before-draw'
  | 'first-draw'
  | 'second-draw'
  | 'third-draw';

/** One round of dealing followed by one round of betting. What it names happens in this order: own cards, draw or discard, board. */
export interface Street {
  readonly name: StreetName;
  /** Cards dealt to each live seat, one letter a card: `d` face down, `u` face up. */
  readonly hole?: string;
  /** Most cards each live seat may change. */
  readonly draw?: number;
  /** Cards each live seat must give up, with nothing for them. */
  readonly discard?: number;
  /** Cards dealt to each board. */
  readonly board?: number;
  readonly opens: Opener;
  /** Which of the two bets limits this street, where the game has two. */
  readonly bet: 'small' | 'big';
}

/** One row of the table of games. */
export interface Game {
  /** PHH's code of the variant where it has one, else ours. */
  readonly code: string;
  readonly deck: Deck;
  readonly limit: Limit;
  readonly forced: Forced;
  /** Boards dealt side by side; each has its part of every pot. */
  readonly boards: number;
  readonly streets: readonly Street[];
  /** What wins: several rules share each pot, and what no hand qualifies for goes to the others. */
  readonly wins: readonly WinRule[];
  /** Raises after the bet on one street, whatever the house says; for games of study. */
  readonly raises?: number;
}

/** Cards a seat holds on street `street`, drawn cards replaced and discards given up. */
export function holeCardsOn({ streets }: Game, street: number): number {
  let count = 0;
  for (let s = 0; s <= street; s++) count += (streets[s]?.hole?.length ?? 0) - (streets[s]?.discard ?? 0);
  return count;
}

/** Cards each board has once street `street` is dealt. */
export function boardCardsOn({ streets }: Game, street: number): number {
  let count = 0;
  for (let s = 0; s <= street; s++) count += streets[s]?.board ?? 0;
  return count;
}

/** Own cards a seat gets in the whole hand, drawn ones not counted. */
export function holeCardCount({ streets }: Game): number {
  let count = 0;
  for (const { hole } of streets) count += hole?.length ?? 0;
  return count;
}

/** Cards on each board once every street is dealt. */
export function boardCardCount(game: Game): number {
  return boardCardsOn(game, game.streets.length - 1);
}

/**
 * Seats that a table of a game should have at most: where cards are drawn, so many that each finds its hand in the deck and about one
 * card more for each draw. More can be dealt in, and would soon play with the discards of others (DRAW-6).
 */
export function tableSeats(game: Game): number {
  const draws = game.streets.filter(({ draw }) => draw !== undefined).length;
  const free = deckSize(game.deck) - game.boards * boardCardCount(game);
  return draws === 0 ? mostSeats(game) : Math.min(mostSeats(game), Math.floor(free / (holeCardCount(game) + draws)));
}

/**
 * Most seats that can be dealt in. All discards of others are dealt again, so a draw needs only the cards of one seat more; and the
 * last card of a stud hand is shared where the deck does not suffice.
 */
export function mostSeats(game: Game): number {
  const known = SEATS_OF.get(game);
  if (known !== undefined) return known;
  const most = countSeats(game);
  SEATS_OF.set(game, most);
  return most;
}

/** Asked before every hand, and always the same for a game. */
const SEATS_OF = new WeakMap<Game, number>();

function countSeats(game: Game): number {
  const { deck, streets, boards, forced } = game;
  const draw = Math.max(...streets.map((street) => street.draw ?? 0));
  const shared = forced === 'bring-in' ? 1 : 0;
  const each = holeCardsOn(game, streets.length - 1 - shared);
  const given = Math.max(each, ...streets.map((_, street) => holeCardsOn(game, street)).slice(0, streets.length - shared));
  return Math.min(MAX_SEATS, Math.floor((deckSize(deck) - boards * boardCardCount(game) - draw - shared) / given));
}

/** Which of a seat's cards lie face up, in the order they were dealt. */
export function facesOf({ streets }: Game): string {
  let faces = '';
  for (const { hole } of streets) faces += hole ?? '';
  return faces;
}

/** Whether seats change or give up cards. */
export function hasDraws({ streets }: Game): boolean {
  return streets.some(({ draw, discard }) => draw !== undefined || discard !== undefined);
}
