/**
 * The dealer's map: from which positions of the cut deck the next cards of a hand come, given what has happened in it so far.
 *
 * It follows a hand by what everybody sees of it: how many cards went to whom, how many were given up, who folded. So the room deals by
 * it, a client follows it card by card, and a receipt is checked by it years later, all with these lines. A map is never changed, only
 * followed by the next one.
 *
 * @see rules/DEAL.md; design/fairness.md, Deal positions.
 */
import { ok, type Result } from '@aboveboard/kit';
import { deckSpec } from '../deck/spec.ts';
import { type Fault, refuse } from '../fault.ts';
import { cardsNeeded } from './board.ts';
import { boardDue, holeDue, mostRuns, seatOf } from './deal-due.ts';
import type { DealStep, WalkStepJson } from './deal-step.ts';
import type { DealLayout } from './layout.ts';
import { studDeal } from './stud.ts';

export interface SeatCards {
  readonly seat: number;
  /** Where its cards came from, in the order dealt. */
  readonly positions: readonly number[];
  /** Its cards from the reshuffle: which steps of the walk, counted from 0. */
  readonly redealt: readonly number[];
  /** How many of all these it gave up. */
  readonly givenUp: number;
  readonly isFolded: boolean;
}

export interface DealMap {
  readonly layout: DealLayout;
  /** In deal order. */
  readonly seats: readonly SeatCards[];
  /** Cards that lie on each board. */
  readonly boards: readonly number[];
  /** First position that no draw has used; the deck's size when none is left. */
  readonly nextDraw: number;
  /** Steps of the reshuffle that were gone. */
  readonly walked: number;
  /** The draw under way asked for more cards than there are: its walk goes to the end. */
  readonly isShort: boolean;
}

export interface Dealt {
  readonly map: DealMap;
  /** Where the cards of this step come from, in their order; none for a step that deals nothing. */
  readonly positions: readonly number[];
  /** The step's part of the walk, from step `from`: its last cards, for which no position was left. */
  readonly walk: { readonly from: number; readonly steps: readonly WalkStepJson[] };
}

/** The map of a hand before its first card. @returns TOO_MANY_CARDS where the deck does not suffice for `seats`, which are in deal order. */
export function openDealMap(layout: DealLayout, seats: readonly number[]): Result<DealMap, Fault> {
  const needed = positionsNeeded(layout, seats.length);
  if (!needed.ok) return needed;
  return ok({
    layout,
    seats: seats.map((seat) => ({ seat, positions: [], redealt: [], givenUp: 0, isFolded: false })),
    boards: Array.from({ length: layout.game === 'board' ? layout.boards : 1 }, () => 0),
    nextDraw: layout.game === 'draw' ? layout.hole * seats.length + layout.board : 0,
    walked: 0,
    isShort: false,
  });
}

function positionsNeeded(layout: DealLayout, n: number): Result<unknown, Fault> {
  const { size } = deckSpec(layout.spec);
  if (layout.game === 'board') return cardsNeeded(layout, n, size);
  if (layout.game === 'stud') return studDeal(size, n, []);
  const needed = layout.hole * n + layout.board;
  return needed <= size ? ok(needed) : refuse('TOO_MANY_CARDS', `the deal needs ${needed} cards of ${size}`);
}

/**
 * The map after a step, and where its cards come from.
 *
 * @returns HOLE_CARDS for cards that the hand does not wait for: to a seat that folded or has all it may have, or on a full board;
 *   DISCARD for more cards given up than held; TOO_MANY_CARDS for more runs than the deck has boards for; WALK_EARLY, WALK_SKIPPED or
 *   WALK_OUTSIDE for a walk that is not due, gives too few cards, or goes on after the last one.
 */
export function followDeal(map: DealMap, step: DealStep): Result<Dealt, Fault> {
  if (step.kind === 'board') return toBoard(map, step.board, step.count);
  if (step.kind === 'runs') return inRuns(map, step.times);
  const own = seatOf(map, step.seat);
  if (!own.ok) return own;
  if (step.kind === 'fold') return nothing(withSeat(map, { ...own.value, isFolded: true }));
  return step.kind === 'hole' ? toSeat(map, own.value, step) : fromSeat(map, own.value, step);
}

function toSeat(map: DealMap, own: SeatCards, step: DealStep & { kind: 'hole' }): Result<Dealt, Fault> {
  const due = holeDue(map, own.seat, step.count);
  if (!due.ok) return due;
  const { positions, fromReshuffle } = due.value;
  const walk = { from: map.walked, steps: step.walk ?? [] };
  const nextDraw = Math.max(map.nextDraw, (positions.at(-1) ?? 0) + 1);
  const after = { ...map, nextDraw: map.layout.game === 'draw' ? nextDraw : 0 };
  const whole = checkWalkLength(after, walk.steps, fromReshuffle);
  if (!whole.ok) return whole;
  const redealt = walk.steps.flatMap(({ dealt }, at) => (dealt ? [walk.from + at] : []));
  const seat = { ...own, positions: [...own.positions, ...positions], redealt: [...own.redealt, ...redealt] };
  return ok({ map: walkedOn(withSeat(after, seat), walk.steps.length), positions, walk });
}

function walkedOn(map: DealMap, steps: number): DealMap {
  return { ...map, walked: map.walked + steps, isShort: false };
}

/** As many steps as give the cards that are due, and none after the last of them; for a draw that ends short, all steps there are. */
function checkWalkLength(map: DealMap, steps: readonly WalkStepJson[], due: number): Result<void, Fault> {
  const { size } = deckSpec(map.layout.spec);
  const given = steps.filter(({ dealt }) => dealt).length;
  const end = map.walked + steps.length;
  if (map.isShort && (map.nextDraw < size || end < size)) return refuse('WALK_EARLY', 'a draw ended short and cards were left');
  if (!map.isShort && due === 0 && steps.length > 0) return refuse('WALK_EARLY', 'reshuffled while a position was unused');
  if (given < due) return refuse('WALK_SKIPPED', `the reshuffle gave ${given} cards and ${due} were due`);
  const isBeyond = !map.isShort && steps.length > 0 && !steps.at(-1)?.dealt;
  const isOver = given > due || isBeyond || end > size;
  return isOver ? refuse('WALK_OUTSIDE', 'the reshuffle was walked beyond the last card that was due') : ok(undefined);
}

/** A draw that ends short without any card walks to the end at once; with some, as they are dealt. */
function fromSeat(map: DealMap, own: SeatCards, step: DealStep & { kind: 'discard' }): Result<Dealt, Fault> {
  const { count, isShort = false } = step;
  const held = own.positions.length + own.redealt.length - own.givenUp;
  if (count < 0 || count > held) return refuse('DISCARD', `seat ${own.seat} gives up ${count} cards and holds ${held}`);
  const after = { ...withSeat(map, { ...own, givenUp: own.givenUp + count }), isShort };
  const walk = { from: map.walked, steps: step.walk ?? [] };
  if (!isShort || count > 0) {
    return walk.steps.length > 0 ? refuse('WALK_EARLY', 'reshuffled before a card was due') : nothing(after);
  }
  const whole = checkWalkLength(after, walk.steps, 0);
  return whole.ok ? ok({ map: walkedOn(after, walk.steps.length), positions: [], walk }) : whole;
}

function toBoard(map: DealMap, b: number, count: number): Result<Dealt, Fault> {
  const due = boardDue(map, b, count);
  if (!due.ok) return due;
  const boards = map.boards.map((cards, at) => (at === b ? cards + count : cards));
  return ok({ ...EMPTY, map: { ...map, boards }, positions: due.value });
}

/** Each run begins with the cards that lie already, which are board 0's. */
function inRuns(map: DealMap, times: number): Result<Dealt, Fault> {
  const [lies = 0] = map.boards;
  const isPossible = map.boards.length === 1 && times >= 2 && times <= mostRuns(map) && lies < BOARD_CARDS;
  if (!isPossible) return refuse('TOO_MANY_CARDS', `the board cannot be dealt ${times} times`);
  return nothing({ ...map, boards: Array.from({ length: times }, () => lies) });
}

const BOARD_CARDS = 5;
const EMPTY = { positions: [], walk: { from: 0, steps: [] } } as const;

function nothing(map: DealMap): Result<Dealt, Fault> {
  return ok({ ...EMPTY, map });
}

function withSeat(map: DealMap, own: SeatCards): DealMap {
  return { ...map, seats: map.seats.map((seat) => (seat.seat === own.seat ? own : seat)) };
}
