/** What happened at a table between hands. The ones that move chips between wallet and seat say so. */
import type { Chips, PlayerId, SeatIndex } from '../units.ts';
import type { HandInPlay, MoveRequest, SeatStatus } from './state.ts';

/** All that happens at a table between hands. */
export type TableEvent =
  /** Wallet to seat: `buyIn`. A player who waited leaves the list. */
  | {
      readonly kind: 'sat-down';
      readonly seat: SeatIndex;
      readonly player: PlayerId;
      readonly buyIn: Chips;
      readonly status: 'playing' | 'waiting-for-blind';
      readonly owesBigBlind: boolean;
      readonly buysButton: boolean;
    }
  /** Seat to wallet: `amount`, pending top-up included. */
  | { readonly kind: 'left'; readonly seat: SeatIndex; readonly player: PlayerId; readonly amount: Chips }
  /** Leaves when the hand in play is settled. */
  | { readonly kind: 'leave-noted'; readonly seat: SeatIndex }
  | { readonly kind: 'sat-out'; readonly seat: SeatIndex }
  | {
      readonly kind: 'sat-in';
      readonly seat: SeatIndex;
      readonly status: 'playing' | 'waiting-for-blind';
      readonly buysButton: boolean;
    }
  /** Wallet to seat: `amount`; while a hand is in play it waits beside the stack. */
  | { readonly kind: 'topped-up'; readonly seat: SeatIndex; readonly amount: Chips; readonly isPending: boolean }
  /** A pending top-up joins the stack. */
  | { readonly kind: 'top-up-added'; readonly seat: SeatIndex; readonly amount: Chips }
  | { readonly kind: 'move-asked'; readonly request: MoveRequest }
  | { readonly kind: 'move-withdrawn'; readonly player: PlayerId }
  /** From `seat` to the empty seat `to`, with all it has and owes, and what it owes for having moved. */
  | {
      readonly kind: 'seat-moved';
      readonly seat: SeatIndex;
      readonly to: SeatIndex;
      readonly status: Exclude<SeatStatus, 'leaving'>;
      readonly owesBigBlind: boolean;
      readonly owesSmallBlind: boolean;
    }
  | { readonly kind: 'straddle-wished'; readonly seat: SeatIndex }
  | { readonly kind: 'straddle-withdrawn'; readonly seat: SeatIndex }
  | { readonly kind: 'bomb-pot-voted'; readonly seat: SeatIndex }
  | { readonly kind: 'bomb-pot-vote-withdrawn'; readonly seat: SeatIndex }
  /** For the next turn: an index into the table's games. */
  | { readonly kind: 'game-chosen'; readonly game: number }
  | { readonly kind: 'hand-begun'; readonly hand: HandInPlay }
  /** `delta` in chips by seat; they sum to `-rake`. */
  | { readonly kind: 'hand-settled'; readonly results: readonly { readonly seat: SeatIndex; readonly delta: number }[] }
  /** Who has a leg up after this hand, and who must kill the next pot; follows `hand-settled` where the table plays with a kill. */
  | { readonly kind: 'legs-counted'; readonly leg: PlayerId | null; readonly killer: SeatIndex | null }
  /** No card was dealt: everything is as before the hand was begun. */
  | { readonly kind: 'hand-voided' }
  | { readonly kind: 'wait-list-joined'; readonly player: PlayerId }
  | { readonly kind: 'wait-list-left'; readonly player: PlayerId };
