/** What a hand is, in words a screen can translate. */
import type { Card, Rank } from './card.ts';

export type Category =
  | 'high-card'
  | 'pair'
  | 'two-pair'
  | 'three-of-a-kind'
  | 'straight'
  | 'flush'
  | 'full-house'
  | 'four-of-a-kind'
  | 'straight-flush';

export interface HandRank {
  readonly category: Category;
  /** Ranks that name it, most telling first, kickers left out: kings full of fours is [11, 2]; a straight or flush by its top. */
  readonly ranks: readonly Rank[];
  /** The five cards used, as the hand is read out: the pair first, then kickers from the top; a wheel ends in its ace. */
  readonly best: readonly Card[];
}
