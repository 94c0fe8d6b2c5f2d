/**
 * Betting: what a player may do with chips, street by street.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import type { HandCommand } from './command.ts';
import type { HandEvent } from './event.ts';
import type { Hand } from './hand.ts';
import { raiseBounds } from './legal-actions.ts';
import type { HandRefusal } from './refusal.ts';
import { seatAt } from './seats.ts';
import { missing } from './turn.ts';

type Decision = Result<HandEvent[], HandRefusal>;

type Action = Extract<HandCommand, { kind: 'fold' | 'check' | 'call' | 'raise-to' | 'time-out' }>;

/** What a seat does with its turn; NOT_POSSIBLE_NOW outside of the betting, NOT_YOUR_TURN for every other seat. */
export function decideAction(hand: Hand, action: Action): Decision {
  if (hand.phase !== 'betting') return err({ code: 'NOT_POSSIBLE_NOW' });
  if (hand.toAct !== action.seat) return err({ code: 'NOT_YOUR_TURN' });
  switch (action.kind) {
    case 'fold':
      return decideFold(action.seat);
    case 'check':
      return decideCheck(hand, action.seat);
    case 'call':
      return decideCall(hand, action.seat);
    case 'raise-to':
      return decideRaise(hand, action.seat, action.to);
    case 'time-out':
      return decideTimeOut(hand, action.seat);
    default:
      return unreachable(action);
  }
}

/** A fold stands also when a check would have been free. */
function decideFold(seat: SeatIndex): Decision {
  return ok([{ kind: 'folded', seat, timedOut: false }]);
}

/** @returns one `checked`, or CANNOT_CHECK with the chips that are missing. */
function decideCheck(hand: Hand, seat: SeatIndex): Decision {
  const toCall = chips(missing(hand, seatAt(hand, seat)));
  return toCall > 0 ? err({ code: 'CANNOT_CHECK', toCall }) : ok([{ kind: 'checked', seat, timedOut: false }]);
}

/** Matches the bet, or goes all-in for less. @returns one `called`, or NOTHING_TO_CALL. */
function decideCall(hand: Hand, seat: SeatIndex): Decision {
  const caller = seatAt(hand, seat);
  const amount = chips(Math.min(missing(hand, caller), caller.stack));
  return amount === 0 ? err({ code: 'NOTHING_TO_CALL' }) : ok([{ kind: 'called', seat, amount }]);
}

/**
 * Raises the bet of this street to `to` chips in all: the seat's whole bet, not the amount added.
 *
 * A raise shorter than the last full one stands only as an all-in, and then it does not reopen the betting to a seat that has
 * already acted, unless short all-ins have together grown by a full raise since.
 *
 * @returns one `raised` event, or a refusal: RAISE_NOT_OPEN, NOT_ENOUGH_CHIPS (`largest`) or RAISE_TOO_SMALL (`smallest`), both in
 *   chips.
 * @see rules/BET.md BET-3 to BET-9, after TDA 2024 rules 43 and 47.
 */
function decideRaise(hand: Hand, seat: SeatIndex, to: Chips): Decision {
  const bounds = raiseBounds(hand, seatAt(hand, seat));
  if (bounds === null) return err({ code: 'RAISE_NOT_OPEN' });
  const { smallest, largest, isBet } = bounds;
  if (to > largest) return err({ code: 'NOT_ENOUGH_CHIPS', largest });
  if (!Number.isSafeInteger(to) || to < smallest) return err({ code: 'RAISE_TOO_SMALL', smallest });
  const fullRaise = chips(Math.max(hand.fullRaise, to - hand.betToMatch));
  return ok([{ kind: 'raised', seat, to, fullRaise, isBet }]);
}

/** The seat's time is over: it checks if that is free, else its hand is folded. @see rules/TIME.md TIME-1. */
function decideTimeOut(hand: Hand, seat: SeatIndex): Decision {
  const isFree = missing(hand, seatAt(hand, seat)) === 0;
  return ok([{ kind: isFree ? 'checked' : 'folded', seat, timedOut: true }]);
}
