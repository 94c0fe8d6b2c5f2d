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
  /** No rake from a hand that ends before a flop, or on the first street of a game without one. */
  readonly noFlopNoDrop: boolean;
}

/** What a game is played for. A game reads only what it has: blinds or a bring-in, one bet or two. */
export interface Stakes {
  readonly smallBlind: Chips;
  /** Also the button's blind in short deck. */
  readonly bigBlind: Chips;
  /** Ante of every seat; it lies in the layers of the pot like a bet. */
  readonly ante: Chips;
  /** One ante for the whole table, put in by the big blind; dead, in the main pot. */
  readonly bigBlindAnte: Chips;
  /** One ante for the whole table, put in by the button; dead, in the main pot. */
  readonly buttonAnte: Chips;
  /** What the door card brings in at stud. */
  readonly bringIn: Chips;
  /** The smallest bet and first full raise; at fixed limit the bet of the early streets. The big blind, mostly. */
  readonly smallBet: Chips;
  /** At fixed limit the bet of the later streets; at spread limit the largest bet or raise. */
  readonly bigBet: Chips;
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
  /** Raises after the bet on one street at fixed limit; `null` for no cap. Default: 3 (LIMIT-4). */
  readonly raiseCap: number | null;
  /** After an all-in of half a bet or more: to the next whole bet, or a bet more than the all-in (LIMIT-3). Default: next-bet. */
  readonly afterHalfBet: 'next-bet' | 'bet-more';
  /** An open pair on fourth street of stud high may be bet with the big bet (STUD-5). Default: no. */
  readonly openPairBigBet: boolean;
  /** What a raise over a straddle adds: the big blind, or as much as the straddle (BLIND-8). Default: big-blind. */
  readonly straddleRaise: 'big-blind' | 'straddle';
  /** An absent seat that its forced bets put all-in plays its hand, or is folded (TIME-2). Default: plays. */
  readonly absentAllIn: 'plays' | 'folds';
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
  /** Its player is away: dealt in and blinded off, as tournaments do. */
  readonly isAbsent?: boolean;
}

/** A blind put in beyond those that are due: by choice, or because the last pots were won. */
export interface ExtraBlind {
  readonly seat: SeatIndex;
  /** The whole bet it comes to: a seat that is a blind already adds the rest. */
  readonly amount: Chips;
  readonly what: 'straddle' | 'kill';
}

/** A hand before its first event. */
export interface HandSetup {
  readonly game: Game;
  readonly stakes: Stakes;
  readonly options: HouseOptions;
  /** May be an empty seat: a dead button. */
  readonly button: SeatIndex;
  /** `null` when nobody posts it: a dead small blind, or a game without. Heads-up it is the button. */
  readonly smallBlind: SeatIndex | null;
  /** `null` in a game without blinds. */
  readonly bigBlind: SeatIndex | null;
  /** In the order they are put in; after a straddle the action begins to its left. */
  readonly extraBlinds: readonly ExtraBlind[];
  /** The seats dealt in, two to ten, in any order; the hand keeps them in deal order. */
  readonly seats: readonly SeatSetup[];
  /**
   * Dealt from a sealed deck, in which every seat's cards have their places before the first is dealt: those of a folded seat go to nobody
   * else. It counts for stud's last card (STUD-7).
   */
  readonly isSealedDeck?: boolean;
}
