/**
 * What happened in a hand. The events alone rebuild it, and a seat's own cards lie in three kinds only: `hole-dealt` and
 * `discarded`, which belong to the seat but for the open cards of stud, and `shown`, which belongs to all.
 */
import type { Card } from '../cards/card.ts';
import type { Chips, SeatIndex } from '../units.ts';
import type { HandSetup } from './setup.ts';

/** `null` is a card that nobody recorded: hand histories have them, a room never does. */
export type HoleCard = Card | null;

/** Chips put in before or without a choice. */
export type PostKind =
  | 'ante'
  | 'big-blind-ante'
  | 'button-ante'
  | 'small-blind'
  | 'big-blind'
  | 'dead-blind'
  | 'live-blind'
  | 'straddle'
  | 'kill'
  | 'bring-in';

/** Chips that the same seats play for. The first is the main pot. */
export interface Pot {
  readonly amount: Chips;
  /** Live seats that may win it, in deal order. */
  readonly seats: readonly SeatIndex[];
}

/** Chips that go to a seat. */
export interface Share {
  readonly seat: SeatIndex;
  readonly amount: Chips;
}

/** Who got what of a pot, or of the part of it that one board and one way to win decide. */
export interface Award {
  /** Counts from 0, the main pot. */
  readonly pot: number;
  /** Counts from 0; 0 also in a game without a board. */
  readonly board: number;
  /** Index into the game's `wins`; `null` for a pot that was not divided by them: uncontested, or all parts to the same hands. */
  readonly win: number | null;
  /** From left of the button. */
  readonly winners: readonly Share[];
}

/** All that happens in a hand. */
export type HandEvent =
  | { readonly kind: 'hand-started'; readonly setup: HandSetup }
  /** `amount` is what was put in: less than the blind or ante when the stack ended. */
  | { readonly kind: 'posted'; readonly seat: SeatIndex; readonly what: PostKind; readonly amount: Chips }
  /** Added to what the seat holds. */
  | { readonly kind: 'hole-dealt'; readonly seat: SeatIndex; readonly cards: readonly HoleCard[] }
  /** Cards given up for others, or for nothing; none for who stands pat. */
  | {
      readonly kind: 'discarded';
      readonly seat: SeatIndex;
      readonly cards: readonly HoleCard[];
      readonly timedOut: boolean;
    }
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
  /** `board` counts from 0. */
  | { readonly kind: 'board-dealt'; readonly board: number; readonly cards: readonly Card[] }
  /** The rest of the board is dealt `times` times: each board as far as it lies, once for each run. */
  | { readonly kind: 'runs-agreed'; readonly times: number }
  /** Betting was ended from outside: the live hands go to showdown on the cards to come. */
  | { readonly kind: 'run-out-ordered' }
  | { readonly kind: 'shown'; readonly seat: SeatIndex; readonly cards: readonly Card[] }
  | { readonly kind: 'mucked'; readonly seat: SeatIndex }
  /** `perPot` in the order of the pots; `amount` is their sum. */
  | { readonly kind: 'rake-taken'; readonly amount: Chips; readonly perPot: readonly Chips[] }
  | ({ readonly kind: 'pot-awarded' } & Award)
  | { readonly kind: 'hand-ended' };

/** The events of one kind. */
export type HandEventOf<Kind extends HandEvent['kind']> = Extract<HandEvent, { kind: Kind }>;
