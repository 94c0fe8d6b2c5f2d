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
      ...{ bet: 0, isFolded: false, collected: 0 },
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
  ledger.pot += amount;
  ledger.betToMatch = Math.max(ledger.betToMatch, seat.bet);
  return null;
}

/** The bet that nobody called goes back; the answer is what is wrong with it, or null. */
export function giveBack(ledger: Ledger, seat: LedgerSeat, amount: number): string | null {
  const others = Math.max(0, ...ledger.seats.filter((one) => one !== seat).map(({ bet }) => bet));
  if (amount !== seat.bet - others) return `${seat.name} bet ${toAmount(seat.bet - others)} more than anybody called`;
  seat.bet -= amount;
  seat.stack += amount;
  ledger.pot -= amount;
  return null;
}

export function nextStreet(ledger: Ledger): void {
  for (const seat of ledger.seats) seat.bet = 0;
  ledger.betToMatch = 0;
}
