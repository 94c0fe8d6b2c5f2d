/** The parts of a pot: one for each board and each way to win, and what the other hands make of it. */
import { type Game, NO_HAND, strength, type WinRule } from '@aboveboard/engine';

interface Part {
  readonly rule: WinRule;
  readonly board: readonly number[];
  /** The best of the others, and how many have it. */
  readonly most: number;
  readonly ties: number;
}

export type Parts = readonly (readonly Part[])[];

/** @returns for each board a part for each way to win */
export function partsOf(game: Game, boards: readonly (readonly number[])[], hands: readonly (readonly number[])[]): Parts {
  return boards.slice(0, game.boards).map((board) =>
    game.wins.map((rule) => {
      const made = hands.map((hand) => strength(rule, hand, board));
      const most = Math.max(NO_HAND, ...made);
      return { rule, board, most, ties: made.filter((strong) => strong === most).length };
    }),
  );
}

/** The share of the whole pot that `hand` wins, 0–1: what no hand qualifies for goes to the other ways to win. */
export function shareOf(parts: Parts, hand: readonly number[]): number {
  let share = 0;
  for (const board of parts) {
    let [won, contested] = [0, 0];
    for (const { rule, board: cards, most, ties } of board) {
      const made = strength(rule, hand, cards);
      if (made === NO_HAND && most === NO_HAND) continue;
      contested += 1;
      if (made >= most) won += made > most ? 1 : 1 / (ties + 1);
    }
    share += won / Math.max(1, contested) / parts.length;
  }
  return share;
}
