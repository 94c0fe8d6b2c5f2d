/** What a hand came to, read from its last state. */
import type { Chips } from '../units.ts';
import type { Share } from './event.ts';
import type { Hand, HandResult } from './hand.ts';
import { knownHole } from './showdown.ts';

/** The result of a hand that has ended, `null` before. A hand shown voluntarily afterwards is among the shown ones. */
export function handResult(hand: Hand): HandResult | null {
  if (hand.phase !== 'ended') return null;
  const before = new Map(hand.setup.seats.map(({ seat, stack }) => [seat, stack]));
  const pots = hand.pots.map(({ amount }, i) => ({
    amount,
    rake: hand.rakePerPot[i] ?? (0 as Chips),
    winners: sharesOf(hand, i),
  }));
  return {
    seats: hand.seats.map(({ seat, stack }) => ({ seat, delta: stack - (before.get(seat) as Chips), stack })),
    rake: pots.reduce((sum, pot) => sum + pot.rake, 0) as Chips,
    pots,
    awards: hand.awards,
    shown: hand.seats.filter((seat) => seat.fate === 'shown').map(({ seat, hole }) => ({ seat, cards: knownHole(hole) ?? [] })),
    mucked: hand.seats.filter((seat) => seat.fate === 'mucked').map(({ seat }) => seat),
  };
}

/** What each seat got of a pot in all, by whichever part of it. */
function sharesOf({ awards }: Hand, pot: number): Share[] {
  const shares: Share[] = [];
  for (const award of awards) {
    if (award.pot !== pot) continue;
    for (const { seat, amount } of award.winners) {
      const at = shares.findIndex((share) => share.seat === seat);
      if (at < 0) shares.push({ seat, amount });
      else shares[at] = { seat, amount: ((shares[at]?.amount ?? 0) + amount) as Chips };
    }
  }
  return shares;
}
