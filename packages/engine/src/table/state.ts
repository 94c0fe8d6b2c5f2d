/**
 * A table between hands: who sits where, with how much, owing which blinds, and what is played next. Plain JSON, stored with the table.
 */
import type { ExtraBlind, HouseOptions, Stakes } from '../poker/setup.ts';
import type { Chips, PlayerId, SeatIndex } from '../units.ts';
import type { Mix, TableOptions } from './options.ts';

/** One of the games of a table: its code in the catalogue, and what it is played for. */
export interface TableGame {
  readonly code: string;
  readonly stakes: Stakes;
}

/** What is played here; it stays the same while the table is open. */
export interface TableRules {
  /** One game, or several in the order they are played. */
  readonly games: readonly TableGame[];
  readonly mix: Mix;
  readonly options: HouseOptions;
  readonly tableOptions: TableOptions;
  /** Number of seats, 2 to 10, and no more than each of the games has cards for. */
  readonly seatCount: number;
  readonly minBuyIn: Chips;
  /** Also what a top-up may bring a stack to. */
  readonly maxBuyIn: Chips;
  /** Longest waiting list. */
  readonly maxWaiting: number;
}

/**
 * - `playing`: dealt in with the next hand, posting what it owes where that is allowed.
 * - `waiting-for-blind`: comes in when the big blind reaches it.
 * - `sitting-out`: keeps the seat, gets no cards, misses its blinds; in a tournament it is dealt in and blinded off.
 * - `leaving`: in a hand, gone when it is settled.
 */
export type SeatStatus = 'playing' | 'waiting-for-blind' | 'sitting-out' | 'leaving';

/** A taken seat. */
export interface TableSeat {
  readonly player: PlayerId;
  /** Chips the next hand begins with; during a hand what it began with. */
  readonly stack: Chips;
  /** Bought during a hand; added when it is settled. */
  readonly pendingTopUp: Chips;
  readonly status: SeatStatus;
  /** Must post a big blind (live) before it is dealt in elsewhere than in the big blind. */
  readonly owesBigBlind: boolean;
  /** Must post a small blind (dead) too. */
  readonly owesSmallBlind: boolean;
  /** Must kill the next pot it is dealt in for (TABLE-28). */
  readonly owesKill: boolean;
  /** Posts both blinds where that buys the button (TABLE-22). */
  readonly buysButton: boolean;
  /** Straddles the next time it may (TABLE-25). */
  readonly straddles: boolean;
  /** Asks for a bomb pot (TABLE-33). */
  readonly wantsBombPot: boolean;
  /** Times the big blind has passed the seat since it was last dealt in. */
  readonly roundsOut: number;
  /** Grows with each player who sits down, so that the lower one has been here longer. */
  readonly arrival: number;
}

/**
 * Where button and blinds stood. The small blind's position may be an empty seat, and so may the button's. In a game without blinds
 * they are the positions all the same; nobody posts there.
 */
export interface Positions {
  readonly button: SeatIndex;
  readonly smallBlind: SeatIndex;
  readonly bigBlind: SeatIndex;
}

/** Which game it is, and for how many hands more, the next one included; `null` before the first hand of its turn. */
export interface Turn {
  /** Index into the table's games. */
  readonly game: number;
  readonly handsLeft: number | null;
}

/** A seat that is dealt in. */
export interface SeatInHand {
  readonly seat: SeatIndex;
  readonly owesLive: Chips;
  readonly owesDead: Chips;
  readonly isAbsent: boolean;
}

/** A hand that was begun and is neither settled nor void. */
export interface HandInPlay {
  readonly turn: Turn;
  readonly isBombPot: boolean;
  readonly positions: Positions;
  /** Who posts the small blind; `null` when it is dead or the game has none. */
  readonly smallBlind: SeatIndex | null;
  /** Who posts the big blind, or the button's blind; `null` in a game without. */
  readonly bigBlind: SeatIndex | null;
  readonly extraBlinds: readonly ExtraBlind[];
  /** In deal order. */
  readonly seats: readonly SeatInHand[];
  /** Seats that the blinds passed with this hand; they owe from its settlement on. */
  readonly missedBigBlind: readonly SeatIndex[];
  readonly missedSmallBlind: readonly SeatIndex[];
}

/** Somebody who wants another seat, how to come in there if a blind is owed for it. */
export interface MoveRequest {
  readonly player: PlayerId;
  readonly to: SeatIndex;
  readonly post: 'now' | 'wait';
}

/** A table between hands. */
export interface Table {
  readonly rules: TableRules;
  /** By seat; `null` is an empty seat. */
  readonly seats: readonly (TableSeat | null)[];
  /** Of the last settled hand that moved the button; `null` before the first. */
  readonly positions: Positions | null;
  readonly hand: HandInPlay | null;
  readonly turn: Turn;
  /** Index of the game that was chosen for the next turn (MIX-3); `null` for none. */
  readonly chosen: number | null;
  /** Hands settled here. */
  readonly played: number;
  /** Who won the last pot alone, and kills the next one on winning again (TABLE-28). */
  readonly leg: PlayerId | null;
  /** First come, first served, one for each player. */
  readonly moves: readonly MoveRequest[];
  /** First come, first served. */
  readonly waiting: readonly PlayerId[];
}
