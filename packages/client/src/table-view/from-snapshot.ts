/** The view a snapshot gives: the table as it stands, then the hand so far folded over it. */
import { emptySeat, type SeatView, type SnapshotMessage } from '@aboveboard/protocol';
import { foldEvent } from './fold-event.ts';
import { nobodyDealt, withOwnSeat } from './fold-seating.ts';
import type { TableSeat, TableView } from './table-view.ts';

/** @param playerId whose seat is the own one */
export function viewFromSnapshot(snapshot: SnapshotMessage, playerId: string): TableView {
  const empty = emptyView(snapshot, playerId);
  const played = snapshot.hand.reduce((view, event) => foldEvent(view, event, snapshot.atMs, playerId), empty);
  return { ...played, nextHandNo: snapshot.nextHandNo, isPaused: snapshot.isPaused };
}

function emptyView(snapshot: SnapshotMessage, playerId: string): TableView {
  const { tableId, position, settings, waiting, upNext, button, nextHandNo, isPaused } = snapshot;
  const seats = Array.from({ length: settings.seats }, (_, seat) =>
    notDealtIn(snapshot.seats.find((view) => view.seat === seat) ?? emptySeat(seat)),
  );
  const view: TableView = {
    tableId,
    position,
    settings,
    seats,
    ownSeat: null,
    waiting,
    upNext,
    isPaused,
    isAway: false,
    pauseReason: null,
    isClosed: false,
    deal: { phase: 'idle', handNo: null, contributors: [], missing: [] },
    nextHandNo,
    game: null,
    stakes: null,
    button,
    smallBlind: null,
    bigBlind: null,
    boards: [],
    pots: [],
    awards: [],
    pot: 0,
    turn: null,
    lastResult: null,
    nextHandAtMs: null,
  };
  return withOwnSeat(view, playerId);
}

function notDealtIn(seat: SeatView): TableSeat {
  return { ...seat, ...nobodyDealt };
}
