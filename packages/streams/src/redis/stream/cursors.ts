/** A cursor of streams on Redis is the id of an entry: `<born>-<position>`, or `0` before the first. */
import { assert } from '@aboveboard/kit';
import type { Cursor } from '../../stream/streams.ts';

export interface CursorParts {
  /** When the stream began, ms of Redis, as text; `0` of a cursor before the first entry of whichever stream. */
  readonly born: string;
  readonly position: number;
}

export function partsOf(cursor: Cursor): CursorParts {
  const match = /^(\d+)(?:-(\d+))?$/.exec(cursor);
  const [born, position] = [match?.[1] ?? '', Number(match?.[2] ?? 0)];
  assert(match !== null && (born === '0') === (position === 0), `not a cursor of these streams: ${cursor}`);
  return { born, position };
}

/** Whether an entry at `next` comes right after `cursor`, with none missing between. */
export function follows(cursor: Cursor, next: Cursor): boolean {
  const [before, after] = [partsOf(cursor), partsOf(next)];
  return after.position === before.position + 1 && (before.born === '0' || before.born === after.born);
}

/** Whether a reader at `cursor` has had the entry at `other` already. */
export function hasHad(cursor: Cursor, other: Cursor): boolean {
  const [own, its] = [partsOf(cursor), partsOf(other)];
  return own.born === its.born && its.position <= own.position;
}

/** Negative when `a` comes before `b`. */
export function inOrder(a: Cursor, b: Cursor): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  return Number(first.born) - Number(second.born) || first.position - second.position;
}
