/** How much a board may still change: suits and ranks that lie close make it wet. */
import { card, rankOf, suitOf } from '@aboveboard/engine';

export interface BoardTexture {
  /** 0 dry … 1 wet. */
  readonly wetness: number;
}

export function boardTexture(board: readonly number[]): BoardTexture {
  const cards = board.map(card);
  const ofSuit = [0, 1, 2, 3].map((suit) => cards.filter((c) => suitOf(c) === suit).length);
  const ranks = [...new Set(cards.map(rankOf))].sort((a, b) => a - b);
  const close = ranks.filter((rank, i) => i > 0 && rank - (ranks[i - 1] as number) <= 2).length;
  const flush = Math.max(0, ...ofSuit) >= 3 ? 0.55 : Math.max(0, ...ofSuit) === 2 ? 0.25 : 0;
  return { wetness: Math.min(1, flush + close * 0.2) };
}
