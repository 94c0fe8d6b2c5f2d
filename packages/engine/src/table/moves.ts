/**
 * Changing seats at a table.
 *
 * @see rules/TABLE.md TABLE-35 to TABLE-37.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { MAX_SEATS, type SeatIndex } from '../units.ts';
import type { TableEvent } from './event.ts';
import { evolveTable } from './evolve.ts';
import { isBetween, isOwing, steps } from './places.ts';
import type { TableRefusal } from './refusal.ts';
import { seatOf } from './seats.ts';
import type { MoveRequest, Table, TableSeat } from './state.ts';
import { isBlindTable } from './turns.ts';

/** At once between hands where the seat is empty; else it is asked for, in place of what was asked for before. */
export function decideMove(table: Table, from: SeatIndex, request: MoveRequest): Result<readonly TableEvent[], TableRefusal> {
  const { seatCount, tableOptions } = table.rules;
  const { to } = request;
  if (!Number.isInteger(to) || to < 0 || to >= seatCount) return err({ code: 'NO_SUCH_SEAT' });
  if (tableOptions.isTournament || to === from) return err({ code: 'NOT_POSSIBLE_NOW' });
  const asked: TableEvent = { kind: 'move-asked', request };
  return ok([asked, ...movesDue(evolveTable(table, asked))]);
}

/** The moves that can be made now, in the order they were asked for; one may make room for another. */
export function movesDue(table: Table): TableEvent[] {
  if (table.hand !== null) return [];
  for (const request of table.moves) {
    const found = seatOf(table, request.player);
    if (found === null || table.seats[request.to] !== null) continue;
    const moved = movedTo(table, found, request);
    return [moved, ...movesDue(evolveTable(table, moved))];
  }
  return [];
}

/** Somebody at the table has asked for this seat before. */
export function isAskedFor({ moves }: Table, seat: SeatIndex): boolean {
  return moves.some(({ to }) => to === seat);
}

function movedTo(
  table: Table,
  { seat, at }: { readonly seat: SeatIndex; readonly at: TableSeat },
  { to, post }: MoveRequest,
): TableEvent {
  const owesBigBlind = at.owesBigBlind || isMoveAway(table, seat, to);
  const owesSmallBlind = at.owesSmallBlind || isSmallBlindLeft(table, seat, at);
  const isNowOwing = isOwing({ ...at, owesBigBlind, owesSmallBlind });
  const status = isNowOwing && post === 'wait' && at.status === 'playing' ? 'waiting-for-blind' : at.status;
  return { kind: 'seat-moved', seat, to, status: status === 'leaving' ? 'sitting-out' : status, owesBigBlind, owesSmallBlind };
}

/** Others who were behind the seat would be before it: the big blind would come to them first. */
function isMoveAway({ rules, positions, seats }: Table, from: SeatIndex, to: SeatIndex): boolean {
  if (positions === null || !isBlindTable(rules)) return false;
  const { bigBlind } = positions;
  const reached = (seat: SeatIndex): number => steps(bigBlind, seat) || MAX_SEATS;
  if (reached(to) <= reached(from)) return false;
  return seats.some((at, seat) => at?.status === 'playing' && at.stack > 0 && isBetween(from, seat as SeatIndex, to));
}

/** The big blind was paid in this seat, and the small one would have been due next (TABLE-8). */
function isSmallBlindLeft({ rules, positions }: Table, from: SeatIndex, at: TableSeat): boolean {
  return positions !== null && isBlindTable(rules) && from === positions.bigBlind && !isOwing(at);
}
