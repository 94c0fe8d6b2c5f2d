/**
 * Walking round the table. A hand keeps its seats in deal order, so index 0 is left of the button and the last index is the
 * button, or the seat nearest before it.
 */
import { assert } from '@aboveboard/kit';
import { MAX_SEATS, type SeatIndex } from '../units.ts';
import type { Hand, HandSeat } from './hand.ts';

/** Sorts seats clockwise, beginning left of the button. The button's own seat comes last. */
export function inDealOrder<T extends { readonly seat: SeatIndex }>(seats: readonly T[], button: SeatIndex): T[] {
  const inOrder: T[] = [];
  for (const one of seats) {
    const steps = stepsFrom(button, one.seat);
    let at = inOrder.push(one) - 1;
    for (; at > 0 && stepsFrom(button, (inOrder[at - 1] as T).seat) > steps; at--) inOrder[at] = inOrder[at - 1] as T;
    inOrder[at] = one;
  }
  return inOrder;
}

/** Places from the button to a seat, clockwise; the button's own comes last. */
function stepsFrom(button: SeatIndex, seat: SeatIndex): number {
  return (seat - button + MAX_SEATS - 1) % MAX_SEATS;
}

/** Index of a seat in deal order, -1 when it is not dealt in. */
export function indexOfSeat({ seats }: Hand, seat: SeatIndex): number {
  for (let i = 0; i < seats.length; i++) if (seats[i]?.seat === seat) return i;
  return -1;
}

/** The seat at an index in deal order, counted round the table. */
export function seatNo(seats: readonly HandSeat[], index: number): HandSeat {
  return seats[index < seats.length ? index : index % seats.length] as HandSeat;
}

/** The seat's part of the hand; it must be dealt in. */
export function seatAt({ seats }: Hand, seat: SeatIndex): HandSeat {
  for (const one of seats) if (one.seat === seat) return one;
  assert(false, `seat ${seat} is not in this hand`);
}

/** All seats but one have folded. */
export function isOneLeft(seats: readonly HandSeat[]): boolean {
  let live = 0;
  for (const seat of seats) if (!seat.isFolded && ++live > 1) return false;
  return true;
}

/** Seats that have not folded. */
export function liveCount(seats: readonly HandSeat[]): number {
  let count = 0;
  for (const seat of seats) if (!seat.isFolded) count++;
  return count;
}

/** Seats that have not folded and have chips behind. */
export function ableToBetCount(seats: readonly HandSeat[]): number {
  let count = 0;
  for (const seat of seats) if (!seat.isFolded && seat.stack > 0) count++;
  return count;
}
