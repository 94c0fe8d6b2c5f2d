/**
 * What follows of itself, without anybody's command: the dealer's part once the players are done.
 */
import type { Chips } from '../units.ts';
import { awardsOf } from './award.ts';
import type { HandEvent, Pot } from './event.ts';
import type { Hand } from './hand.ts';
import { potLayers, rakeOf, uncalledBet } from './pots.ts';
import { isOneLeft, seatAt } from './seats.ts';
import { knownHole } from './showdown.ts';

const NOTHING: readonly HandEvent[] = [];

/** The next events that nobody has to ask for; none when the hand waits for somebody or has ended. */
export function consequencesOf(hand: Hand): readonly HandEvent[] {
  if (hand.phase === 'betting') {
    const folded = hand.setup.options.absentAllIn === 'folds' ? absentAllIn(hand) : null;
    if (folded !== null) return [folded];
    return hand.toAct === null ? closeStreet(hand) : NOTHING;
  }
  if (hand.phase !== 'dealing' && hand.phase !== 'drawing' && hand.phase !== 'showdown') return NOTHING;
  const turnedUp = hand.isBettingOver ? turnUpAllIns(hand) : NOTHING;
  if (turnedUp.length > 0) return turnedUp;
  return hand.phase === 'showdown' && hand.toAct === null ? awardPots(hand) : NOTHING;
}

/** A house may fold an absent seat that its forced bets put all-in: nobody is there to play for them (TIME-2). */
function absentAllIn(hand: Hand): HandEvent | null {
  if (hand.street > 0 || isOneLeft(hand.seats)) return null;
  for (const { seat, isAbsent } of hand.setup.seats) {
    const { stack, isFolded } = seatAt(hand, seat);
    if (isAbsent && stack === 0 && !isFolded) return { kind: 'folded', seat, timedOut: true };
  }
  return null;
}

/** First the uncalled bet goes back, then the rest is gathered: a lone bet is never matched against itself (POT-2). */
function closeStreet(hand: Hand): HandEvent[] {
  const uncalled = uncalledBet(hand);
  if (uncalled) return [{ kind: 'uncalled-returned', ...uncalled }];
  return [{ kind: 'pots-gathered', pots: potLayers(hand) }];
}

/**
 * Once no bet is possible any more, all live hands are turned up at once, where the house does so or the hand is run out (SHOW-4).
 * In a game with draws to come, or own cards, each hand is first complete: what is hidden is not shown to who still chooses.
 */
function turnUpAllIns(hand: Hand): readonly HandEvent[] {
  const isTabled = hand.isRunOut || hand.setup.options.tableAllIns;
  if (!isTabled || hand.pots.length === 0 || isOneLeft(hand.seats) || isMoreToCome(hand)) return NOTHING;
  const events: HandEvent[] = [];
  for (const { seat, isFolded, hole, fate } of hand.seats) {
    const cards = isFolded || fate !== 'hidden' ? null : knownHole(hole);
    if (cards) events.push({ kind: 'shown', seat, cards });
  }
  return events;
}

/** Own cards are still to be dealt or changed. */
function isMoreToCome({ phase, street, setup }: Hand): boolean {
  if (phase === 'showdown') return false;
  const { streets } = setup.game;
  for (let s = street; s < streets.length; s++) {
    const next = streets[s];
    if (next?.draw !== undefined || next?.discard !== undefined || (next?.hole !== undefined && s > 0)) return true;
  }
  return false;
}

function awardPots(hand: Hand): HandEvent[] {
  const events: HandEvent[] = [];
  const perPot = rakeOf(hand);
  let rake = 0;
  for (const amount of perPot) rake += amount;
  if (rake > 0) events.push({ kind: 'rake-taken', amount: rake as Chips, perPot });
  for (let i = 0; i < hand.pots.length; i++) {
    const pot = hand.pots[i] as Pot;
    for (const { board, win, winners } of awardsOf(hand, i, pot, pot.amount - (perPot[i] as Chips)))
      events.push({ kind: 'pot-awarded', pot: i, board, win, winners });
  }
  events.push({ kind: 'hand-ended' });
  return events;
}
