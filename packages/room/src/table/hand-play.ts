/**
 * A hand after its cut: the engine asks for cards and actions, the cut deck gives the cards. The same functions play a hand live and
 * play it again from its journal, so that a successor arrives at the same cards and chips.
 */
import {
  boardPosition,
  card,
  chips,
  decideHand,
  evolveHand,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandRefusal,
  type HandSetup,
  holeCardCount,
  holePosition,
  initialHand,
  nextStep,
  type PlayerCommand,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import type { OpeningJson } from '@aboveboard/fairness';
import { assert, ok, type Result, unreachable } from '@aboveboard/kit';
import type { CutDeal } from '../deal/deal-protocol.ts';

/** One event with the hand before and after it: all a projection needs. */
export interface PlayStep {
  readonly event: HandEvent;
  readonly after: Hand;
  /** Proofs of the cards in `event`, in its order; for whoever may see these cards. */
  readonly openings: readonly OpeningJson[];
}

/** What a player or the clock did: the journal's entry, and an action of the public history. */
export type PlayedAction =
  | { readonly kind: 'fold' | 'check' | 'call' | 'time-out'; readonly seat: number }
  | { readonly kind: 'raise-to'; readonly seat: number; readonly to: number };

const NOBODY: ReadonlySet<number> = new Set();

/** Begins the hand: posts, hole cards, up to the first turn or, where blinds put everybody all-in, to the end. */
export function beginPlay(setup: HandSetup, cut: CutDeal): readonly PlayStep[] {
  const steps = stepsOf(initialHand, startHand(setup), cut);
  return [...steps, ...deal(lastHand(steps), cut)];
}

/**
 * @param showing seats that asked to turn their cards up at the end.
 * @returns the action's steps and all that follows by itself until the next turn or the end.
 */
export function playAction(
  hand: Hand,
  action: PlayedAction,
  cut: CutDeal,
  showing = NOBODY,
): Result<readonly PlayStep[], HandRefusal> {
  const decided = decideHand(hand, commandOf(action));
  if (!decided.ok) return decided;
  const steps = stepsOf(hand, decided.value, cut);
  return ok([...steps, ...deal(steps.length > 0 ? lastHand(steps) : hand, cut, showing)]);
}

/** Ends a hand that cannot be played on: betting is over, the live hands go to showdown on the cards already cut. */
export function runOut(hand: Hand, cut: CutDeal): readonly PlayStep[] {
  if (nextStep(hand).kind !== 'act') return deal(hand, cut);
  const steps = stepsOf(hand, decided(hand, { kind: 'run-out' }), cut);
  return [...steps, ...deal(lastHand(steps), cut)];
}

/** Deals and shows until somebody must act or the hand has ended. */
function deal(start: Hand, cut: CutDeal, showing = NOBODY): PlayStep[] {
  const steps: PlayStep[] = [];
  let hand = start;
  for (let command = dealerCommand(hand, cut, showing); command; command = dealerCommand(hand, cut, showing)) {
    const next = stepsOf(hand, decided(hand, command), cut);
    assert(next.length > 0, `the dealer's ${command.kind} changed nothing`);
    steps.push(...next);
    hand = lastHand(next);
  }
  return steps;
}

function dealerCommand(hand: Hand, cut: CutDeal, showing: ReadonlySet<number>): HandCommand | null {
  const next = nextStep(hand);
  switch (next.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: next.seat, cards: holeOpenings(hand, next.seat, cut).map((o) => card(o.card)) };
    case 'deal-board':
      return { kind: 'deal-board', cards: boardOpenings(hand, hand.board.length, next.count, cut).map((o) => card(o.card)) };
    case 'show-or-muck':
      return { kind: showing.has(next.seat) ? 'show' : 'time-out', seat: next.seat };
    case 'act':
      return null;
    case 'ended':
      return lateShow(hand, showing);
    default:
      return unreachable(next);
  }
}

/** A hand that won uncalled or was mucked is turned up after the end, where its seat asked for that (ROOM-21). */
function lateShow(hand: Hand, showing: ReadonlySet<number>): HandCommand | null {
  const seat = hand.seats.find((s) => showing.has(s.seat) && !s.isFolded && s.fate !== 'shown');
  return seat ? { kind: 'show', seat: seat.seat } : null;
}

export function holeOpenings(hand: Hand, seat: number, cut: CutDeal): OpeningJson[] {
  const index = hand.seats.findIndex((s) => s.seat === seat);
  const count = holeCardCount(hand.setup.game);
  return Array.from({ length: count }, (_, round) => cut.opening(holePosition(hand.seats.length, index, round)));
}

function boardOpenings(hand: Hand, from: number, count: number, cut: CutDeal): OpeningJson[] {
  const holeCards = holeCardCount(hand.setup.game);
  return Array.from({ length: count }, (_, i) => cut.opening(boardPosition(hand.seats.length, holeCards, from + i)));
}

function stepsOf(start: Hand, events: readonly HandEvent[], cut: CutDeal): PlayStep[] {
  let hand = start;
  return events.map((event) => {
    const openings = openingsOf(hand, event, cut);
    hand = evolveHand(hand, event);
    return { event, after: hand, openings };
  });
}

function openingsOf(before: Hand, event: HandEvent, cut: CutDeal): readonly OpeningJson[] {
  if (event.kind === 'hole-dealt' || event.kind === 'shown') return holeOpenings(before, event.seat, cut);
  if (event.kind === 'board-dealt') return boardOpenings(before, before.board.length, event.cards.length, cut);
  return [];
}

function commandOf(action: PlayedAction): HandCommand {
  const seat = seatIndex(action.seat);
  return action.kind === 'raise-to'
    ? { kind: 'raise-to', seat, to: chips(action.to) }
    : ({ kind: action.kind, seat } as PlayerCommand);
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
