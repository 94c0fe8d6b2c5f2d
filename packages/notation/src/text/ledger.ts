/**
 * The chips of a hand while its text is read: whatever is written is held against what must be so, and a line that cannot be is a fault.
 *
 * Amounts are ten-thousandths.
 */
import { toAmount } from './money.ts';

export interface LedgerSeat {
  readonly name: string;
  readonly seat: number;
  readonly startingStack: number;
  stack: number;
  /** Of this street. */
  bet: number;
  /** Of the whole hand, antes included. */
  paid: number;
  isFolded: boolean;
  collected: number;
}

export interface Ledger {
  readonly seats: readonly LedgerSeat[];
  pot: number;
  betToMatch: number;
}

export function openLedger(seats: readonly { readonly name: string; readonly seat: number; readonly stack: number }[]): Ledger {
  return {
    seats: seats.map(({ name, seat, stack }) => ({
      ...{ name, seat, startingStack: stack, stack },
      ...{ bet: 0, paid: 0, isFolded: false, collected: 0 },
    })),
    pot: 0,
    betToMatch: 0,
  };
}

/** Chips from a stack into the pot. The answer is what is wrong with it, or null. */
export function put(ledger: Ledger, seat: LedgerSeat, amount: number, isAllIn: boolean, live = amount): string | null {
  if (amount > seat.stack) return `${seat.name} has only ${toAmount(seat.stack)} left`;
  if (isAllIn !== (amount === seat.stack))
    return `${seat.name} ${isAllIn ? 'has more and is not' : 'has no more and is'} all-in`;
  seat.stack -= amount;
  seat.bet += live;
  seat.paid += amount;
  ledger.pot += amount;
  ledger.betToMatch = Math.max(ledger.betToMatch, seat.bet);
  return null;
}

/** The bet that nobody called goes back; the answer is what is wrong with it, or null. */
export function giveBack(ledger: Ledger, seat: LedgerSeat, amount: number): string | null {
  const others = ledger.seats.filter((one) => one !== seat);
  const uncalled = seat.bet - Math.max(0, ...others.map(({ bet }) => bet));
  // An ante that nobody else could pay is uncalled too.
  const unpaid = seat.paid - Math.max(0, ...others.map(({ paid }) => paid));
  if (amount !== uncalled && amount !== unpaid) return `${seat.name} bet ${toAmount(uncalled)} more than anybody called`;
  seat.bet = Math.max(0, seat.bet - amount);
  seat.paid -= amount;
  seat.stack += amount;
  ledger.pot -= amount;
  return null;
}

/** What the seat has to call, its stack aside. Nobody need put in more than all others together can answer. */
export function toCallOf({ seats, betToMatch }: Ledger, seat: LedgerSeat): readonly number[] {
  const others = seats.filter((one) => one !== seat);
  const isAlone = others.every(({ isFolded, stack }) => isFolded || stack === 0);
  const highest = Math.max(0, ...others.map(({ bet }) => bet));
  const whole = Math.max(0, betToMatch - seat.bet);
  return isAlone ? [whole, Math.max(0, Math.min(betToMatch, highest) - seat.bet)] : [whole];
}

export function nextStreet(ledger: Ledger): void {
  for (const seat of ledger.seats) seat.bet = 0;
  ledger.betToMatch = 0;
}
