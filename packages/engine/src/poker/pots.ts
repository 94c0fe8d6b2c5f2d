/**
 * The pot and its layers: who can win which chips, what comes back, what the house takes, and how a tie is divided.
 *
 * Layers are built from what each seat paid in the whole hand, so an ante, a short blind and a bet are all treated alike and the
 * chips of folded seats stay in the layers they reached.
 */
import type { Chips, SeatIndex } from '../units.ts';
import type { Pot, Share } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';

/**
 * The part of the highest bet that nobody matched, folded seats included; `null` when there is none.
 *
 * @see rules/POT.md POT-2.
 */
export function uncalledBet(hand: Hand): Share | null {
  let top: HandSeat | undefined;
  let second = 0;
  for (const seat of hand.seats) {
    if (top === undefined || seat.paid > top.paid) {
      second = top?.paid ?? 0;
      top = seat;
    } else if (seat.paid > second) second = seat.paid;
  }
  return top && top.paid > second ? { seat: top.seat, amount: (top.paid - second) as Chips } : null;
}

/**
 * All pots as they stand, main pot first: one layer for each different amount that a live seat has paid.
 *
 * @see rules/POT.md POT-3 to POT-5.
 */
export function potLayers(hand: Hand): Pot[] {
  const pots: Pot[] = [];
  let below = 0;
  let level = nextLevel(hand, 0) ?? 0; // 0: nothing but dead chips
  for (;;) {
    const above = nextLevel(hand, level);
    pots.push(layer(hand, below, level, above === null));
    if (above === null) return pots;
    below = level;
    level = above;
  }
}

/** The least that a live seat has paid above `level`, `null` when none has. */
function nextLevel(hand: Hand, level: number): number | null {
  let next: number | null = null;
  for (const { paid, isFolded } of hand.seats) {
    if (!isFolded && paid > level && (next === null || paid < next)) next = paid;
  }
  return next;
}

/** What lies between two levels. Chips of a seat that folded above the last live layer stay in it; dead chips are in the first. */
function layer(hand: Hand, below: number, level: number, isLast: boolean): Pot {
  const seats: SeatIndex[] = [];
  let amount = 0;
  for (const { seat, paid, dead, isFolded } of hand.seats) {
    if (!isFolded && paid >= level) seats.push(seat);
    const reached = isLast ? paid : Math.min(paid, level);
    amount += Math.max(0, reached - below) + (below === 0 ? dead : 0);
  }
  return { amount: amount as Chips, seats };
}

/**
 * What the house takes from each pot, main pot first, until the cap of the hand is reached.
 *
 * @see rules/RAKE.md
 */
export function rakeOf(hand: Hand): Chips[] {
  const { basisPoints, cap, noFlopNoDrop } = hand.setup.stakes.rake;
  let left: number = noFlopNoDrop && hand.board.length === 0 ? 0 : cap;
  return hand.pots.map((pot) => {
    const whole = Math.floor(pot.amount / 10_000); // in two parts, so that no pot is too large to multiply exactly
    const rake = Math.min(left, whole * basisPoints + Math.floor(((pot.amount % 10_000) * basisPoints) / 10_000));
    left -= rake;
    return rake as Chips;
  });
}

/**
 * Divides a pot among `winners`, given from left of the button. What the odd-chip unit cannot divide goes round one unit at a time,
 * and a rest smaller than the unit goes to the first.
 *
 * @see rules/POT.md POT-6 and POT-7.
 */
export function splitPot(amount: number, winners: readonly SeatIndex[], oddChip: number): Share[] {
  const units = Math.floor(amount / oddChip);
  const each = Math.floor(units / winners.length);
  const extra = units % winners.length;
  const rest = amount - units * oddChip;
  return winners.map((seat, i) => ({
    seat,
    amount: ((each + (i < extra ? 1 : 0)) * oddChip + (i === 0 ? rest : 0)) as Chips,
  }));
}
