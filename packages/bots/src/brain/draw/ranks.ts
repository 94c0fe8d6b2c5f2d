/** Ranks as a low counts them: 0 for the best card. */
import { card, type HandType, rankOf } from '@aboveboard/engine';

const RANKS = 13;

/** Whether the ace is the worst card of this hand type. */
export function isAceHigh(type: HandType): boolean {
  return type === 'low-27' || type === 'badugi-27';
}

/** 0–12 = 2..A where the ace is high, else A..K. */
export function lowRank(type: HandType, c: number): number {
  const rank = rankOf(card(c));
  return isAceHigh(type) ? rank : (rank + 1) % RANKS;
}

/** What holds with so many draws left, this one counted: an entry for the last draw, the one before, and any earlier one. */
export type ByDrawsLeft = readonly [last: number, before: number, earlier: number];

export function byDrawsLeft([last, before, earlier]: ByDrawsLeft, drawsLeft: number): number {
  if (drawsLeft <= 1) return last;
  return drawsLeft === 2 ? before : earlier;
}
