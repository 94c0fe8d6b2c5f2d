/**
 * A cash table between hands: who sits where, with how much, owing which blinds. Plain JSON, stored with the table.
 */
import type { Game } from '../poker/game.ts';
import type { HouseOptions, Stakes } from '../poker/setup.ts';
import type { Chips, PlayerId, SeatIndex } from '../units.ts';

/** What is played here; it stays the same while the table is open. */
export interface TableRules {
  readonly game: Game;
  readonly stakes: Stakes;
  readonly options: HouseOptions;
  /** Number of seats, 2 to 10. */
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
 * - `sitting-out`: keeps the seat, gets no cards, misses its blinds.
 * - `leaving`: in a hand, gone when it is settled.
 */
export type SeatStatus = 'playing' | 'waiting-for-blind' | 'sitting-out' | 'leaving';

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
}

/** Where button and blinds stood. The small blind's position may be an empty seat, and so may the button's. */
export interface Positions {
  readonly button: SeatIndex;
  readonly smallBlind: SeatIndex;
  readonly bigBlind: SeatIndex;
}

/** A hand that was begun and is neither settled nor void. */
export interface HandInPlay {
  readonly positions: Positions;
  /** Nobody posts the small blind: its position is empty or not dealt in. */
  readonly isSmallBlindDead: boolean;
  /** In deal order. */
  readonly seats: readonly { readonly seat: SeatIndex; readonly owesLive: Chips; readonly owesDead: Chips }[];
  /** Seats that the blinds passed with this hand; they owe from its settlement on. */
  readonly missedBigBlind: readonly SeatIndex[];
  readonly missedSmallBlind: readonly SeatIndex[];
}

export interface Table {
  readonly rules: TableRules;
  /** By seat; `null` is an empty seat. */
  readonly seats: readonly (TableSeat | null)[];
  /** Of the last settled hand; `null` before the first. */
  readonly positions: Positions | null;
  readonly hand: HandInPlay | null;
  /** First come, first served. */
  readonly waiting: readonly PlayerId[];
}
