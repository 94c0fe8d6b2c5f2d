/** Hands laid open: who wins which prize. */
import { type Card, NO_HAND, strength, type WinRule } from '@aboveboard/engine';
import { withPrize } from './tally.ts';

/** The hands of the greatest strength, a bit a hand; 0 when none of them is a hand at all. */
export function winnersAmong(strengths: readonly number[]): number {
  let best = NO_HAND;
  let winners = 0;
  for (let i = 0; i < strengths.length; i++) {
    const own = strengths[i] as number;
    if (own > best) {
      best = own;
      winners = 1 << i;
    } else if (own === best && own !== NO_HAND) winners |= 1 << i;
  }
  return winners;
}

/** `outcome` with the prizes of one more board: each rule of winning, in order. */
export function withBoard(
  outcome: number,
  wins: readonly WinRule[],
  hands: readonly (readonly Card[])[],
  board: readonly Card[],
): number {
  const strengths: number[] = [];
  let all = outcome;
  for (let w = 0; w < wins.length; w++) {
    for (let i = 0; i < hands.length; i++) strengths[i] = strength(wins[w] as WinRule, hands[i] as readonly Card[], board);
    all = withPrize(all, winnersAmong(strengths), hands.length);
  }
  return all;
}
