/** Questions about the seats of a table. */
import type { PlayerId, SeatIndex } from '../units.ts';
import type { Table, TableSeat } from './state.ts';

/** Where a player sits, `null` when not at this table. */
export function seatOf(table: Table, player: PlayerId): { readonly seat: SeatIndex; readonly at: TableSeat } | null {
  for (const [seat, at] of table.seats.entries()) if (at?.player === player) return { seat: seat as SeatIndex, at };
  return null;
}

export function freeSeatCount(table: Table): number {
  return table.seats.filter((at) => at === null).length;
}

/** The players on the waiting list for whom a seat is free now: they may sit, nobody else may take those seats. */
export function offeredTo(table: Table): readonly PlayerId[] {
  return table.waiting.slice(0, freeSeatCount(table));
}

/** The seat is dealt into the hand in play. */
export function isInHand(table: Table, seat: SeatIndex): boolean {
  return table.hand?.seats.some((one) => one.seat === seat) ?? false;
}
