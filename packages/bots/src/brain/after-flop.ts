/** After the flop: estimated equity against the price, with some bets for value and a few for nothing. */
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import { boardTexture } from './board-texture.ts';
import { estimateEquity } from './equity.ts';
import type { Personality } from './personality.ts';
import type { Situation } from './situation.ts';
import { checkOrCall, checkOrFold, potShare, raiseTo } from './sizing.ts';

const SAMPLES = 140;
/** Share of hands an opponent who only checked and called may hold; who bets or raises holds better ones. */
const CALLING_RANGE = 0.6;
const BETTING_RANGE = 0.32;

export function decideAfterFlop(at: Situation, who: Personality, chance: Chance): PlayerAction {
  const range = at.toCall > 0 ? BETTING_RANGE : CALLING_RANGE;
  const { hole, others } = at;
  const equity = estimateEquity({ hole, board: boardOf(at), opponents: others.length, range, samples: SAMPLES }, chance);
  return at.toCall > 0 ? answerBet(at, who, chance, equity) : betOrCheck(at, who, chance, equity);
}

function boardOf({ boards: [board = []] }: Situation): readonly number[] {
  return board;
}

/** A fair share is one of all seats in; clearly more is worth a bet, and a wet board asks for a bigger one. */
function betOrCheck(at: Situation, who: Personality, chance: Chance, equity: number): PlayerAction {
  const fair = 1 / (at.others.length + 1);
  const wetness = boardTexture(boardOf(at)).wetness;
  const isValue = equity > fair * 1.25 + 0.08 && chance.isHit(0.45 + who.aggression * 0.5);
  const isBluff = at.others.length <= 2 && chance.isHit(who.bluffing * (1.2 - wetness) * (0.6 + at.lateness * 0.6));
  if (!isValue && !isBluff) return checkOrCall(at.legal);
  return raiseTo(at, potShare(at, chance.between(0.4, 0.62) + wetness * 0.25));
}

function answerBet(at: Situation, who: Personality, chance: Chance, equity: number): PlayerAction {
  const price = at.toCall / (at.pot + at.toCall);
  const isStrong = equity > 0.7 + 0.04 * (at.others.length - 1);
  if (isStrong && chance.isHit(who.aggression)) return raiseTo(at, potShare(at, chance.between(0.5, 0.9)));
  const toCome = (5 - boardOf(at).length) * 0.02; // what a draw may win later
  return equity + toCome + who.stubbornness > price + 0.03 ? checkOrCall(at.legal) : checkOrFold(at.legal);
}
