/**
 * The state of one hand. It is never changed, only followed by the next one (`evolveHand`), and shares with it what stayed the same.
 */
import type { Card } from '../cards/card.ts';
import type { Chips, SeatIndex } from '../units.ts';
import type { Award, HoleCard, Pot, Share } from './event.ts';
import type { HandSetup } from './setup.ts';

/** One seat of a hand. */
export interface HandSeat {
  readonly seat: SeatIndex;
  /** Chips behind. */
  readonly stack: Chips;
  /** Live chips of this street, lying before the seat. */
  readonly bet: Chips;
  /** All live chips put in during the hand, `bet` included: they say which layers of the pot this seat reaches. */
  readonly paid: Chips;
  /** Dead chips put in: an ante for the table, a missed small blind. They lie in the main pot. */
  readonly dead: Chips;
  /** `betToMatch` when this seat last acted on this street, 0 if that was only a bring-in; `null` while it has not acted. */
  readonly facedAt: Chips | null;
  readonly isFolded: boolean;
  /** What it holds now, in the order dealt; drawn cards come last. */
  readonly hole: readonly HoleCard[];
  /** Street on which it last drew or gave up cards, -1 for none. */
  readonly drewOn: number;
  /** What became of the hand at the end. */
  readonly fate: 'hidden' | 'shown' | 'mucked';
}

/** Cards that a seat gave up. */
export interface Discard {
  readonly seat: SeatIndex;
  readonly street: number;
  readonly cards: readonly HoleCard[];
}

/**
 * - `before`: nothing has happened; only the initial state is so.
 * - `dealing`: waiting for the dealer's cards, hole or board.
 * - `drawing`: `toAct` gives up cards or stands pat.
 * - `betting`: `toAct` has the turn.
 * - `showdown`: betting is over and the board is full; `toAct` shows or mucks.
 * - `ended`: all pots are awarded.
 */
export type Phase = 'before' | 'dealing' | 'drawing' | 'betting' | 'showdown' | 'ended';

/** A hand at one moment. */
export interface Hand {
  readonly setup: HandSetup;
  readonly phase: Phase;
  /** Index into `setup.game.streets`. */
  readonly street: number;
  /** In deal order: first left of the button first. */
  readonly seats: readonly HandSeat[];
  /** One or two boards, more once it is run several times; each as far as it is dealt. */
  readonly boards: readonly (readonly Card[])[];
  /** Own cards a live seat should hold on this street, but for what it has still to give up. */
  readonly holeDue: number;
  /** Cards each board should have on this street. */
  readonly boardDue: number;
  /** Cards that have left the deck. */
  readonly dealt: number;
  /** Which of them are known, one bit a card: numbers 0–25 and 26–51. A card without its bit cannot lie anywhere. */
  readonly seenLow: number;
  readonly seenHigh: number;
  /** The deck cannot give each live seat its card of this street: all share one on the board (STUD-7). */
  readonly isCardShared: boolean;
  readonly discards: readonly Discard[];
  /** Whose turn it is to draw, to act, or to show. */
  readonly toAct: SeatIndex | null;
  /** The whole bet a seat must reach on this street to stay in. */
  readonly betToMatch: Chips;
  /** What a raise must add to `betToMatch` at least; at fixed limit the bet of the street. */
  readonly fullRaise: Chips;
  /** Bets and raises of this street, blinds as the first; short all-ins below half a bet not counted. Kept at fixed limit. */
  readonly raises: number;
  /** Live seats when the betting of this street began. */
  readonly liveAtStart: number;
  /** Who bet or raised last on this street, for the order of the showdown. */
  readonly lastAggressor: SeatIndex | null;
  /** No more betting in this hand: at most one live seat has chips behind, or a run-out was ordered. */
  readonly isBettingOver: boolean;
  readonly isRunOut: boolean;
  /** Pots gathered so far; bets of the running street are not in them. */
  readonly pots: readonly Pot[];
  readonly rakePerPot: readonly Chips[];
  readonly awards: readonly Award[];
}

/** What a hand came to. The deltas sum to `-rake`. */
export interface HandResult {
  /** In deal order. */
  readonly seats: readonly { readonly seat: SeatIndex; readonly delta: number; readonly stack: Chips }[];
  readonly rake: Chips;
  /** `amount` before `rake`; `winners` in all, after it. */
  readonly pots: readonly { readonly amount: Chips; readonly rake: Chips; readonly winners: readonly Share[] }[];
  /** How each pot was divided: by board and by way to win. */
  readonly awards: readonly Award[];
  readonly shown: readonly { readonly seat: SeatIndex; readonly cards: readonly Card[] }[];
  readonly mucked: readonly SeatIndex[];
}

/** `smallest`, then every `step` up to `largest`, which is always among them. */
export interface RaiseBounds {
  readonly smallest: Chips;
  readonly largest: Chips;
  readonly step: Chips;
  /** The first bet of the street; else a raise. */
  readonly isBet: boolean;
}

/** What a seat that has the turn may do. Bounds are exact: `decideHand` accepts these and nothing else. */
export interface LegalActions {
  readonly seat: SeatIndex;
  readonly canFold: boolean;
  readonly canCheck: boolean;
  /** Chips to add for a call; `null` when there is nothing to call. */
  readonly call: Chips | null;
  /** What the door card puts in at least; `null` when no bring-in is due. Then the seat may neither fold, check nor call. */
  readonly bringIn: Chips | null;
  /** Bounds of the whole bet of this street; `null` when the seat may not bet or raise. */
  readonly raise: RaiseBounds | null;
  /** All chips in the middle now, bets included: the base of "half pot" and "pot". */
  readonly pot: Chips;
}

/** What the hand waits for. */
export type NextStep =
  | { readonly kind: 'deal-hole'; readonly seat: SeatIndex; readonly count: number }
  | { readonly kind: 'deal-board'; readonly board: number; readonly count: number }
  /** The seat gives up from `least` to `most` cards. */
  | { readonly kind: 'draw'; readonly seat: SeatIndex; readonly least: number; readonly most: number }
  | { readonly kind: 'act'; readonly seat: SeatIndex }
  | { readonly kind: 'show-or-muck'; readonly seat: SeatIndex }
  | { readonly kind: 'ended' };
