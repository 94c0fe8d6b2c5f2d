/**
 * Playing a recorded hand through the engine, line by line. The engine says what it waits for; the record says what happened.
 */
import {
  type Card,
  chips,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HoleCard,
  handFrom,
  nextStep,
  playHand,
  type SeatIndex,
  seatAt,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import type { PhhAction } from '../phh/action.ts';
import { toUnits } from '../phh/amount.ts';
import { decimalsOfRecord } from '../phh/check-record.ts';
import type { PhhRecord } from '../phh/record.ts';
import { RUN_OUT, runsOf } from './remarks.ts';
import { setupOf } from './setup-of.ts';

/** A hand played to its end. Chips are in units of the record's finest decimal. */
export interface PlayedRecord {
  readonly hand: Hand;
  readonly events: readonly HandEvent[];
  readonly decimals: number;
}

export type Unplayed =
  /** The rules or the record itself stand against it; `action` counts from 1, null for what comes before or after all of them. */
  | { readonly kind: 'refused'; readonly action: number | null; readonly reason: string }
  /** The record lacks what the play needs: cards that nobody recorded. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** @see rules/PHH.md PHH-5 */
export function playRecord(record: PhhRecord): Result<PlayedRecord, Unplayed> {
  const setup = setupOf(record);
  if (!setup.ok) return err({ kind: 'refused', action: null, reason: setup.error });
  const started = startHand(setup.value);
  const decimals = decimalsOfRecord(record) ?? 0;
  const course: Course = { record, decimals, events: [...started], hand: handFrom(started), used: new Set() };
  for (const [index, action] of record.actions.entries()) {
    const wrong = course.used.has(index) ? null : takeAction(course, action, index);
    if (wrong !== null) return err(typeof wrong === 'string' ? { kind: 'refused', action: index + 1, reason: wrong } : wrong);
  }
  const wrong = settle(course);
  if (wrong !== null) return err(wrong);
  return ok({ hand: course.hand, events: course.events, decimals });
}

interface Course {
  readonly record: PhhRecord;
  readonly decimals: number;
  readonly events: HandEvent[];
  hand: Hand;
  /** Lines of the dealer that were needed before their place. */
  readonly used: Set<number>;
}

type Wrong = string | Extract<Unplayed, { kind: 'unknown' }> | null;

function play(course: Course, command: HandCommand): string | null {
  const played = playHand(course.hand, command);
  if (!played.ok) return `refused ${JSON.stringify(played.error)}`;
  course.hand = played.value.hand;
  course.events.push(...played.value.events);
  return null;
}

function takeAction(course: Course, action: PhhAction, index: number): Wrong {
  if (action.kind === 'no-op') return takeRemark(course, action.comment ?? '');
  if (action.kind === 'deal-hole') return dealHole(course, seatOf(action), action.cards, index);
  if (action.kind === 'deal-board') return dealBoard(course, action.cards);
  if (action.kind === 'show' || action.kind === 'muck') return takeShow(course, action);
  if (action.kind === 'discard') drawAhead(course, index);
  if (action.kind !== 'check-or-call') return play(course, commandOf(action, course.decimals));
  const seat = seatOf(action);
  const played = playHand(course.hand, { kind: 'check', seat });
  const isCall = !played.ok && played.error.code === 'CANNOT_CHECK';
  return play(course, { kind: isCall ? 'call' : 'check', seat });
}

function seatOf({ player }: { readonly player: number }): SeatIndex {
  return seatIndex(player - 1);
}

type Decision = Extract<PhhAction, { kind: 'fold' | 'bet-or-raise' | 'bring-in' | 'discard' }>;

function commandOf(action: Decision, decimals: number): HandCommand {
  const seat = seatOf(action);
  switch (action.kind) {
    case 'fold':
    case 'bring-in':
      return { kind: action.kind, seat };
    case 'bet-or-raise':
      return { kind: 'raise-to', seat, to: chips(toUnits(action.amount, decimals) ?? 0) };
    case 'discard':
      return { kind: 'discard', seat, cards: action.cards };
    default:
      return unreachable(action);
  }
}

/** What the notation has no action for is written as a remark: several runs of the board, betting ended from outside. */
function takeRemark(course: Course, remark: string): string | null {
  const times = runsOf(remark);
  if (times !== null) return play(course, { kind: 'run-it', times });
  return remark === RUN_OUT ? play(course, { kind: 'run-out' }) : null;
}

/** The cards of one line, and those of the next lines for the same player as long as the street owes more. */
function dealHole(course: Course, seat: SeatIndex, cards: readonly HoleCard[], index: number): string | null {
  const all = [...cards];
  const due = dueTo(course.hand, seat);
  for (let i = index + 1; all.length < due && i < course.record.actions.length; i++) {
    const next = course.record.actions[i];
    if (next?.kind === 'deal-hole' && next.player === seat + 1) {
      all.push(...next.cards);
      course.used.add(i);
    } else if (next?.kind !== 'deal-hole' && next?.kind !== 'no-op') break;
  }
  return play(course, { kind: 'deal-hole', seat, cards: all });
}

/** Own cards the seat lacks on this street, as the engine's refusal says; 0 when none are due. */
function dueTo(hand: Hand, seat: SeatIndex): number {
  const asked = playHand(hand, { kind: 'deal-hole', seat, cards: [] });
  return !asked.ok && asked.error.code === 'WRONG_CARD_COUNT' ? asked.error.expected : 0;
}

/** Some records let all players discard before the first gets a card; the engine deals each at once. */
function drawAhead(course: Course, index: number): void {
  const step = nextStep(course.hand);
  if (step.kind !== 'deal-hole') return;
  for (let i = index + 1; i < course.record.actions.length; i++) {
    const next = course.record.actions[i];
    if (next?.kind === 'deal-hole' && next.player === step.seat + 1 && !course.used.has(i)) {
      course.used.add(i);
      if (dealHole(course, step.seat, next.cards, i) === null) drawAhead(course, index);
      return;
    }
    if (next?.kind !== 'deal-hole' && next?.kind !== 'discard' && next?.kind !== 'no-op') return;
  }
}

function dealBoard(course: Course, cards: readonly HoleCard[]): Wrong {
  if (cards.includes(null)) return { kind: 'unknown', reason: 'the board was not recorded' };
  const step = nextStep(course.hand);
  return play(course, { kind: 'deal-board', board: step.kind === 'deal-board' ? step.board : 0, cards: cards as Card[] });
}

/** A hand that was turned up already, or given up when nobody else was left, needs no second showing. */
function takeShow(course: Course, action: Extract<PhhAction, { kind: 'show' | 'muck' }>): Wrong {
  const { hand } = course;
  const seat = seatOf(action);
  const { fate, hole } = seatAt(hand, seat);
  if (fate === 'shown') return null;
  if (action.kind === 'muck') return hand.phase === 'ended' ? null : play(course, { kind: 'muck', seat });
  if (action.cards === 'as-dealt') return play(course, { kind: 'show', seat });
  if (!action.cards.includes(null)) return play(course, { kind: 'show', seat, cards: action.cards as Card[] });
  if (!mayBeHeld(hand, seat, action.cards)) return `these are not the cards of p${action.player}`;
  // A hand shown in part is in the running all the same: it is played when all of it is known.
  if (hand.phase === 'ended') return null;
  if (!hole.includes(null)) return play(course, { kind: 'show', seat });
  return { kind: 'unknown', reason: `the cards of p${action.player} at the showdown were not recorded` };
}

/** A live seat's own cards, or ones that nobody else holds where its own were not recorded. */
function mayBeHeld(hand: Hand, seat: SeatIndex, cards: readonly HoleCard[]): boolean {
  const { hole, isFolded } = seatAt(hand, seat);
  const known = cards.flatMap((card) => card ?? []);
  const fresh = known.filter((card) => !hole.includes(card));
  const others = [...hand.seats.filter((one) => one.seat !== seat).flatMap((one) => one.hole), ...hand.boards.flat()];
  const isFree = fresh.every((card) => !others.includes(card)) && new Set(known).size === known.length;
  return !isFolded && cards.length === hole.length && isFree && fresh.length <= hole.filter((card) => card === null).length;
}

/** Records leave out showings that change nothing; the rules fill them in, where the cards are known. */
function settle(course: Course): Unplayed | null {
  if (course.hand.phase === 'showdown') {
    const hidden = course.hand.seats.findIndex(
      ({ isFolded, fate, hole }) => !isFolded && fate === 'hidden' && hole.includes(null),
    );
    if (hidden >= 0) return { kind: 'unknown', reason: `the cards of p${hidden + 1} at the showdown were not recorded` };
    play(course, { kind: 'settle-showdown' });
  }
  if (course.hand.phase === 'ended') return null;
  return { kind: 'refused', action: null, reason: `the record ends where the hand waits for ${nextStep(course.hand).kind}` };
}
