/**
 * What is asked of a hand: by its players, and by the dealer, who brings the cards from outside.
 */
import type { Card } from '../cards/card.ts';
import type { Chips, SeatIndex } from '../units.ts';
import type { HoleCard } from './event.ts';

/** What a player asks, as the seat. */
export type PlayerCommand =
  | { readonly kind: 'fold'; readonly seat: SeatIndex }
  | { readonly kind: 'check'; readonly seat: SeatIndex }
  | { readonly kind: 'call'; readonly seat: SeatIndex }
  /** `to` is the seat's whole bet of this street, also for the first bet. */
  | { readonly kind: 'raise-to'; readonly seat: SeatIndex; readonly to: Chips }
  /** Turns the hand up; `cards` only where they were dealt unrecorded. Also possible, once, after the hand has ended. */
  | { readonly kind: 'show'; readonly seat: SeatIndex; readonly cards?: readonly Card[] }
  | { readonly kind: 'muck'; readonly seat: SeatIndex }
  /** Puts in what the door card owes; a full bet instead is a `raise-to`. */
  | { readonly kind: 'bring-in'; readonly seat: SeatIndex }
  /** Gives up cards for as many others, or as many as the game asks for; none stands pat. */
  | { readonly kind: 'discard'; readonly seat: SeatIndex; readonly cards: readonly HoleCard[] };

/** What whoever runs the hand asks: cards, clocks, the end. */
export type DealerCommand =
  | { readonly kind: 'deal-hole'; readonly seat: SeatIndex; readonly cards: readonly HoleCard[] }
  | { readonly kind: 'deal-board'; readonly board: number; readonly cards: readonly Card[] }
  /** All live players agreed to deal the rest of the board several times, once no more betting is possible. */
  | { readonly kind: 'run-it'; readonly times: number }
  /** The seat's time is over: it checks if that is free, stands pat, or folds. */
  | { readonly kind: 'time-out'; readonly seat: SeatIndex }
  /** Shows every hand that must be shown or may win something, in order, and mucks the rest. */
  | { readonly kind: 'settle-showdown' }
  /** Ends the betting, for a hand that cannot be played on: the uncalled bet goes back, the live hands go to showdown. */
  | { readonly kind: 'run-out' };

/** All that can be asked of a hand. */
export type HandCommand = PlayerCommand | DealerCommand;
