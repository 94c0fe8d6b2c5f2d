/**
 * Counting every way a hand can be bet, as chess programs count moves: two enumerators written apart must agree on each number.
 *
 * A sequence is what the players do, card by card forgotten: check, call, bring in, bet or raise to one legal amount, fold. A fold
 * that gives up a free check is left out, as the literature on small games does.
 */

/** A game, its stakes and stacks. Seats in deal order: the first is left of the button, the last has it. */
export interface PerftCase {
  readonly name: string;
  /** The catalogue's code. */
  readonly game: string;
  readonly stacks: readonly number[];
  readonly ante: number;
  readonly smallBlind: number;
  readonly bigBlind: number;
  readonly smallBet: number;
  readonly bigBet: number;
}

export interface PerftCount {
  /** How many sequences have 1, 2, 3 … actions, the hand over or not. */
  readonly byLength: readonly number[];
  /** How many sequences end the hand. */
  readonly complete: number;
}

/** Adds to the counts as an enumerator walks. */
export interface PerftTally {
  readonly byLength: number[];
  complete: number;
}

export function countAction(tally: PerftTally, length: number): void {
  tally.byLength[length - 1] = (tally.byLength[length - 1] ?? 0) + 1;
}
