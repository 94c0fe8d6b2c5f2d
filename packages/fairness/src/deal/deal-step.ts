/**
 * What happened to the cards of a hand, as everybody saw it: plain JSON, since the public history keeps it.
 *
 * @see `deal-map.ts`, which follows a hand by it.
 */
import { hasFields, parseList } from '../receipt/fields.ts';

export type DealStep =
  /**
   * Own cards to a seat, in the order it gets them: at the start, on a later street, or for what it gave up. `walk` is there where the
   * last of them come from the reshuffle.
   */
  | { readonly kind: 'hole'; readonly seat: number; readonly count: number; readonly walk?: readonly WalkStepJson[] }
  /** Cards to a board, which counts from 0. The card that eight hands of stud share is one of board 0. */
  | { readonly kind: 'board'; readonly board: number; readonly count: number }
  /**
   * Cards given up: for as many others where the game draws, else for nothing. `isShort`: the seat asked for more than deck and reshuffle
   * can still give, and keeps the rest. The walk to its end is then in the `hole` that follows, or here where nothing follows.
   */
  | {
      readonly kind: 'discard';
      readonly seat: number;
      readonly count: number;
      readonly isShort?: true;
      readonly walk?: readonly WalkStepJson[];
    }
  | { readonly kind: 'fold'; readonly seat: number }
  /** The rest of the board is dealt `times` times. */
  | { readonly kind: 'runs'; readonly times: number };

/** One step of a reshuffle. All of them are told in order, opened as far as the hearer may see them. */
export interface WalkStepJson {
  /** Which entry of the sealed reshuffle: the re-cut's next one. */
  readonly k: number;
  /** Dealt, as its slot lay in the muck; else passed over. */
  readonly dealt: boolean;
  /** The sealed entry: open to all where the slot was passed over; where it was dealt, to its recipient, and to all at a showdown. */
  readonly entry: ReshuffleEntryJson | null;
}

export interface ReshuffleEntryJson {
  readonly slot: number;
  /** Hex. */
  readonly salt: string;
  readonly path: readonly string[];
}

/** The steps of a history, or null for anything that has not exactly these fields. */
export function parseDealSteps(value: unknown): readonly DealStep[] | null {
  return parseList(value, parseDealStep);
}

function parseDealStep(value: unknown): DealStep | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = SHAPES.find(
    (names) => names[0] === (value as { kind?: unknown }).kind && hasFields(value, ['kind', ...names.slice(1)]),
  );
  return fields && isStep(value as Record<string, unknown>) ? (value as DealStep) : null;
}

/** The kind, then its other fields. */
const SHAPES: readonly (readonly string[])[] = [
  ['hole', 'seat', 'count'],
  ['hole', 'seat', 'count', 'walk'],
  ['board', 'board', 'count'],
  ['discard', 'seat', 'count'],
  ['discard', 'seat', 'count', 'isShort'],
  ['discard', 'seat', 'count', 'isShort', 'walk'],
  ['fold', 'seat'],
  ['runs', 'times'],
];

function isStep(step: Record<string, unknown>): boolean {
  const { isShort = true, walk = [] } = step;
  const numbers = [step.seat, step.board, step.count, step.times].filter((n) => n !== undefined);
  return isShort === true && parseList(walk, parseWalkStep) !== null && numbers.every(isByte);
}

/** A step of a walk, or null for anything that has not exactly these fields. */
export function parseWalkStep(value: unknown): WalkStepJson | null {
  if (!hasFields(value, ['k', 'dealt', 'entry']) || !isByte(value.k) || typeof value.dealt !== 'boolean') return null;
  return value.entry === null || isEntry(value.entry) ? (value as WalkStepJson) : null;
}

function isEntry(value: unknown): boolean {
  if (!hasFields(value, ['slot', 'salt', 'path']) || !isByte(value.slot) || !Array.isArray(value.path)) return false;
  return isHex(value.salt, 16) && value.path.every((node) => isHex(node, 32));
}

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
