/**
 * Deciding: reads the rules and may refuse. What follows of itself is added to what was asked: an uncalled bet goes back, bets are
 * gathered, hands are turned up, pots are awarded. So after `playHand` the hand waits for somebody, or has ended.
 *
 * Deciding and applying are apart so that a hand can be rebuilt from its events alone. Nothing here reads a clock, draws a number
 * or awaits.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { decideAction } from './betting.ts';
import type { HandCommand } from './command.ts';
import { consequencesOf } from './consequences.ts';
import { decideDealBoard, decideDealHole, decideRunIt } from './dealing.ts';
import { draftHand } from './draft.ts';
import { decideDiscard, discardInTime } from './drawing.ts';
import type { HandEvent } from './event.ts';
import { applyEvent } from './evolve.ts';
import type { Hand } from './hand.ts';
import type { HandRefusal } from './refusal.ts';
import { decideMuck, decideShow, settleNext } from './showing.ts';

/** What a command came to. */
export interface Played {
  readonly hand: Hand;
  /** At least one, in order. */
  readonly events: readonly HandEvent[];
}

/**
 * What `command` makes happen in `hand`, all consequences included, or why not. Never throws for anything a player can send.
 *
 * @see playHand, which returns the hand after it too, at the same cost.
 */
export function decideHand(hand: Hand, command: HandCommand): Result<readonly HandEvent[], HandRefusal> {
  const played = playHand(hand, command);
  return played.ok ? ok(played.value.events) : played;
}

/** Decides and applies in one go. */
export function playHand(hand: Hand, command: HandCommand): Result<Played, HandRefusal> {
  const decided = decideAsked(hand, command);
  if (!decided.ok) return decided;
  const events = decided.value;
  const after = draftHand(hand);
  for (let booked = 0; booked < events.length; ) {
    while (booked < events.length) applyEvent(after, events[booked++] as HandEvent);
    const isSettling = command.kind === 'settle-showdown' && after.toAct !== null;
    for (const event of isSettling ? settleNext(after) : consequencesOf(after)) events.push(event);
  }
  return ok({ hand: after, events });
}

function decideAsked(hand: Hand, command: HandCommand): Result<HandEvent[], HandRefusal> {
  switch (command.kind) {
    case 'fold':
    case 'check':
    case 'call':
    case 'bring-in':
    case 'raise-to':
      return decideAction(hand, command);
    case 'discard':
      return decideDiscard(hand, command.seat, command.cards);
    case 'time-out':
      if (hand.phase === 'drawing' && hand.toAct === command.seat) return ok(discardInTime(hand, command.seat));
      if (hand.phase === 'showdown' && hand.toAct === command.seat) return ok(settleNext(hand));
      return decideAction(hand, command);
    case 'show':
      return decideShow(hand, command.seat, command.cards);
    case 'muck':
      return decideMuck(hand, command.seat);
    case 'deal-hole':
      return decideDealHole(hand, command.seat, command.cards);
    case 'deal-board':
      return decideDealBoard(hand, command.board, command.cards);
    case 'run-it':
      return decideRunIt(hand, command.times);
    case 'settle-showdown':
      return hand.phase === 'showdown' ? ok(settleNext(hand)) : err({ code: 'NOT_POSSIBLE_NOW' });
    case 'run-out':
      return decideRunOut(hand);
    default:
      return unreachable(command);
  }
}

function decideRunOut(hand: Hand): Result<HandEvent[], HandRefusal> {
  const isOver = hand.phase === 'before' || hand.phase === 'ended' || hand.isRunOut;
  return isOver ? err({ code: 'NOT_POSSIBLE_NOW' }) : ok([{ kind: 'run-out-ordered' }]);
}
