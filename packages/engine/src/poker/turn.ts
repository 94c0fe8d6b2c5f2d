/**
 * Whose turn it is, and what a turn is worth.
 *
 * A seat has a turn while it has not acted on the bet it faces. A seat that nobody else can answer, because all others have folded
 * or are all-in, has one only if it still has something to call (BET-10).
 */
import type { Chips, SeatIndex } from '../units.ts';
import type { Hand, HandSeat } from './hand.ts';
import { ableToBetCount, seatNo } from './seats.ts';

/** The first seat with a turn, from `start` in deal order once round; `null` when the betting of the street is done. */
export function nextToAct(hand: Hand, start: number): SeatIndex | null {
  const isLone = ableToBetCount(hand) === 1;
  for (let step = 0; step < hand.seats.length; step++) {
    const seat = seatNo(hand, start + step);
    if (seat.isFolded || seat.stack === 0) continue;
    if (isLone ? seat.bet < highestOtherBet(hand, seat) : seat.facedAt === null || seat.bet < hand.betToMatch) return seat.seat;
  }
  return null;
}

/**
 * Chips the seat lacks to stay in, its stack left out of account.
 *
 * The whole blind is due also when the big blind is short (BLIND-4). Only a seat that nobody can answer need not put in more than
 * the others have: the rest would come straight back (BLIND-6).
 */
export function missing(hand: Hand, seat: HandSeat): number {
  const due = isLoneBettor(hand, seat) ? Math.min(hand.betToMatch, highestOtherBet(hand, seat)) : hand.betToMatch;
  return Math.max(0, due - seat.bet);
}

/** No other live seat has chips behind: a raise would find nobody to answer it. */
export function isLoneBettor(hand: Hand, seat: HandSeat): boolean {
  return ableToBetCount(hand) - (seat.stack > 0 ? 1 : 0) === 0;
}

function highestOtherBet(hand: Hand, seat: HandSeat): Chips {
  let highest = 0;
  for (const other of hand.seats) if (other !== seat && !other.isFolded && other.bet > highest) highest = other.bet;
  return highest as Chips;
}
