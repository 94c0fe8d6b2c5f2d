/**
 * Whose turn it is, and what a turn is worth.
 *
 * A seat has a turn while it has not acted on the bet it faces. A seat that nobody else can answer, because all others have folded
 * or are all-in, has one only if it still has something to call (BET-10).
 */
import type { Chips, SeatIndex } from '../units.ts';
import type { Hand, HandSeat } from './hand.ts';
import { isOneLeft, seatNo } from './seats.ts';

/**
 * The first seat with a turn, from index `start` in deal order once round; `null` when the betting of the street is done.
 *
 * @param seats as they are after the last action, with `betToMatch` for them: the next hand is made with the answer.
 */
export function nextToAct(seats: readonly HandSeat[], betToMatch: Chips, start: number): SeatIndex | null {
  if (isOneLeft(seats)) return null;
  for (let step = 0; step < seats.length; step++) {
    const seat = seatNo(seats, start + step);
    if (hasTurn(seats, seat, betToMatch)) return seat.seat;
  }
  return null;
}

function hasTurn(seats: readonly HandSeat[], seat: HandSeat, betToMatch: Chips): boolean {
  if (seat.isFolded || seat.stack === 0) return false;
  if (isLoneBettor(seats, seat)) return seat.bet < highestOtherBet(seats, seat);
  return seat.facedAt === null || seat.bet < betToMatch;
}

/**
 * Chips the seat lacks to stay in, its stack left out of account.
 *
 * The whole blind is due also when the big blind is short (BLIND-4). Only a seat that nobody can answer need not put in more than
 * the others have: the rest would come straight back (BLIND-6).
 */
export function missing({ seats, betToMatch }: Hand, seat: HandSeat): number {
  const due = isLoneBettor(seats, seat) ? Math.min(betToMatch, highestOtherBet(seats, seat)) : betToMatch;
  return Math.max(0, due - seat.bet);
}

/** No other live seat has chips behind: a raise would find nobody to answer it. */
export function isLoneBettor(seats: readonly HandSeat[], seat: HandSeat): boolean {
  for (const other of seats) if (other !== seat && !other.isFolded && other.stack > 0) return false;
  return true;
}

/** Folded seats count: what they left above an all-in seat's bet is won by matching it, and not otherwise. */
function highestOtherBet(seats: readonly HandSeat[], seat: HandSeat): Chips {
  let highest = 0;
  for (const other of seats) if (other !== seat && other.bet > highest) highest = other.bet;
  return highest as Chips;
}
