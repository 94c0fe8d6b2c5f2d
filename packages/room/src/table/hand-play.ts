/**
 * A hand after its cut: the engine asks for cards and actions, the cut deck gives the cards. The same functions play a hand live and
 * play it again from its journal, so that a successor arrives at the same cards and chips.
 */
import {
  card,
  chips,
  decideHand,
  evolveHand,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandRefusal,
  type HandSetup,
  initialHand,
  nextStep,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import type { OpeningJson } from '@aboveboard/fairness';
import { assert, ok, type Result, unreachable } from '@aboveboard/kit';
import type { HandCards } from './hand-cards.ts';

/** One event with the hand before and after it: all a projection needs. */
export interface PlayStep {
  readonly event: HandEvent;
  readonly after: Hand;
  /** Proofs of the cards in `event`, in its order; for whoever may see these cards. */
  readonly openings: readonly OpeningJson[];
}

/** What a player or the clock did: the journal's entry, and an action of the public history. */
export type PlayedAction = (
  | { readonly kind: 'fold' | 'check' | 'call' | 'bring-in' | 'time-out'; readonly seat: number }
  | { readonly kind: 'raise-to'; readonly seat: number; readonly to: number }
  | { readonly kind: 'discard'; readonly seat: number; readonly cards: readonly number[] }
) & {
  /** How often the board was agreed to be run, where that followed from this action. */
  readonly runs?: number;
};

/** What players asked for beforehand, should it come to that. */
export interface Wishes {
  /** Turns its cards up at the end. */
  shows(seat: number): boolean;
  /** How often the rest of the board is dealt, now that no more betting is possible: 1, or what all live seats agree on. */
  runs(hand: Hand): number;
}

export const NO_WISHES: Wishes = { shows: () => false, runs: () => 1 };

/** Begins the hand: posts, hole cards, up to the first turn or, where blinds put everybody all-in, to the end. */
export function beginPlay(setup: HandSetup, cards: HandCards): readonly PlayStep[] {
  const steps = stepsOf(initialHand, startHand(setup), cards);
  return [...steps, ...deal(lastHand(steps), cards)];
}

/** @returns the action's steps and all that follows by itself until the next turn or the end. */
export function playAction(
  hand: Hand,
  action: PlayedAction,
  cards: HandCards,
  wishes = NO_WISHES,
): Result<readonly PlayStep[], HandRefusal> {
  const decided = decideHand(hand, commandOf(action));
  if (!decided.ok) return decided;
  const steps = stepsOf(hand, decided.value, cards);
  return ok([...steps, ...deal(steps.length > 0 ? lastHand(steps) : hand, cards, wishes)]);
}

/** Ends a hand that cannot be played on: betting is over, draws stand pat, the live hands go to showdown on the cards already cut. */
export function runOut(hand: Hand, cards: HandCards): readonly PlayStep[] {
  if (hand.phase === 'ended') return deal(hand, cards);
  const steps = stepsOf(hand, decided(hand, { kind: 'run-out' }), cards);
  return [...steps, ...deal(lastHand(steps), cards)];
}

/** How often the board was agreed to be run in these steps; 1 where nothing was agreed. */
export function runsIn(steps: readonly PlayStep[]): number {
  return steps.reduce((times, { event }) => (event.kind === 'runs-agreed' ? event.times : times), 1);
}

/** Deals and shows until somebody must act or the hand has ended. */
function deal(start: Hand, cards: HandCards, wishes = NO_WISHES): PlayStep[] {
  const steps: PlayStep[] = [];
  let hand = start;
  for (let command = dealerCommand(hand, cards, wishes); command; command = dealerCommand(hand, cards, wishes)) {
    const next = stepsOf(hand, decided(hand, command), cards);
    assert(next.length > 0, `the dealer's ${command.kind} changed nothing`);
    steps.push(...next);
    hand = lastHand(next);
  }
  return steps;
}

function dealerCommand(hand: Hand, cards: HandCards, wishes: Wishes): HandCommand | null {
  const next = nextStep(hand);
  switch (next.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: next.seat, cards: cards.hole(hand, next.seat, next.count) };
    case 'deal-board':
      return runItAgain(hand, wishes) ?? { ...next, cards: cards.board(hand, next.board, next.count) };
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

/** The rest of the board several times, where it is agreed and the game allows it (ROOM-22). */
function runItAgain(hand: Hand, wishes: Wishes): HandCommand | null {
  if (!hand.isBettingOver || hand.isRunOut || hand.boards.length > 1) return null;
  const command: HandCommand = { kind: 'run-it', times: wishes.runs(hand) };
  return command.times > 1 && decideHand(hand, command).ok ? command : null;
}

/** A hand that won uncalled or was mucked is turned up after the end, where its seat asked for that (ROOM-21). */
function lateShow(hand: Hand, wishes: Wishes): HandCommand | null {
  const seat = hand.seats.find((s) => wishes.shows(s.seat) && !s.isFolded && s.fate !== 'shown' && s.hole.length > 0);
  return seat ? { kind: 'show', seat: seat.seat } : null;
}

function stepsOf(start: Hand, events: readonly HandEvent[], cards: HandCards): PlayStep[] {
  let hand = start;
  return events.map((event) => {
    hand = evolveHand(hand, event);
    return { event, after: hand, openings: openingsOf(event, cards) };
  });
}

function openingsOf(event: HandEvent, cards: HandCards): readonly OpeningJson[] {
  const isDealt = event.kind === 'hole-dealt' || event.kind === 'shown' || event.kind === 'board-dealt';
  return isDealt ? cards.proofs(event.cards) : [];
}

function commandOf(action: PlayedAction): HandCommand {
  const seat = seatIndex(action.seat);
  switch (action.kind) {
    case 'raise-to':
      return { kind: 'raise-to', seat, to: chips(action.to) };
    case 'discard':
      return { kind: 'discard', seat, cards: action.cards.map((c) => card(c)) };
    default:
      return { kind: action.kind, seat };
  }
}

/** What the dealer asks of the hand is always possible; anything else is our own mistake. */
function decided(hand: Hand, command: HandCommand): readonly HandEvent[] {
  const result = decideHand(hand, command);
  assert(result.ok, result.ok ? '' : `the dealer's ${command.kind} was refused: ${result.error.code}`);
  return result.value;
}

export function lastHand(steps: readonly PlayStep[]): Hand {
  const last = steps.at(-1);
  assert(last, 'no steps');
  return last.after;
}
