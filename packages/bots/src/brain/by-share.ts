/**
 * Betting in any game: the estimated share of the pot against the price. A share that is fair is one of all seats in; the `edge` is
 * what lies above it, 1 for a pot that is won for certain.
 */
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import type { Personality } from './personality.ts';
import { estimateShares, MOST_OTHERS } from './share/estimate-share.ts';
import type { Situation } from './situation.ts';
import { checkOrCall, checkOrFold, potShare, raiseTo } from './sizing.ts';

/** Edge worth a bet, a raise, a third bet, and any further one: before much of the hand is dealt, and later. */
const EARLY_EDGE = [0.12, 0.22, 0.36, 0.55];
const LATER_EDGE = [0.3, 0.46, 0.62, 0.78];
/** At fixed limit a bet risks less. */
const FIXED = 0.75;
/** Share of the stack from which a call is for all of it. */
const MUCH = 0.4;

interface Judged {
  readonly at: Situation;
  readonly who: Personality;
  readonly chance: Chance;
  /** Share of the pot against all who are in. */
  readonly share: number;
  readonly edge: number;
  readonly isEarly: boolean;
}

export function decideByShare(at: Situation, who: Personality, chance: Chance): PlayerAction {
  const [share = 0] = estimateShares(at, [at.hole], chance);
  const fair = 1 / (1 + Math.min(MOST_OTHERS, at.others.length));
  const judged: Judged = {
    ...{ at, who, chance },
    share: (share * (1 / (1 + at.others.length))) / fair,
    edge: (share - fair) / (1 - fair),
    isEarly: at.street === 0 && (at.boards[0]?.length ?? 0) < 3,
  };
  if (at.legal.bringIn !== undefined) return bringIn(judged);
  return at.toCall > 0 ? answerBet(judged) : betOrCheck(judged);
}

/** Completes with a good hand now and then: the bring-in is put in by the worst card showing. */
function bringIn({ at, edge, who, chance }: Judged): PlayerAction {
  const isGood = edge > (EARLY_EDGE[1] ?? 1) && chance.isHit(who.aggression);
  return isGood && at.legal.raise ? raiseTo(at, at.legal.raise.smallest) : { kind: 'bring-in' };
}

function betOrCheck(judged: Judged): PlayerAction {
  const { at, who, chance } = judged;
  const isBluff = at.others.length <= 2 && chance.isHit(who.bluffing * (0.6 + at.lateness * 0.6));
  const isValue = isWorthRaising(judged) && chance.isHit(0.45 + who.aggression * 0.5);
  return isValue || isBluff ? raiseTo(at, potShare(at, chance.between(0.45, 0.8))) : checkOrCall(at.legal);
}

function answerBet(judged: Judged): PlayerAction {
  const { at, who, chance, share } = judged;
  if (isWorthRaising(judged) && chance.isHit(who.aggression)) return raiseTo(at, potShare(at, chance.between(0.55, 1)));
  return share + who.stubbornness > neededToCall(judged) ? checkOrCall(at.legal) : checkOrFold(at.legal);
}

/** The more have raised, the more it takes. */
function isWorthRaising({ at, edge, isEarly }: Judged): boolean {
  const needed = (isEarly ? EARLY_EDGE : LATER_EDGE)[Math.min(3, at.raisers)] ?? 1;
  return edge > needed * (at.game.limit === 'fixed-limit' ? FIXED : 1) - (isEarly ? 0.06 * at.lateness : 0);
}

/** Share of the pot that a call must be worth: its price, more for a seat that has nothing in yet and could wait for better. */
function neededToCall({ at, who, isEarly }: Judged): number {
  const { toCall, pot, stack, others, lateness, raisers } = at;
  const price = toCall / (pot + toCall);
  const isForMuch = toCall >= stack * MUCH && at.game.limit !== 'fixed-limit';
  const toCome = (at.game.streets.length - 1 - at.street) * 0.015; // what a draw may win later
  if (!isEarly) return price + 0.03 - toCome + (isForMuch ? 0.04 : 0);
  const entry = ((1.1 - 0.16 * lateness) / (others.length + 1) / Math.sqrt(who.looseness)) * (1 + 0.15 * raisers);
  return Math.max(price + 0.02, at.isBigBlind && raisers < 2 ? 0 : entry) + (isForMuch ? 0.08 : 0);
}
