/**
 * Betting: what a player may do with chips, street by street.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { type Chips, chips, type SeatIndex } from '../units.ts';
import type { HandCommand } from './command.ts';
import type { HandEvent } from './event.ts';
import { isBringInDue } from './flow.ts';
import type { Hand } from './hand.ts';
import { isCapped, raiseBounds } from './limits.ts';
import type { HandRefusal } from './refusal.ts';
import { seatAt } from './seats.ts';
import { missing } from './turn.ts';

type Decision = Result<HandEvent[], HandRefusal>;

type Action = Extract<HandCommand, { kind: 'fold' | 'check' | 'call' | 'bring-in' | 'raise-to' | 'time-out' }>;

/** What a seat does with its turn; NOT_POSSIBLE_NOW outside of the betting, NOT_YOUR_TURN for every other seat. */
export function decideAction(hand: Hand, action: Action): Decision {
  if (hand.phase !== 'betting') return err({ code: 'NOT_POSSIBLE_NOW' });
  if (hand.toAct !== action.seat) return err({ code: 'NOT_YOUR_TURN' });
  if (isBringInDue(hand)) return decideBringIn(hand, action);
  switch (action.kind) {
    case 'fold':
      return decideFold(action.seat);
    case 'check':
      return decideCheck(hand, action.seat);
    case 'call':
      return decideCall(hand, action.seat);
    case 'bring-in':
      return err({ code: 'NOT_POSSIBLE_NOW' });
    case 'raise-to':
      return decideRaise(hand, action.seat, action.to);
    case 'time-out':
      return decideTimeOut(hand, action.seat);
    default:
      return unreachable(action);
  }
}

/** The door card brings in, also when its time is over, or bets in full. @see rules/STUD.md STUD-1, STUD-2. */
function decideBringIn(hand: Hand, action: Action): Decision {
  const { seat } = action;
  const amount = chips(Math.min(hand.setup.stakes.bringIn, seatAt(hand, seat).stack));
  if (action.kind === 'raise-to') return decideRaise(hand, seat, action.to);
  if (action.kind !== 'bring-in' && action.kind !== 'time-out') return err({ code: 'BRING_IN_DUE', amount });
  return ok([{ kind: 'posted', seat, what: 'bring-in', amount }]);
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
 * @returns one `raised` event, or a refusal: RAISE_NOT_OPEN, RAISES_CAPPED, NOT_ENOUGH_CHIPS or RAISE_TOO_LARGE (`largest`), or
 *   RAISE_TOO_SMALL (`smallest`), in chips.
 * @see rules/BET.md BET-3 to BET-9, after TDA 2024 rules 43 and 47; rules/LIMIT.md.
 */
function decideRaise(hand: Hand, seat: SeatIndex, to: Chips): Decision {
  const raiser = seatAt(hand, seat);
  const bounds = raiseBounds(hand, raiser);
  if (bounds === null) return err({ code: isCapped(hand) ? 'RAISES_CAPPED' : 'RAISE_NOT_OPEN' });
  const { smallest, largest, step, isBet } = bounds;
  if (to > largest) return err(tooLarge(raiser.bet + raiser.stack, to, largest));
  if (!Number.isSafeInteger(to) || to < smallest) return err({ code: 'RAISE_TOO_SMALL', smallest });
  if ((to - smallest) % step !== 0) return err({ code: 'RAISE_TOO_SMALL', smallest: largest }); // between two fixed bets
  return ok([{ kind: 'raised', seat, to, fullRaise: fullRaiseAfter(hand, to), isBet }]);
}

function tooLarge(allIn: number, to: Chips, largest: Chips): HandRefusal {
  return to > allIn ? { code: 'NOT_ENOUGH_CHIPS', largest } : { code: 'RAISE_TOO_LARGE', largest };
}

/** What the next raise must add. At fixed limit the bet of the street stays, but for the big bet on an open pair. */
function fullRaiseAfter(hand: Hand, to: Chips): Chips {
  const { game, stakes } = hand.setup;
  if (game.limit !== 'fixed-limit') return chips(Math.max(hand.fullRaise, to - hand.betToMatch));
  const isBigBet = hand.betToMatch === 0 && to === stakes.bigBet && to > hand.fullRaise;
  return isBigBet ? stakes.bigBet : hand.fullRaise;
}

/** The seat's time is over: it checks if that is free, else its hand is folded. @see rules/TIME.md TIME-1. */
function decideTimeOut(hand: Hand, seat: SeatIndex): Decision {
  const isFree = missing(hand, seatAt(hand, seat)) === 0;
  return ok([{ kind: isFree ? 'checked' : 'folded', seat, timedOut: true }]);
}
