/**
 * A public history played again: the events of the hand as everybody saw it, `null` for each card that nobody showed.
 *
 * The rules say what follows of itself; the history says what was done and which cards were open. Every event is held against the history,
 * and the end against the chips that were settled, so that what is archived is the hand that was played or nothing.
 */
import {
  chips,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandSetup,
  type HoleCard,
  handFrom,
  handResult,
  nextStep,
  playHand,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import type { PublicHistory } from '@aboveboard/fairness';
import { err, ok, type Result } from '@aboveboard/kit';
import { beginMap } from '../deal/dealing.ts';
import { actionOf, setupOf } from '../table/hand-record.ts';
import type { OwnCards } from './own-cards.ts';
import { type PublicCards, publicCards } from './public-cards.ts';

/** An action as the history has it. */
interface Action {
  readonly kind: string;
  readonly seat?: number;
  readonly to?: number;
  readonly count?: number;
  readonly times?: number;
  readonly timedOut?: boolean;
}

interface Course {
  readonly actions: readonly Action[];
  readonly cards: PublicCards;
  readonly own: OwnCards | null;
  readonly events: HandEvent[];
  hand: Hand;
  /** Actions that have happened. */
  done: number;
  holes: number;
  boards: number;
  /** Deals to the seat whose cards are known, and times it gave some up. */
  ownDeals: number;
  ownDiscards: number;
}

/**
 * @param own the cards of a seat, named in every event of it.
 * @returns all events of the hand, or where the history and the rules part.
 */
export function playHistory(history: PublicHistory, own: OwnCards | null = null): Result<readonly HandEvent[], string> {
  const setup: HandSetup = setupOf(history.start);
  const events = [...startHand(setup)];
  const hand = handFrom(events);
  const cards = publicCards(history, beginMap(setup, hand.seats));
  if (!cards.ok) return cards;
  const course = {
    actions: history.actions as readonly unknown[] as Action[],
    cards: cards.value,
    own,
    events,
    hand,
    done: 0,
    holes: 0,
    boards: 0,
    ownDeals: 0,
    ownDiscards: 0,
  };
  const wrong = heldAgainst(course, events) ?? playAll(course) ?? wrongEnd(course, history);
  return wrong === null ? ok(course.events) : err(wrong);
}

function playAll(course: Course): string | null {
  while (course.done < course.actions.length || nextStep(course.hand).kind !== 'ended') {
    const command = nextCommand(course);
    if (command === null) return `the history ends where the hand waits for ${nextStep(course.hand).kind}`;
    const played = playHand(course.hand, command);
    if (!played.ok) return `action ${course.done + 1}: ${command.kind} is refused, ${played.error.code}`;
    course.hand = played.value.hand;
    course.events.push(...played.value.events);
    const wrong = heldAgainst(course, played.value.events);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** What is done comes before the cards that follow it only where it is agreed how often the board is run. */
function nextCommand(course: Course): HandCommand | null {
  const action = course.actions[course.done];
  const next = nextStep(course.hand);
  if (next.kind === 'deal-hole') {
    const cards = course.cards.hole[course.holes++] ?? [];
    return { kind: 'deal-hole', seat: next.seat, cards: ownDeal(course, next.seat) ?? cards };
  }
  if (next.kind === 'deal-board' && action?.kind !== 'run-it') {
    return { kind: 'deal-board', board: next.board, cards: course.cards.board[course.boards++] ?? [] };
  }
  return action ? (ownDiscard(course, action) ?? commandOf(action)) : null;
}

function ownDeal(course: Course, seat: number): readonly HoleCard[] | undefined {
  return seat === course.own?.seat ? course.own.dealt[course.ownDeals++] : undefined;
}

function ownDiscard(course: Course, { kind, seat, count = 0, timedOut = false }: Action): HandCommand | null {
  if (kind !== 'discard' || seat === undefined || seat !== course.own?.seat || count === 0) return null;
  const cards = course.own.given[course.ownDiscards++] ?? [];
  return timedOut ? null : { kind, seat: seatIndex(seat), cards }; // in time the rules choose, and choose these
}

function commandOf({ kind, seat: at = 0, to = 0, count = 0, times = 0, timedOut = false }: Action): HandCommand {
  const seat = seatIndex(at);
  if (timedOut) return { kind: 'time-out', seat };
  switch (kind) {
    case 'raise-to':
      return { kind, seat, to: chips(to) };
    case 'discard':
      return { kind, seat, cards: Array.from({ length: count }, () => null) };
    case 'run-it':
      return { kind, times };
    case 'run-out':
      return { kind };
    default:
      return { kind: kind as 'fold' | 'check' | 'call' | 'bring-in' | 'show' | 'muck', seat };
  }
}

/** Counts the history's actions that these events are; the first event that it does not have is told. */
function heldAgainst(course: Course, events: readonly HandEvent[]): string | null {
  for (const action of events.flatMap(actionOf)) {
    const told = course.actions[course.done];
    if (!told || inOrder(told) !== inOrder(action as object)) {
      return `action ${course.done + 1}: the rules make it ${JSON.stringify(action)}, the history ${JSON.stringify(told)}`;
    }
    course.done += 1;
  }
  return null;
}

function inOrder(fields: object): string {
  return JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function wrongEnd({ hand }: Course, { result }: PublicHistory): string | null {
  const played = handResult(hand);
  const settled = result as unknown as { rake: number; seats: readonly { seat: number; stack: number }[] };
  const isSame =
    played?.rake === settled.rake &&
    played.seats.length === settled.seats.length &&
    played.seats.every(({ seat, stack }) => settled.seats.some((one) => one.seat === seat && one.stack === stack));
  return isSame ? null : 'played again it ends with other stacks than were settled';
}
