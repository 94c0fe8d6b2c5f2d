/**
 * What happened in a hand. The events alone rebuild it, and the hole cards lie in two kinds only: `hole-dealt`, which belongs to
 * its seat, and `shown`, which belongs to all.
 */
import type { Card } from '../cards/card.ts';
import type { Chips, SeatIndex } from '../units.ts';
import type { HandSetup } from './setup.ts';

/** `null` is a card that nobody recorded: hand histories have them, a room never does. */
export type HoleCard = Card | null;

export type PostKind = 'ante' | 'big-blind-ante' | 'small-blind' | 'big-blind' | 'dead-blind' | 'live-blind';

/** Chips that the same seats play for. The first is the main pot. */
export interface Pot {
  readonly amount: Chips;
  /** Live seats that may win it, in deal order. */
  readonly seats: readonly SeatIndex[];
}

export interface Share {
  readonly seat: SeatIndex;
  readonly amount: Chips;
}

export type HandEvent =
  | { readonly kind: 'hand-started'; readonly setup: HandSetup }
  /** `amount` is what was put in: less than the blind or ante when the stack ended. */
  | { readonly kind: 'posted'; readonly seat: SeatIndex; readonly what: PostKind; readonly amount: Chips }
  | { readonly kind: 'hole-dealt'; readonly seat: SeatIndex; readonly cards: readonly HoleCard[] }
  | { readonly kind: 'folded'; readonly seat: SeatIndex; readonly timedOut: boolean }
  | { readonly kind: 'checked'; readonly seat: SeatIndex; readonly timedOut: boolean }
  /** `amount` is added now, not the whole bet. */
  | { readonly kind: 'called'; readonly seat: SeatIndex; readonly amount: Chips }
  /** `to` is the whole bet of the street; `fullRaise` what the next raise must add at least; `isBet` for the street's first. */
  | {
      readonly kind: 'raised';
      readonly seat: SeatIndex;
      readonly to: Chips;
      readonly fullRaise: Chips;
      readonly isBet: boolean;
    }
  | { readonly kind: 'uncalled-returned'; readonly seat: SeatIndex; readonly amount: Chips }
  /** The bets of the street are gathered: all pots as they are now, main pot first. */
  | { readonly kind: 'pots-gathered'; readonly pots: readonly Pot[] }
  | { readonly kind: 'board-dealt'; readonly cards: readonly Card[] }
  /** Betting was ended from outside: the live hands go to showdown on the cards to come. */
  | { readonly kind: 'run-out-ordered' }
  | { readonly kind: 'shown'; readonly seat: SeatIndex; readonly cards: readonly Card[] }
  | { readonly kind: 'mucked'; readonly seat: SeatIndex }
  /** `perPot` in the order of the pots; `amount` is their sum. */
  | { readonly kind: 'rake-taken'; readonly amount: Chips; readonly perPot: readonly Chips[] }
  /** `pot` counts from 0, the main pot; `winners` from left of the button. */
  | { readonly kind: 'pot-awarded'; readonly pot: number; readonly winners: readonly Share[] }
  | { readonly kind: 'hand-ended' };

export type HandEventOf<Kind extends HandEvent['kind']> = Extract<HandEvent, { kind: Kind }>;
