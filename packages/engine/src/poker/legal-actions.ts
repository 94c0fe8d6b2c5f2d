/** What a seat that has the turn may do. Nobody else computes this: server, client, bots and tests all ask here. */
import type { Chips } from '../units.ts';
import type { Hand, HandSeat, LegalActions } from './hand.ts';
import { seatAt } from './seats.ts';
import { isLoneBettor, missing } from './turn.ts';

/** The legal actions of the seat that has the turn; `null` when nobody is to act. */
export function legalActions(hand: Hand): LegalActions | null {
  if (hand.phase !== 'betting' || hand.toAct === null) return null;
  const seat = seatAt(hand, hand.toAct);
  const toCall = missing(hand, seat);
  return {
    seat: seat.seat,
    canFold: true,
    canCheck: toCall === 0,
    call: toCall === 0 ? null : (Math.min(toCall, seat.stack) as Chips),
    raise: raiseBounds(hand, seat),
    pot: potTotal(hand),
  };
}

/**
 * Bounds of a bet or raise, as the seat's whole bet of the street; `null` when it may not.
 *
 * @see rules/BET.md BET-3 to BET-10.
 */
export function raiseBounds(hand: Hand, seat: HandSeat): LegalActions['raise'] {
  const isOpen = seat.facedAt === null || hand.betToMatch - seat.facedAt >= hand.fullRaise;
  const largest = (seat.bet + seat.stack) as Chips;
  if (!isOpen || largest <= hand.betToMatch || isLoneBettor(hand.seats, seat)) return null;
  const smallest = Math.min(hand.betToMatch + hand.fullRaise, largest) as Chips;
  return { smallest, largest, isBet: hand.betToMatch === 0 };
}

/** All chips in the middle: gathered pots, dead chips, and the bets before the seats; 0 once the hand has ended. */
export function potTotal(hand: Hand): Chips {
  let total = 0;
  for (const seat of hand.seats) total += seat.paid + seat.dead;
  for (const rake of hand.rakePerPot) total -= rake;
  for (const winners of hand.awards) for (const share of winners) total -= share.amount;
  return total as Chips;
}
