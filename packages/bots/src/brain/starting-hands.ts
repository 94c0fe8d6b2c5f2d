/**
 * Two hole cards as one number: the share of all 1 326 starting hands that are better, 0 for aces. A range is then simply "the best
 * so many of a hundred".
 *
 * Hands are ordered by Bill Chen's points (Chen and Ankenman, The Mathematics of Poker), which weigh high cards, pairs, suits and
 * gaps much as full-ring results do; ties go to the higher cards.
 */
import { type Card, card, rankOf, suitOf } from '@aboveboard/engine';

const ACE = 12;
const HIGH_POINTS = new Map([
  [ACE, 10],
  [11, 8],
  [10, 7],
  [9, 6],
]);
/** Points lost for ranks missing between the two. */
const GAP_LOSS = [0, 1, 2, 4];
const WIDE_GAP_LOSS = 5;

/** Chen's points, before rounding. */
export function chenPoints(a: Card, b: Card): number {
  const [high, low] = rankOf(a) >= rankOf(b) ? [rankOf(a), rankOf(b)] : [rankOf(b), rankOf(a)];
  const points = HIGH_POINTS.get(high) ?? (high + 2) / 2;
  if (high === low) return Math.max(5, points * 2);
  const gap = high - low - 1;
  const isConnected = gap <= 1 && high < 10; // both below the queen: a straight at both ends
  return points + (suitOf(a) === suitOf(b) ? 2 : 0) - (GAP_LOSS[gap] ?? WIDE_GAP_LOSS) + (isConnected ? 1 : 0);
}

const betterShare = new Float32Array(52 * 52);

function order(a: Card, b: Card): number {
  return chenPoints(a, b) * 1000 + rankOf(a) + rankOf(b); // ties by the sum of ranks
}

{
  const pairs: { readonly at: number; readonly order: number }[] = [];
  for (let a = 0; a < 52; a++) {
    for (let b = 0; b < a; b++) pairs.push({ at: a * 52 + b, order: order(card(a), card(b)) });
  }
  pairs.sort((x, y) => y.order - x.order);
  let better = 0;
  for (const [i, pair] of pairs.entries()) {
    if (i > 0 && pair.order !== pairs[i - 1]?.order) better = i;
    betterShare[pair.at] = better / pairs.length;
  }
}

/** Share of starting hands that are better than these two cards: 0 for the best, below 1. */
export function shareOfBetterHands(a: number, b: number): number {
  return betterShare[a > b ? a * 52 + b : b * 52 + a] as number;
}
