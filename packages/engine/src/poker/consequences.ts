/**
 * What follows of itself, without anybody's command: the dealer's part once the players are done.
 */
import type { Chips } from '../units.ts';
import type { HandEvent } from './event.ts';
import type { Hand } from './hand.ts';
import { potLayers, rakeOf, splitPot, uncalledBet } from './pots.ts';
import { knownHole, winnersOf } from './showdown.ts';

const NOTHING: readonly HandEvent[] = [];

/** The next events that nobody has to ask for; none when the hand waits for somebody or has ended. */
export function consequencesOf(hand: Hand): readonly HandEvent[] {
  if (hand.phase === 'betting' && hand.toAct === null) return closeStreet(hand);
  if (hand.phase !== 'dealing' && hand.phase !== 'showdown') return NOTHING;
  const turnedUp = hand.isBettingOver ? turnUpAllIns(hand) : NOTHING;
  if (turnedUp.length > 0) return turnedUp;
  return hand.phase === 'showdown' && hand.toAct === null ? awardPots(hand) : NOTHING;
}

/** First the uncalled bet goes back, then the rest is gathered: a lone bet is never matched against itself (POT-2). */
function closeStreet(hand: Hand): HandEvent[] {
  const uncalled = uncalledBet(hand);
  if (uncalled) return [{ kind: 'uncalled-returned', ...uncalled }];
  return [{ kind: 'pots-gathered', pots: potLayers(hand) }];
}

/** Once no bet is possible any more, all live hands are turned up at once, where the house does so or the hand is run out (SHOW-4). */
function turnUpAllIns(hand: Hand): HandEvent[] {
  const isTabled = hand.isRunOut || hand.setup.options.tableAllIns;
  const isEveryoneDealt = hand.seats.every((seat) => seat.hole !== null);
  const live = hand.seats.filter((seat) => !seat.isFolded);
  if (!isTabled || !isEveryoneDealt || hand.pots.length === 0 || live.length === 1) return [];
  return live.flatMap((seat): HandEvent[] => {
    const cards = seat.fate === 'hidden' ? knownHole(seat.hole) : null;
    return cards ? [{ kind: 'shown', seat: seat.seat, cards }] : [];
  });
}

function awardPots(hand: Hand): HandEvent[] {
  const rakes = rakeOf(hand);
  const total = rakes.reduce<number>((sum, rake) => sum + rake, 0) as Chips;
  const events: HandEvent[] = total > 0 ? [{ kind: 'rake-taken', amount: total, perPot: rakes }] : [];
  hand.pots.forEach(({ amount, seats }, pot) => {
    const winners = winnersOf(hand, { amount, seats });
    const net = amount - (rakes[pot] as Chips);
    events.push({ kind: 'pot-awarded', pot, winners: splitPot(net, winners, hand.setup.options.oddChip) });
  });
  events.push({ kind: 'hand-ended' });
  return events;
}
