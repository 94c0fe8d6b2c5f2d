/** Where a seat plays from. */
import { type HandSetup, MAX_SEATS, type SeatIndex } from '@aboveboard/engine';

/** `none` in stud, where cards say who begins. @see rules/STAT.md STAT-11. */
export const POSITIONS = ['small-blind', 'big-blind', 'early', 'middle', 'cutoff', 'button', 'none'] as const;
export type Position = (typeof POSITIONS)[number];

/** The position of a seat that is dealt in; heads-up and in short deck the seat with the button is the button. */
export function positionOf(setup: HandSetup, seat: SeatIndex): Position {
  const { game, button, smallBlind, bigBlind } = setup;
  if (game.forced === 'bring-in') return 'none';
  if (seat === button) return 'button';
  if (seat === smallBlind) return 'small-blind';
  if (seat === bigBlind) return 'big-blind';
  const between = seatsBetween(setup, seat);
  if (between === 0) return 'cutoff';
  return between <= 2 ? 'middle' : 'early';
}

/** Seats dealt in that act after this one and before the button. */
function seatsBetween({ seats, button }: HandSetup, seat: SeatIndex): number {
  const toButton = (from: number): number => (button - from + MAX_SEATS) % MAX_SEATS;
  return seats.filter((one) => one.seat !== button && toButton(one.seat) < toButton(seat)).length;
}
