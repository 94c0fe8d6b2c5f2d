/** How much: a share of the pot, kept inside what is legal, and all-in where little would be left behind. */
import type { PlayerAction } from '@aboveboard/protocol';
import type { Situation } from './situation.ts';

/** With less than this share of the bet left behind, the rest goes in too. */
const LEFT_BEHIND = 0.35;

/** A bet or raise to about `to` chips in all; the nearest thing to it where that is not legal. */
export function raiseTo({ legal, stack }: Situation, to: number): PlayerAction {
  if (!legal.raise) return checkOrCall(legal);
  const { smallest, largest, step } = legal.raise;
  const wanted = smallest + Math.round((Math.min(largest, Math.max(smallest, to)) - smallest) / step) * step;
  const isNearlyAll = largest - wanted < LEFT_BEHIND * Math.min(wanted, stack);
  return { kind: 'raise-to', to: isNearlyAll ? largest : wanted };
}

/** Whole bet that adds `share` of the pot, counted after a call. */
export function potShare({ pot, toCall, betToMatch }: Situation, share: number): number {
  return betToMatch + (pot + toCall) * share;
}

export function checkOrCall(legal: Situation['legal']): PlayerAction {
  if (legal.canCheck) return { kind: 'check' };
  return legal.call === undefined ? { kind: 'fold' } : { kind: 'call' };
}

/** Folds only where it costs something to stay. */
export function checkOrFold(legal: Situation['legal']): PlayerAction {
  return legal.canCheck ? { kind: 'check' } : { kind: 'fold' };
}
