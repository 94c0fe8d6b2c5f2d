/** Before the flop: ranges by position, by what it costs, and by how many sit at the table. */
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import type { Personality } from './personality.ts';
import type { Situation } from './situation.ts';
import { checkOrCall, checkOrFold, raiseTo } from './sizing.ts';
import { shareOfBetterHands } from './starting-hands.ts';

/** Shares of all hands opened first to act at a full table, and on the button. */
const EARLY_RANGE = 0.13;
const BUTTON_RANGE = 0.42;
const FULL_TABLE = 9;
/** Big blinds at which a stack is too short for anything but all-in or fold. */
const SHORT_STACK = 12;

export function decideBeforeFlop(at: Situation, who: Personality, chance: Chance): PlayerAction {
  const [a = 0, b = 0] = at.hole;
  const better = shareOfBetterHands(a, b);
  const open = openingRange(at, who);
  if (at.betToMatch <= at.bigBlind) return openOrPass(at, who, chance, better, open);
  return answerRaise(at, who, chance, better, open);
}

/** Wider when late, and when fewer are left to wake up with a hand. */
export function openingRange({ lateness, tableSize }: Situation, { looseness }: Personality): number {
  const full = EARLY_RANGE + (BUTTON_RANGE - EARLY_RANGE) * lateness ** 2;
  const shortHanded = 1 + (FULL_TABLE - tableSize) * 0.11;
  return Math.min(0.9, full * shortHanded * looseness);
}

function openOrPass(at: Situation, who: Personality, chance: Chance, better: number, open: number): PlayerAction {
  const { legal, bigBlind, stack } = at;
  if (better >= open) return checkOrFold(legal);
  if (stack <= SHORT_STACK * bigBlind && better < open * 0.8) return raiseTo(at, Number.MAX_SAFE_INTEGER);
  const limps = !at.isBigBlind && better > open * 0.6 && !chance.isHit(who.aggression);
  if (limps || (at.isBigBlind && better > open * 0.35)) return checkOrCall(legal);
  return raiseTo(at, bigBlind * chance.between(2.2, 3.4));
}

/** The dearer the call beside what can be won, the better the hand. */
function answerRaise(at: Situation, who: Personality, chance: Chance, better: number, open: number): PlayerAction {
  const { legal, pot, toCall, betToMatch, bigBlind, stack } = at;
  const price = toCall / (pot + toCall); // 0.2 cheap … 0.5 pot-sized
  const raises = Math.log2(Math.max(2, betToMatch / bigBlind)); // about 1.5 for an open, 3 for a third bet, 4.5 for a fourth
  const continuing = (open * (0.62 - price) * 2.2) / raises;
  const raising = Math.min(continuing, (open * 0.3) / raises);
  const isForAll = toCall >= stack * 0.4;
  if (better < raising && (chance.isHit(who.aggression) || better < 0.015)) {
    return raiseTo(at, isForAll ? Number.MAX_SAFE_INTEGER : betToMatch * chance.between(2.6, 3.4));
  }
  const needed = isForAll ? raising : continuing;
  const closesCheaply = at.isBigBlind && toCall <= bigBlind * 1.5 && better < 0.55 * who.looseness;
  return better < needed || closesCheaply ? checkOrCall(legal) : checkOrFold(legal);
}
