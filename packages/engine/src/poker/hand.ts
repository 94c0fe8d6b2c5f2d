/**
 * The state of one hand. It is never changed, only followed by the next one (`evolveHand`), and shares with it what stayed the same.
 */
import type { Card } from '../cards/card.ts';
import type { Chips, SeatIndex } from '../units.ts';
import type { HoleCard, Pot, Share } from './event.ts';
import type { HandSetup } from './setup.ts';

export interface HandSeat {
  readonly seat: SeatIndex;
  /** Chips behind. */
  readonly stack: Chips;
  /** Live chips of this street, lying before the seat. */
  readonly bet: Chips;
  /** All live chips put in during the hand, `bet` included: they say which layers of the pot this seat reaches. */
  readonly paid: Chips;
  /** Dead chips put in: a big-blind ante, a missed small blind. They lie in the main pot. */
  readonly dead: Chips;
  /** `betToMatch` when this seat last acted on this street; `null` while it has not. */
  readonly facedAt: Chips | null;
  readonly isFolded: boolean;
  /** `null` until dealt. */
  readonly hole: readonly HoleCard[] | null;
  /** What became of the hand at the end. */
  readonly fate: 'hidden' | 'shown' | 'mucked';
}

/**
 * - `before`: nothing has happened; only the initial state is so.
 * - `dealing`: waiting for the dealer's cards, hole or board.
 * - `betting`: `toAct` has the turn.
 * - `showdown`: betting is over and the board is full; `toAct` shows or mucks.
 * - `ended`: all pots are awarded.
 */
export type Phase = 'before' | 'dealing' | 'betting' | 'showdown' | 'ended';

export interface Hand {
  readonly setup: HandSetup;
  readonly phase: Phase;
  /** Index into `setup.game.streets`. */
  readonly street: number;
  /** In deal order: first left of the button first. */
  readonly seats: readonly HandSeat[];
  readonly board: readonly Card[];
  /** Whose turn it is to act, or to show. */
  readonly toAct: SeatIndex | null;
  /** The whole bet a seat must reach on this street to stay in. */
  readonly betToMatch: Chips;
  /** What a raise must add to `betToMatch` at least. */
  readonly fullRaise: Chips;
  /** Who bet or raised last on this street, for the order of the showdown. */
  readonly lastAggressor: SeatIndex | null;
  /** No more betting in this hand: at most one live seat has chips behind, or a run-out was ordered. */
  readonly isBettingOver: boolean;
  readonly isRunOut: boolean;
  /** Pots gathered so far; bets of the running street are not in them. */
  readonly pots: readonly Pot[];
  readonly rakePerPot: readonly Chips[];
  readonly awards: readonly (readonly Share[])[];
}

/** What a hand came to. The deltas sum to `-rake`. */
export interface HandResult {
  /** In deal order. */
  readonly seats: readonly { readonly seat: SeatIndex; readonly delta: number; readonly stack: Chips }[];
  readonly rake: Chips;
  /** `amount` before `rake`; winners' shares after it. */
  readonly pots: readonly { readonly amount: Chips; readonly rake: Chips; readonly winners: readonly Share[] }[];
  readonly shown: readonly { readonly seat: SeatIndex; readonly cards: readonly Card[] }[];
  readonly mucked: readonly SeatIndex[];
}

/** What a seat that has the turn may do. Bounds are exact: `decideHand` accepts these and nothing else. */
export interface LegalActions {
  readonly seat: SeatIndex;
  readonly canFold: boolean;
  readonly canCheck: boolean;
  /** Chips to add for a call; `null` when there is nothing to call. */
  readonly call: Chips | null;
  /** Bounds of the whole bet of this street; `null` when the seat may not bet or raise. */
  readonly raise: { readonly smallest: Chips; readonly largest: Chips; readonly isBet: boolean } | null;
  /** All chips in the middle now, bets included: the base of "half pot" and "pot". */
  readonly pot: Chips;
}

/** What the hand waits for. */
export type NextStep =
  | { readonly kind: 'deal-hole'; readonly seat: SeatIndex; readonly count: number }
  | { readonly kind: 'deal-board'; readonly count: number }
  | { readonly kind: 'act'; readonly seat: SeatIndex }
  | { readonly kind: 'show-or-muck'; readonly seat: SeatIndex }
  | { readonly kind: 'ended' };
