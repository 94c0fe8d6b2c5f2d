/** What a seat does on its turn. Always one of the legal actions; it looks at nothing but the situation and its own whims. */
import type { TableView } from '@aboveboard/client';
import { deckSize, type Game, holeCardCount } from '@aboveboard/engine';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import { decideAfterFlop } from './after-flop.ts';
import { decideBeforeFlop } from './before-flop.ts';
import { decideByShare } from './by-share.ts';
import { decideDraw } from './draw/decide-draw.ts';
import { knownCards } from './known-cards.ts';
import type { Personality } from './personality.ts';
import { safeAction } from './safe.ts';
import { type Situation, situationOf } from './situation.ts';

/** Answers the turn in `view`, which is this player's. */
export function decideTurn(view: TableView, who: Personality, chance: Chance): PlayerAction {
  const known = knownCards(view);
  if (known && view.turn?.draw) return decideDraw(known, view.turn.draw, chance);
  const situation = situationOf(view);
  return situation ? decideAction(situation, who, chance) : safeAction(view);
}

export function decideAction(at: Situation, who: Personality, chance: Chance): PlayerAction {
  if (!isHoldem(at.game)) return decideByShare(at, who, chance);
  return at.boards[0]?.length ? decideAfterFlop(at, who, chance) : decideBeforeFlop(at, who, chance);
}

/** Hold'em with any limit on bets has a brain of its own, which knows starting hands and positions. */
function isHoldem(game: Game): boolean {
  const [rule, ...others] = game.wins;
  const isHigh = rule?.type === 'high' && rule.use === 'any' && others.length === 0;
  const isPlain = game.forced === 'blinds' && game.boards === 1 && game.streets.length === 4;
  return isHigh && isPlain && holeCardCount(game) === 2 && deckSize(game.deck) === 52;
}
