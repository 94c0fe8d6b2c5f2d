/** Where every chip of a hand is, added up: it is the same number from the first event to the last. */
import { type Hand, potTotal } from '@aboveboard/engine';

/** Stacks, bets, pots and rake. */
export function chipsAtTable(hand: Hand): number {
  const stacks = hand.seats.reduce((sum, seat) => sum + seat.stack, 0);
  return stacks + potTotal(hand) + hand.rakePerPot.reduce<number>((sum, rake) => sum + rake, 0);
}
