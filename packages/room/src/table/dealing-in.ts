/** Who is dealt in, with which commits, and how long their seeds may take. */
import { evolveHand, type HandSetup, initialHand, type SeatIndex, startHand } from '@aboveboard/engine';
import { NO_COMMIT, type OpenSeat } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import { memberOf, occupied } from './room-table.ts';
import type { TableCore } from './table-core.ts';

const NO_SITTING = new Uint8Array(8);
/** A seed needs one round trip; lines that are slow are also uneven. */
const ROUND_TRIPS = 4;

/** Two seats that play: whether they can also be dealt in is decided at the deal. */
export function mayDeal({ state }: TableCore): boolean {
  return occupied(state.table).filter(({ at }) => at.status !== 'sitting-out' && at.stack > 0).length >= 2;
}

/** People without a commit for this hand, those whose seed could not come, and those who sit out for a missing one (ROOM-4, ROOM-5). */
export function absentSeats({ state, commits, broadcast }: TableCore, handNo: number): SeatIndex[] {
  return occupied(state.table).flatMap(({ seat, at }) => {
    const { isBot, penaltyHands } = memberOf(state, at.player);
    const canContribute = broadcast.isWatching(at.player) && commits.find(at.player, handNo) !== null;
    const isDealable = isBot || (penaltyHands === 0 && canContribute);
    return isDealable ? [] : [seat as SeatIndex];
  });
}

/** The seats of OPEN, in deal order. */
export function openSeats({ state, commits }: TableCore, handNo: number, setup: HandSetup): OpenSeat[] {
  const inDealOrder = startHand(setup).reduce(evolveHand, initialHand).seats;
  return inDealOrder.map(({ seat }) => {
    const at = state.table.seats[seat];
    assert(at, `seat ${seat} is dealt in and empty`);
    const found = memberOf(state, at.player).isBot ? null : commits.find(at.player, handNo);
    return { seat, sid: found?.sid ?? NO_SITTING, commit: found?.commit ?? NO_COMMIT };
  });
}

/** 2 s, and four times the longest round trip, up to 5 s (ROOM-6). */
export function revealWindowMs({ ports, roundTripsMs, state }: TableCore, contributors: readonly number[]): number {
  const { revealMs, revealMaxMs } = ports.config;
  const trips = contributors.map((seat) => roundTripsMs.get(state.table.seats[seat]?.player ?? '') ?? 0);
  return Math.min(revealMaxMs, revealMs + ROUND_TRIPS * Math.max(0, ...trips));
}
