/** Drawing to a low of five cards: low ranks once each, and pat on what is good enough for the draws that are left. */
import { card, type HandType, suitOf } from '@aboveboard/engine';
import { type ByDrawsLeft, byDrawsLeft, isAceHigh, lowRank } from './ranks.ts';

interface Limits {
  /** Highest rank that is kept to draw to. */
  readonly keep: ByDrawsLeft;
  /** Highest rank of a hand that stands pat. */
  readonly pat: ByDrawsLeft;
}

/** Ranks as `lowRank` counts them: to deuce-to-seven 6 is an eight, to ace-to-five 7 is. */
const DEUCE_TO_SEVEN: Limits = { keep: [8, 6, 6], pat: [9, 7, 6] };
const ACE_TO_FIVE: Limits = { keep: [8, 7, 6], pat: [9, 8, 7] };
const FULL = 5;

/** @param wanted cards another part of the pot asks for: of a pair, one of these stays */
export function keepLow(type: HandType, hand: readonly number[], drawsLeft: number, wanted: readonly number[]): number[] {
  const { keep, pat } = isAceHigh(type) ? DEUCE_TO_SEVEN : ACE_TO_FIVE;
  const unpaired = lowestFirst(type, hand, wanted);
  const top = unpaired[FULL - 1];
  if (top === undefined) return draws(type, unpaired, byDrawsLeft(keep, drawsLeft), drawsLeft);
  const made = unpaired.slice(0, FULL);
  const isSpoilt = isAceHigh(type) && (isRun(type, made) || isOneSuit(made)); // a straight or a flush
  if (!isSpoilt && lowRank(type, top) <= byDrawsLeft(pat, drawsLeft)) return made;
  return draws(type, made.slice(0, -1), byDrawsLeft(keep, drawsLeft), drawsLeft);
}

/** One card of each rank, from the best. */
function lowestFirst(type: HandType, hand: readonly number[], wanted: readonly number[]): number[] {
  const ofRank: number[] = [];
  for (const c of hand) {
    const rank = lowRank(type, c);
    if (ofRank[rank] === undefined || wanted.includes(c)) ofRank[rank] = c;
  }
  return ofRank.filter((c) => c !== undefined);
}

/** The cards worth drawing to; four in a row from the three up are cut open while there are draws for it. */
function draws(type: HandType, unpaired: readonly number[], limit: number, drawsLeft: number): number[] {
  const low = unpaired.filter((c) => lowRank(type, c) <= limit);
  const isOpen = isAceHigh(type) && low.length === FULL - 1 && isRun(type, low) && lowRank(type, low[0] as number) > 0;
  return isOpen && drawsLeft > 1 ? low.toSpliced(-2, 1) : low;
}

function isRun(type: HandType, ordered: readonly number[]): boolean {
  return lowRank(type, ordered.at(-1) as number) - lowRank(type, ordered[0] as number) === ordered.length - 1;
}

function isOneSuit([first, ...others]: readonly number[]): boolean {
  return others.every((c) => suitOf(card(c)) === suitOf(card(first as number)));
}
