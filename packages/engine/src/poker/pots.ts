/**
 * The pot and its layers: who can win which chips, what comes back, what the house takes, and how a tie is divided.
 *
 * Layers are built from what each seat paid in the whole hand, so an ante, a short blind and a bet are all treated alike and the
 * chips of folded seats stay in the layers they reached.
 */
import type { Chips, SeatIndex } from '../units.ts';
import type { Pot, Share } from './event.ts';
import type { Hand, HandSeat } from './hand.ts';

const FLOP = 3;

/**
 * The part of the highest live bet that nobody matched, folded seats included; `null` when there is none. A seat that folded gets
 * nothing back, also where it had put in the most: a live blind can be folded while it is the highest bet.
 *
 * @see rules/POT.md POT-2.
 */
export function uncalledBet(hand: Hand): Share | null {
  let top: HandSeat | undefined;
  let second = 0;
  for (const seat of hand.seats) {
    if (!seat.isFolded && (top === undefined || seat.paid > top.paid)) {
      second = Math.max(second, top?.paid ?? 0);
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
  if (isOneLayer(hand)) return [layer(hand, -1, 0, true)];
  const pots: Pot[] = [];
  let below = -1;
  let level = hasDeadAlone(hand) ? 0 : (nextLevel(hand, 0) ?? 0); // 0: nothing but dead chips
  for (;;) {
    const above = nextLevel(hand, level);
    pots.push(layer(hand, below, level, above === null));
    if (above === null) return pots;
    below = level;
    level = above;
  }
}

/** All live seats have paid as much: nearly every pot. */
function isOneLayer({ seats }: Hand): boolean {
  let level = -1;
  for (const { paid, isFolded } of seats) {
    if (isFolded) continue;
    if (level >= 0 && paid !== level) return false;
    level = paid;
  }
  return true;
}

/** Whoever put in dead chips and nothing else plays for the dead chips: they are a pot by themselves. */
function hasDeadAlone({ seats }: Hand): boolean {
  for (const { paid, dead, isFolded } of seats) if (!isFolded && paid === 0 && dead > 0) return true;
  return false;
}

/** The least that a live seat has paid above `level`, `null` when none has. */
function nextLevel(hand: Hand, level: number): number | null {
  let next: number | null = null;
  for (const { paid, isFolded } of hand.seats) {
    if (!isFolded && paid > level && (next === null || paid < next)) next = paid;
  }
  return next;
}

/**
 * What lies between two levels, -1 below the first. Chips of a seat that folded above the last live layer stay in it; dead chips are in
 * the first, and where that is theirs alone only who has put something in plays for them.
 */
function layer(hand: Hand, below: number, level: number, isLast: boolean): Pot {
  const seats: SeatIndex[] = [];
  let amount = 0;
  for (const { seat, paid, dead, isFolded } of hand.seats) {
    if (!isFolded && paid >= level && (level > 0 || isLast || paid + dead > 0)) seats.push(seat);
    const reached = isLast ? paid : Math.min(paid, level);
    amount += Math.max(0, reached - Math.max(0, below)) + (below < 0 ? dead : 0);
  }
  return { amount: amount as Chips, seats };
}

/** All chips in the middle: gathered pots, dead chips, and the bets before the seats; 0 once the hand has ended. */
export function potTotal(hand: Hand): Chips {
  let total = 0;
  for (const seat of hand.seats) total += seat.paid + seat.dead;
  for (const rake of hand.rakePerPot) total -= rake;
  for (const { winners } of hand.awards) for (const share of winners) total -= share.amount;
  return total as Chips;
}

/**
 * What the house takes from each pot, main pot first, until the cap of the hand is reached.
 *
 * @see rules/RAKE.md
 */
export function rakeOf(hand: Hand): Chips[] {
  const { basisPoints, cap, noFlopNoDrop } = hand.setup.stakes.rake;
  const rakes: Chips[] = [];
  let left: number = noFlopNoDrop && isBeforeFlop(hand) ? 0 : cap;
  for (const { amount } of hand.pots) {
    const rest = amount % 10_000; // in two parts, so that no pot is too large to multiply exactly
    const due = timesIn(amount, 10_000) * basisPoints + timesIn(rest * basisPoints, 10_000);
    const rake = Math.min(due, left);
    rakes.push(rake as Chips);
    left -= rake;
  }
  return rakes;
}

/** On the first street, and no three cards on the board: a bomb pot begins with them. */
function isBeforeFlop({ street, boards }: Hand): boolean {
  return street === 0 && (boards[0]?.length ?? 0) < FLOP;
}

/**
 * Divides a pot among `winners`, given from left of the button. What the odd-chip unit cannot divide goes round one unit at a time,
 * and a rest smaller than the unit goes to the first.
 *
 * @see rules/POT.md POT-6 and POT-7.
 */
export function splitPot(pot: number, winners: readonly SeatIndex[], oddChip: number): Share[] {
  const shares: Share[] = [];
  for (const seat of winners) shares.push({ seat, amount: shareOf(pot, winners.length, shares.length, oddChip) });
  return shares;
}

/** What part `index` of `parts` is of an amount, as `splitPot` divides it: odd chips to the first parts. */
export function shareOf(amount: number, parts: number, index: number, oddChip: number): Chips {
  const units = timesIn(amount, oddChip);
  const own = timesIn(units, parts) + (index < units % parts ? 1 : 0);
  return (own * oddChip + (index === 0 ? amount % oddChip : 0)) as Chips;
}

/**
 * How often the whole number `part` goes into the whole number `amount`. The division is exact, so V8 keeps the result an integer:
 * what `Math.floor` returns is a float, and one float among the chips makes every seat and every hand slower from then on.
 */
function timesIn(amount: number, part: number): number {
  return (amount - (amount % part)) / part;
}
