/** How a house runs its tables: what may be chosen when one is opened. */
import type { Chips } from '../units.ts';

/** In which order several games are played, and for how long each. With one game nothing of it matters. */
export interface Mix {
  /** One after the other, or as the player on the button chooses (MIX-1, MIX-3). */
  readonly order: 'in-turn' | 'dealers-choice';
  /** Hands before the next game, or `orbit`: as many hands as seats were dealt in at the first of them (MIX-2). */
  readonly each: 'orbit' | number;
}

/** A table that plays one game all along. */
export const ONE_GAME: Mix = { order: 'in-turn', each: 'orbit' };

/** A straddle is twice the big blind, each one over it twice the one before. @see rules/TABLE.md TABLE-25 to TABLE-27. */
export interface StraddleOption {
  /** The seat left of the big blind may straddle, and then the one on its left. */
  readonly utg: boolean;
  /** The button may straddle (Mississippi). */
  readonly button: boolean;
  /** Most straddles in one hand, one or more. */
  readonly most: number;
}

/** @see rules/TABLE.md TABLE-28 to TABLE-31. */
export interface KillOption {
  /** The kill blind and the bets: twice or one and a half times the usual ones. */
  readonly size: 'full' | 'half';
  readonly trigger: 'two-in-a-row' | 'scoop';
  /** The pot that calls for it: this many chips or more. */
  readonly least: Chips;
}

/** @see rules/TABLE.md TABLE-32 to TABLE-34. */
export interface BombPotOption {
  /** Of every seat dealt in. */
  readonly ante: Chips;
  readonly boards: 1 | 2;
  /** Every so many hands; `null` for never of itself. */
  readonly every: number | null;
  /** Also when every seat to be dealt in asks for it. */
  readonly byVote: boolean;
}

/** What a table offers beyond its game. */
export interface TableOptions {
  /** Seats without a player are dealt in and blinded off, and nobody owes a blind (TOURNEY-1 to TOURNEY-3). */
  readonly isTournament: boolean;
  /** @see rules/TABLE.md TABLE-2, TABLE-18, TABLE-19. */
  readonly button: 'dead' | 'moving' | 'forward';
  /** @see rules/TABLE.md TABLE-22. */
  readonly mayBuyButton: boolean;
  readonly straddles: StraddleOption | null;
  readonly kill: KillOption | null;
  readonly bombPot: BombPotOption | null;
  /** Rounds of blinds a seat may miss before its player is picked up (TABLE-24); `null` for any number. */
  readonly roundsOut: number | null;
}

/** Nothing extra: one game, no straddles, kills or bomb pots. */
export const DEFAULT_TABLE_OPTIONS: TableOptions = {
  isTournament: false,
  button: 'dead',
  mayBuyButton: false,
  straddles: null,
  kill: null,
  bombPot: null,
  roundsOut: null,
};
