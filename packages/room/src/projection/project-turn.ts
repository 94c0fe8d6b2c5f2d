/** Whose turn it is, to bet or to draw, as all viewers see it. */
import { type Hand, type LegalActions, legalActions, legalDraw, potTotal } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { TableEventOf, WireLegalActions } from '@aboveboard/protocol';

type TurnTimes = Pick<TableEventOf<'turn'>, 'turnId' | 'seat' | 'deadlineMs' | 'timeBankMs'>;

export function projectTurn(hand: Hand, times: TurnTimes): TableEventOf<'turn' | 'draw-turn'> {
  const street = hand.setup.game.streets[hand.street]?.name;
  assert(street, 'a turn on no street');
  const turn = { ...times, street, pot: potTotal(hand) };
  const draw = legalDraw(hand);
  if (draw) return { kind: 'draw-turn', ...turn, least: draw.least, most: draw.most };
  const legal = legalActions(hand);
  assert(legal, 'nobody has the turn');
  return { kind: 'turn', ...turn, legal: projectLegal(legal) };
}

export function projectLegal({ canFold, canCheck, call, bringIn, raise }: LegalActions): WireLegalActions {
  return {
    canFold,
    canCheck,
    ...(call === null ? {} : { call }),
    ...(bringIn === null ? {} : { bringIn }),
    ...(raise && { raise: { smallest: raise.smallest, largest: raise.largest, step: raise.step, isBet: raise.isBet } }),
  };
}
