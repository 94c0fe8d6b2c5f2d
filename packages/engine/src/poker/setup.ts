/**
 * Everything that is decided before a hand begins. It is plain JSON: its bytes are hashed into OPEN, before the deck is cut.
 */
import type { Chips, SeatIndex } from '../units.ts';
import type { Game } from './game.ts';

/** @see rules/RAKE.md */
export interface Rake {
  /** Hundredths of a percent of each pot, rounded down to whole chips: 500 is 5 %. */
  readonly basisPoints: number;
  /** The most taken from one hand, all its pots together. */
  readonly cap: Chips;
  /** No rake from a hand that ends before a flop is dealt. */
  readonly noFlopNoDrop: boolean;
}

export interface Stakes {
  readonly smallBlind: Chips;
  /** Also the smallest bet and the first full raise. */
  readonly bigBlind: Chips;
  /** Ante of every seat; it lies in the layers of the pot like a bet. */
  readonly ante: Chips;
  /** One ante for the whole table, put in by the big blind; dead, in the main pot. */
  readonly bigBlindAnte: Chips;
  readonly rake: Rake;
}

/** Where houses differ; the defaults are the WSOP's and TDA's form. */
export interface HouseOptions {
  /** A short big blind pays the big-blind ante first and the blind from what is left. Default: the blind first (ANTE-3). */
  readonly bigBlindAnteFirst: boolean;
  /** Once no more betting is possible, all live hands are turned up before the board is run out (SHOW-4). Default: yes. */
  readonly tableAllIns: boolean;
  /** The smallest chip a split pot is divided into; what cannot be divided goes left of the button (POT-6). Default: 1. */
  readonly oddChip: Chips;
}

/** A seat that is dealt in. */
export interface SeatSetup {
  readonly seat: SeatIndex;
  /** Chips before anything is posted; more than zero. */
  readonly stack: Chips;
  /** Missed or owed big blind to post now; it counts as this seat's bet. Zero for whoever is a blind in this hand. */
  readonly owesLive: Chips;
  /** Missed small blind to post now; it goes dead into the main pot. */
  readonly owesDead: Chips;
}

export interface HandSetup {
  readonly game: Game;
  readonly stakes: Stakes;
  readonly options: HouseOptions;
  /** May be an empty seat: a dead button. */
  readonly button: SeatIndex;
  /** `null` when nobody posts it: a dead small blind. Heads-up it is the button. */
  readonly smallBlind: SeatIndex | null;
  readonly bigBlind: SeatIndex;
  /** The seats dealt in, two to ten, in any order; the hand keeps them in deal order. */
  readonly seats: readonly SeatSetup[];
}
