/**
 * Which cards of a hand are worth keeping in a draw: by the hand types that win, whatever the game is called. Where several share
 * the pot, a card stays that any of them wants.
 */

import type { WinRule } from '@aboveboard/engine';
import { unreachable } from '@aboveboard/kit';
import { keepBadugi } from './keep-badugi.ts';
import { keepHigh } from './keep-high.ts';
import { keepLow } from './keep-low.ts';

/**
 * @param drawsLeft This draw and those after it.
 * @returns The cards kept, in the order held; the board is not looked at.
 */
export function cardsToKeep(rules: readonly WinRule[], hand: readonly number[], drawsLeft: number): number[] {
  const ofOwn = rules.filter(({ use }) => use === 'own');
  let kept: number[] = [];
  for (const rule of ofOwn.length > 0 ? ofOwn : rules) kept = kept.concat(keptFor(rule, hand, drawsLeft, kept));
  return hand.filter((c) => kept.includes(c));
}

function keptFor({ type }: WinRule, hand: readonly number[], drawsLeft: number, wanted: readonly number[]): number[] {
  switch (type) {
    case 'high':
    case 'short-deck':
    case 'short-deck-trips':
    case 'three-card':
      return keepHigh(hand);
    case 'low-8':
    case 'low-a5':
    case 'low-27':
      return keepLow(type, hand, drawsLeft, wanted);
    case 'badugi':
    case 'badugi-27':
      return keepBadugi(type, hand, drawsLeft);
    default:
      return unreachable(type);
  }
}
