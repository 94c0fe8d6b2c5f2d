/** What comes next on a dealer's map, and what a map says of positions; `deal-map.ts` follows a hand with it. */
import { ok, type Result } from '@aboveboard/kit';
import { deckSpec } from '../deck/spec.ts';
import { type Fault, refuse } from '../fault.ts';
import { boardPositions, cardsNeeded } from './board.ts';
import type { DealMap, SeatCards } from './deal-map.ts';
import { studDeal } from './stud.ts';

/** Where the next cards of a seat come from. */
export interface Due {
  readonly positions: readonly number[];
  /** Cards for which no position is left: they come from the reshuffle. */
  readonly fromReshuffle: number;
}

const FIRST_OPEN = 2;
const RIVER = 6;
const STUD_CARDS = 7;

/** Positions that no draw has used yet. */
export function positionsLeft({ layout, nextDraw }: DealMap): number {
  return layout.game === 'draw' ? deckSpec(layout.spec).size - nextDraw : 0;
}

/** The most times the rest of the board can be dealt: 1 where it cannot be dealt several times. */
export function mostRuns({ layout, seats }: DealMap): number {
  if (layout.game !== 'board' || layout.boards > 1) return 1;
  const fits = (boards: number) => cardsNeeded({ ...layout, boards }, seats.length, deckSpec(layout.spec).size).ok;
  return [3, 2].find(fits) ?? 1;
}

/** Whether the card of a position lies face up before its seat: the third to the sixth of stud. */
export function isOpenPosition({ layout, seats }: DealMap, position: number): boolean {
  return layout.game === 'stud' && position >= FIRST_OPEN * seats.length && position < RIVER * seats.length;
}

/** Where the next `count` cards of a seat come from. @returns HOLE_CARDS where it does not wait for as many. */
export function holeDue(map: DealMap, seat: number, count: number): Result<Due, Fault> {
  const own = seatOf(map, seat);
  if (!own.ok) return own;
  if (count < 1 || heldBy(map, own.value) + count > most(map)) {
    return refuse('HOLE_CARDS', `${count} cards for seat ${seat}, which waits for other cards or none`);
  }
  const i = map.seats.indexOf(own.value);
  if (map.layout.game === 'stud') return studDue(map, i, count);
  const n = map.seats.length;
  const from = own.value.positions.length;
  const first = range(from, Math.min(from + count, map.layout.hole)).map((r) => r * n + i);
  const rest = count - first.length;
  const left = Math.min(rest, positionsLeft(map));
  return ok({ positions: [...first, ...range(map.nextDraw, map.nextDraw + left)], fromReshuffle: rest - left });
}

/** Own cards a seat may hold. */
function most({ layout }: DealMap): number {
  return layout.game === 'stud' ? STUD_CARDS : layout.hole;
}

/** Cards a seat holds or has held for good: where the game draws, what was given up is replaced, else it is not. */
function heldBy({ layout }: DealMap, { positions, redealt, givenUp }: SeatCards): number {
  return positions.length + redealt.length - (layout.game === 'draw' ? givenUp : 0);
}

function studDue(map: DealMap, i: number, count: number): Result<Due, Fault> {
  const live = [...map.seats.keys()].filter((place) => !map.seats[place]?.isFolded);
  const all = studDeal(deckSpec(map.layout.spec).size, map.seats.length, live);
  if (!all.ok) return all;
  const { streets, river } = all.value;
  const last = river.find((card) => card.i === i)?.position;
  const own = [...streets.map((street) => street[i] as number), ...(last === undefined ? [] : [last])];
  const from = map.seats[i]?.positions.length ?? 0;
  const positions = own.slice(from, from + count);
  if (positions.length < count) return refuse('HOLE_CARDS', 'more than four of eight hands are live: they share one last card');
  return ok({ positions, fromReshuffle: 0 });
}

/** Positions of the next `count` cards of board `b`. @returns HOLE_CARDS where it does not wait for as many. */
export function boardDue(map: DealMap, b: number, count: number): Result<readonly number[], Fault> {
  const lies = map.boards[b];
  const board = boardsPositions(map, b);
  if (lies !== undefined && count >= 1 && lies + count <= board.length) return ok(board.slice(lies, lies + count));
  return refuse('HOLE_CARDS', `${count} cards for board ${b}, which has all its cards or is not there`);
}

/** All positions of a board; in stud those of the one card that is shared. */
function boardsPositions({ layout, seats }: DealMap, b: number): readonly number[] {
  if (layout.game === 'board') return boardPositions(layout, seats.length, b);
  if (layout.game === 'draw') return range(0, layout.board).map((j) => layout.hole * seats.length + j);
  const live = [...seats.keys()].filter((i) => !seats[i]?.isFolded);
  const stud = studDeal(deckSpec(layout.spec).size, seats.length, live);
  return stud.ok && stud.value.community !== null ? [stud.value.community] : [];
}

/** A seat that may still get cards. @returns HOLE_CARDS for one that folded or is not in the hand. */
export function seatOf({ seats }: DealMap, seat: number): Result<SeatCards, Fault> {
  const own = seats.find((one) => one.seat === seat);
  return own && !own.isFolded ? ok(own) : refuse('HOLE_CARDS', `seat ${seat} is not in this hand, or no more`);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
