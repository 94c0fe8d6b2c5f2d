/** Drawing to a badugi: the best there is of different ranks and suits, less what is too high to draw to. */
import { type HandType, strength } from '@aboveboard/engine';
import { type ByDrawsLeft, byDrawsLeft, isAceHigh, lowRank } from './ranks.ts';

/** Highest rank kept, and highest of a badugi that stands pat, the ace low; one less where the ace is high. */
const KEEP: ByDrawsLeft = [10, 8, 7];
const PAT: ByDrawsLeft = [12, 11, 9];
const FULL = 4;

export function keepBadugi(type: HandType, hand: readonly number[], drawsLeft: number): number[] {
  const higher = isAceHigh(type) ? 1 : 0;
  const best = bestBadugi(type, hand).sort((a, b) => lowRank(type, a) - lowRank(type, b));
  const top = best.at(-1);
  if (best.length === FULL && top !== undefined && lowRank(type, top) + higher <= byDrawsLeft(PAT, drawsLeft)) return best;
  const drawn = best.length === FULL ? best.slice(0, -1) : best;
  return drawn.filter((c, i) => i === 0 || lowRank(type, c) + higher <= byDrawsLeft(KEEP, drawsLeft));
}

/** Leaves out every card without which the hand is as good. */
function bestBadugi(type: HandType, hand: readonly number[]): number[] {
  const rule = { type, use: 'own' } as const;
  const whole = strength(rule, hand, []);
  let kept = [...hand];
  for (const c of hand) {
    const without = kept.filter((other) => other !== c);
    if (strength(rule, without, []) === whole) kept = without;
  }
  return kept;
}
