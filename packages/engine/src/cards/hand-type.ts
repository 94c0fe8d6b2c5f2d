/**
 * How hands rank: the vocabulary a game's description uses to say what wins.
 */

/**
 * - `high`: the nine categories, best five cards; of fewer cards the pairs and kickers there are (Kuhn, Leduc).
 * - `short-deck`: 36 cards, flush over full house, A6789 a straight, straight over trips.
 * - `short-deck-trips`: the same with trips over a straight.
 * - `low-8`: ace-to-five low of five different ranks, none above eight; nothing at all otherwise.
 * - `low-a5`: ace-to-five low; pairs count against the hand, straights and flushes do not.
 * - `low-27`: deuce-to-seven low; the ace is high, straights and flushes count against the hand.
 * - `badugi`: up to four cards, all of different rank and suit; more cards first, then lower ones; ace low.
 * - `badugi-27`: the same with the ace high (Badeucy).
 * - `three-card`: best of three cards, straight flush, trips, straight, flush, pair, high card (Rhode Island).
 */
export type HandType =
  | 'high'
  | 'short-deck'
  | 'short-deck-trips'
  | 'low-8'
  | 'low-a5'
  | 'low-27'
  | 'badugi'
  | 'badugi-27'
  | 'three-card';

/**
 * Which cards a hand is made of: any of the seat's own and the board's; exactly two of its own and three of the board (Omaha); or
 * its own alone, whatever lies on the board (Drawmaha's draw half).
 */
export type CardUse = 'any' | 'two-and-three' | 'own';

/** One way to win a pot. A game with several splits each pot between them. */
export interface WinRule {
  readonly type: HandType;
  readonly use: CardUse;
}
