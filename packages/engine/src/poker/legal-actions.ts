/** What a seat that has the turn may do. Nobody else computes this: server, client, bots and tests all ask here. */
import type { Chips } from '../units.ts';
import { isBringInDue } from './flow.ts';
import type { Hand, LegalActions } from './hand.ts';
import { raiseBounds } from './limits.ts';
import { potTotal } from './pots.ts';
import { seatAt } from './seats.ts';
import { missing } from './turn.ts';

/** The legal actions of the seat that has the turn; `null` when nobody is to act. A draw is `legalDraw`'s. */
export function legalActions(hand: Hand): LegalActions | null {
  if (hand.phase !== 'betting' || hand.toAct === null) return null;
  const seat = seatAt(hand, hand.toAct);
  const isBringIn = isBringInDue(hand);
  const toCall = missing(hand, seat);
  return {
    seat: seat.seat,
    canFold: !isBringIn,
    canCheck: toCall === 0 && !isBringIn,
    call: toCall === 0 ? null : (Math.min(toCall, seat.stack) as Chips),
    bringIn: isBringIn ? (Math.min(hand.setup.stakes.bringIn, seat.stack) as Chips) : null,
    raise: raiseBounds(hand, seat),
    pot: potTotal(hand),
  };
}
