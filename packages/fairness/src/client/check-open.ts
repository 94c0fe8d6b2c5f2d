/** OPEN as a client must find it before it shows a seed: its own hand, in its own table's chain, with its own commit. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { isCommitted, type Open, type OpenEntry, readOpen } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import type { HandExpectation, OwnCommit } from './hand-frames.ts';

/** @returns OTHER_TABLE, OTHER_HAND, PREV, or what `parseOpen` finds. */
export function readExpectedOpen(expected: HandExpectation, bytes: Bytes): Result<Open, Fault> {
  const open = readOpen(expected.origin, bytes);
  if (!open.ok) return open;
  const { entry } = open.value;
  const { table, handNo, prev } = expected;
  if (!equalBytes(entry.table, table)) return refuse('OTHER_TABLE', 'this OPEN belongs to another table');
  if (entry.handNo !== handNo) return refuse('OTHER_HAND', `this OPEN is for hand ${entry.handNo}, not ${handNo}`);
  if (prev !== undefined && entry.prev !== prev) return refuse('PREV', 'OPEN does not follow the last CLOSE of this table');
  return hasSeats(entry, expected) ? open : refuse('OTHER_HAND', 'OPEN deals to other seats than the table shows');
}

function hasSeats({ seats: opened }: OpenEntry, { seats, ownSeat }: HandExpectation): boolean {
  const isDealtIn = ownSeat === null || opened.some(({ seat }) => seat === ownSeat);
  return isDealtIn && (!seats || (seats.length === opened.length && seats.every((seat, i) => seat === opened[i]?.seat)));
}

/** @returns COMMIT_DROPPED or COMMIT_CHANGED. */
export function checkOwnCommit({ entry }: Open, own: OwnCommit | null): Result<void, Fault> {
  if (!own) return ok(undefined);
  const mine = entry.seats.find(({ seat }) => seat === own.seat);
  if (!mine || !isCommitted(mine)) return refuse('COMMIT_DROPPED', 'the commit you sent is not in OPEN');
  const isSame = equalBytes(mine.sid, own.sid) && equalBytes(mine.commit, own.commit);
  return isSame ? ok(undefined) : refuse('COMMIT_CHANGED', 'OPEN carries another commit in your name');
}
