/**
 * What follows of itself, without anybody's command: the dealer's part once the players are done.
 */
import type { Chips } from '../units.ts';
import type { HandEvent } from './event.ts';
import type { Hand } from './hand.ts';
import { potLayers, rakeOf, splitPot, uncalledBet } from './pots.ts';
import { isOneLeft } from './seats.ts';
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
function turnUpAllIns(hand: Hand): readonly HandEvent[] {
  const isTabled = hand.isRunOut || hand.setup.options.tableAllIns;
  if (!isTabled || hand.pots.length === 0 || isOneLeft(hand.seats)) return NOTHING;
  const events: HandEvent[] = [];
  for (const { seat, isFolded, hole, fate } of hand.seats) {
    if (hole === null) return NOTHING; // a run-out ordered before all are dealt waits for the cards
    const cards = isFolded || fate !== 'hidden' ? null : knownHole(hole);
    if (cards) events.push({ kind: 'shown', seat, cards });
  }
  return events;
}

function awardPots(hand: Hand): HandEvent[] {
  const events: HandEvent[] = [];
  const perPot = rakeOf(hand);
  let rake = 0;
  for (const amount of perPot) rake += amount;
  if (rake > 0) events.push({ kind: 'rake-taken', amount: rake as Chips, perPot });
  for (const [i, pot] of hand.pots.entries()) {
    const net = pot.amount - (perPot[i] as Chips);
    events.push({ kind: 'pot-awarded', pot: i, winners: splitPot(net, winnersOf(hand, pot), hand.setup.options.oddChip) });
  }
  events.push({ kind: 'hand-ended' });
  return events;
}
