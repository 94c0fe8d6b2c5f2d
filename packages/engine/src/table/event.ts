/** What happened at a table between hands. The ones that move chips between wallet and seat say so. */
import type { Chips, PlayerId, SeatIndex } from '../units.ts';
import type { HandInPlay } from './state.ts';

export type TableEvent =
  /** Wallet to seat: `buyIn`. A player who waited leaves the list. */
  | {
      readonly kind: 'sat-down';
      readonly seat: SeatIndex;
      readonly player: PlayerId;
      readonly buyIn: Chips;
      readonly status: 'playing' | 'waiting-for-blind';
      readonly owesBigBlind: boolean;
    }
  /** Seat to wallet: `amount`, pending top-up included. */
  | { readonly kind: 'left'; readonly seat: SeatIndex; readonly player: PlayerId; readonly amount: Chips }
  /** Leaves when the hand in play is settled. */
  | { readonly kind: 'leave-noted'; readonly seat: SeatIndex }
  | { readonly kind: 'sat-out'; readonly seat: SeatIndex }
  | { readonly kind: 'sat-in'; readonly seat: SeatIndex; readonly status: 'playing' | 'waiting-for-blind' }
  /** Wallet to seat: `amount`; while a hand is in play it waits beside the stack. */
  | { readonly kind: 'topped-up'; readonly seat: SeatIndex; readonly amount: Chips; readonly isPending: boolean }
  /** A pending top-up joins the stack. */
  | { readonly kind: 'top-up-added'; readonly seat: SeatIndex; readonly amount: Chips }
  | { readonly kind: 'hand-begun'; readonly hand: HandInPlay }
  /** `delta` in chips by seat; they sum to `-rake`. */
  | { readonly kind: 'hand-settled'; readonly results: readonly { readonly seat: SeatIndex; readonly delta: number }[] }
  /** No card was dealt: everything is as before the hand was begun. */
  | { readonly kind: 'hand-voided' }
  | { readonly kind: 'wait-list-joined'; readonly player: PlayerId }
  | { readonly kind: 'wait-list-left'; readonly player: PlayerId };
