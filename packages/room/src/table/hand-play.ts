/**
 * A hand after its cut: the engine asks for cards and actions, the cut deck gives the cards. The same functions play a hand live and
 * play it again from its journal, so that a successor arrives at the same cards and chips.
 */
import {
  type Card,
  chips,
  decideHand,
  evolveHand,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandRefusal,
  type HandSetup,
  type HoleCard,
  initialHand,
  legalDraw,
  nextStep,
  type SeatIndex,
  seatAt,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { type DealMap, mostRuns } from '@aboveboard/fairness';
import { assert, ok, type Result, unreachable } from '@aboveboard/kit';
import type { CutDeal } from '../deal/deal-protocol.ts';
import { beginMap, cardsToDiscard, dealNext, type HandOnMap, type Proven, proveEvent } from '../deal/dealing.ts';
import { NO_WISHES, type Wishes } from './wishes.ts';

/** One event with what stands after it: all a projection needs. */
export interface PlayStep extends HandOnMap, Proven {
  readonly event: HandEvent;
}

/** What a player or the clock did: the journal's entry, and an action of the public history. */
export type PlayedAction = (
  | { readonly kind: 'fold' | 'check' | 'call' | 'bring-in' | 'time-out'; readonly seat: number }
  | { readonly kind: 'raise-to'; readonly seat: number; readonly to: number }
  /** By their places among the seat's cards: what is stored of a hand in play names no card. */
  | { readonly kind: 'discard'; readonly seat: number; readonly places: readonly number[] }
) & {
  /** How often the board was agreed to be run, where that followed from this action. */
  readonly runs?: number;
};

/** Begins the hand: posts, hole cards, up to the first turn or, where blinds put everybody all-in, to the end. */
export function beginPlay(setup: HandSetup, cut: CutDeal): readonly PlayStep[] {
  const events = startHand(setup);
  const { seats } = events.reduce(evolveHand, initialHand);
  const steps = stepsOf({ after: initialHand, map: beginMap(setup, seats) }, events, cut);
  return [...steps, ...deal(lastOf(steps), cut)];
}

/** @returns the action's steps and all that follows by itself until the next turn or the end. */
export function playAction(
  at: HandOnMap,
  action: PlayedAction,
  cut: CutDeal,
  wishes = NO_WISHES,
): Result<readonly PlayStep[], HandRefusal> {
  const decided = decideHand(at.after, commandOf(at, action, cut));
  if (!decided.ok) return decided;
  const steps = stepsOf(at, decided.value, cut, action.kind === 'discard' ? action.places.length : 0);
  return ok([...steps, ...deal(steps.at(-1) ?? at, cut, wishes)]);
}

/** Ends a hand that cannot be played on: betting is over, draws stand pat, the live hands go to showdown on the cards already cut. */
export function runOut(at: HandOnMap, cut: CutDeal): readonly PlayStep[] {
  const next = nextStep(at.after).kind;
  if (next !== 'act' && next !== 'draw') return deal(at, cut);
  const steps = stepsOf(at, decided(at.after, { kind: 'run-out' }), cut);
  return [...steps, ...deal(lastOf(steps), cut)];
}

/** How often the board was agreed to be run in these steps; 1 where nothing was agreed. */
export function runsIn(steps: readonly PlayStep[]): number {
  return steps.reduce((times, { event }) => (event.kind === 'runs-agreed' ? event.times : times), 1);
}

/** Deals and shows until somebody must act or the hand has ended. */
function deal(start: HandOnMap, cut: CutDeal, wishes = NO_WISHES): PlayStep[] {
  const steps: PlayStep[] = [];
  let at = start;
  for (let command = dealerCommand(at, cut, wishes); command; command = dealerCommand(at, cut, wishes)) {
    const next = stepsOf(at, decided(at.after, command), cut);
    assert(next.length > 0, `the dealer's ${command.kind} changed nothing`);
    steps.push(...next);
    at = lastOf(next);
  }
  return steps;
}

function dealerCommand(at: HandOnMap, cut: CutDeal, wishes: Wishes): HandCommand | null {
  const { after: hand, map } = at;
  const next = nextStep(hand);
  switch (next.kind) {
    case 'deal-hole':
      return dealNext(at, cut);
    case 'deal-board':
      return runItAgain(hand, map, wishes) ?? dealNext(at, cut);
    case 'show-or-muck':
      return { kind: wishes.shows(next.seat) ? 'show' : 'time-out', seat: next.seat };
    case 'act':
    case 'draw':
      return null;
    case 'ended':
      return lateShow(hand, wishes);
    default:
      return unreachable(next);
  }
}

/** The rest of the board several times, where it is agreed, the game allows it and the deck suffices (ROOM-23). */
function runItAgain(hand: Hand, map: DealMap, wishes: Wishes): HandCommand | null {
  if (!hand.isBettingOver || hand.isRunOut || hand.boards.length > 1) return null;
  const times = wishes.runs(hand);
  if (times < 2 || times > mostRuns(map)) return null;
  const command: HandCommand = { kind: 'run-it', times };
  return decideHand(hand, command).ok ? command : null;
}

/** A hand that won uncalled or was mucked is turned up after the end, where its seat asked for that (ROOM-21). */
function lateShow(hand: Hand, wishes: Wishes): HandCommand | null {
  const seat = hand.seats.find((s) => wishes.shows(s.seat) && !s.isFolded && s.fate !== 'shown' && s.hole.length > 0);
  return seat ? { kind: 'show', seat: seat.seat } : null;
}

/** @param asked cards that the first event's seat asked to give up. */
function stepsOf(start: HandOnMap, events: readonly HandEvent[], cut: CutDeal, asked = 0): PlayStep[] {
  let at = start;
  return events.map((event) => {
    const step = { event, after: evolveHand(at.after, event), ...proveEvent(at, event, cut, asked) };
    at = step;
    return step;
  });
}

function commandOf(at: HandOnMap, action: PlayedAction, cut: CutDeal): HandCommand {
  const seat = seatIndex(action.seat);
  switch (action.kind) {
    case 'raise-to':
      return { kind: 'raise-to', seat, to: chips(action.to) };
    case 'discard':
      return { kind: 'discard', seat, cards: discardOf(at, seat, action.places, cut) };
    default:
      return { kind: action.kind, seat };
  }
}

/** The cards at these places, or as many as can be replaced; a discard the engine would refuse is left as it is. */
function discardOf(at: HandOnMap, seat: SeatIndex, places: readonly number[], cut: CutDeal): readonly HoleCard[] {
  const held = places.map((place) => heldAt(at.after, seat, place));
  const due = legalDraw(at.after);
  const isLegal = due?.seat === seat && held.length >= due.least && held.length <= due.most;
  return isLegal ? cardsToDiscard(at, seat, held, cut) : held;
}

function heldAt(hand: Hand, seat: SeatIndex, place: number): Card {
  const held = seatAt(hand, seat).hole[place];
  assert(held !== undefined && held !== null, `seat ${seat} holds no card ${place}`);
  return held;
}

/** What the dealer asks of the hand is always possible; anything else is our own mistake. */
function decided(hand: Hand, command: HandCommand): readonly HandEvent[] {
  const result = decideHand(hand, command);
  assert(result.ok, result.ok ? '' : `the dealer's ${command.kind} was refused: ${result.error.code}`);
  return result.value;
}

export function lastOf(steps: readonly PlayStep[]): PlayStep {
  const last = steps.at(-1);
  assert(last, 'no steps');
  return last;
}
