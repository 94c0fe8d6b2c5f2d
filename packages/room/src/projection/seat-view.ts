/** A seat as everybody may see it: named field by field. */
import type { Hand } from '@aboveboard/engine';
import { emptySeat, type SeatView } from '@aboveboard/protocol';
import { publicPlayerOf, type RoomTable } from '../table/room-table.ts';

export interface SeatFacts {
  /** The hand in play: there the seat's chips are what it has behind. */
  readonly hand: Hand | null;
  isConnected(playerId: string): boolean;
  contributes(playerId: string): boolean;
}

export function seatView(state: RoomTable, seat: number, facts: SeatFacts): SeatView {
  const at = state.table.seats[seat];
  if (!at) return emptySeat(seat);
  const inHand = facts.hand?.seats.find((s) => s.seat === seat);
  return {
    seat,
    player: publicPlayerOf(state, at.player),
    stack: inHand?.stack ?? at.stack,
    pendingTopUp: at.pendingTopUp,
    status: at.status,
    isConnected: facts.isConnected(at.player),
    timeBankMs: state.members[at.player]?.timeBankMs ?? 0,
    contributes: facts.contributes(at.player),
  };
}
