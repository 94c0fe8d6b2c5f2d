/** What happens between hands, and to the table itself. */
import type { SeatView, TableEventOf } from '@aboveboard/protocol';
import type { TableSeat, TableView } from './table-view.ts';

/** A seat's part in a hand before it has one. */
export const nobodyDealt: Omit<TableSeat, keyof SeatView> = {
  isInHand: false,
  bet: 0,
  cards: [],
  isShown: false,
  isFolded: false,
  isMucked: false,
  isAllIn: false,
  lastAction: null,
  ranks: [],
  won: 0,
  isWinner: false,
};

export function updateSeat(view: TableView, seat: number, change: (seat: TableSeat) => Partial<TableSeat>): TableView {
  const seats = view.seats.map((s) => (s.seat === seat ? { ...s, ...change(s) } : s));
  return { ...view, seats };
}

export function updateSeats(view: TableView, change: (seat: TableSeat) => Partial<TableSeat>): TableView {
  return { ...view, seats: view.seats.map((seat) => ({ ...seat, ...change(seat) })) };
}

export function withOwnSeat(view: TableView, playerId: string): TableView {
  const own = view.seats.find(({ player }) => player?.playerId === playerId);
  return { ...view, ownSeat: own?.seat ?? null };
}

/** Somebody else in a seat has no part in the hand that its last player was dealt. */
export function foldSeatChanged(view: TableView, { seat }: TableEventOf<'seat-changed'>, playerId: string): TableView {
  const isSame = (before: TableSeat) => before.player?.playerId === seat.player?.playerId;
  const changed = updateSeat(view, seat.seat, (before) => (isSame(before) ? seat : { ...seat, ...nobodyDealt }));
  return withOwnSeat(changed, playerId);
}

/** The clock stood still: what was left of the turn is left still. */
export function foldResumed(view: TableView, { pausedMs }: TableEventOf<'table-resumed'>): TableView {
  const turn = view.turn && { ...view.turn, deadlineMs: view.turn.deadlineMs + pausedMs };
  return { ...view, isPaused: false, pauseReason: null, turn };
}
