/** What a seat does on its turn. Always one of the legal actions; it looks at nothing but the situation and its own whims. */
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../chance.ts';
import { decideAfterFlop } from './after-flop.ts';
import { decideBeforeFlop } from './before-flop.ts';
import type { Personality } from './personality.ts';
import type { Situation } from './situation.ts';

export function decideAction(at: Situation, who: Personality, chance: Chance): PlayerAction {
  return at.board.length === 0 ? decideBeforeFlop(at, who, chance) : decideAfterFlop(at, who, chance);
}
