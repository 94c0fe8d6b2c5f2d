/** Between hands: applying. Books what happened and cannot refuse. */
import { assert, unreachable } from '@aboveboard/kit';
import { type Chips, chips, MAX_SEATS, type PlayerId, type SeatIndex } from '../units.ts';
import type { TableEvent } from './event.ts';
import type { HandInPlay, Table, TableRules, TableSeat } from './state.ts';

/** A table that has just been opened: nobody sits, nobody waits. */
export function emptyTable(rules: TableRules): Table {
  assert(rules.seatCount >= 2 && rules.seatCount <= MAX_SEATS, `a table of ${rules.seatCount} seats`);
  assert(rules.minBuyIn > 0 && rules.minBuyIn <= rules.maxBuyIn, 'a smallest buy-in above the largest');
  return { rules, seats: Array<null>(rules.seatCount).fill(null), positions: null, hand: null, waiting: [] };
}

/** The table after `event`, which `decideTable` gave for this table. */
export function evolveTable(table: Table, event: TableEvent): Table {
  switch (event.kind) {
    case 'sat-down':
      return satDown(table, event);
    case 'left':
      return withSeat(table, event.seat, null);
    case 'leave-noted':
      return changeSeat(table, event.seat, (at) => ({ ...at, status: 'leaving' }));
    case 'sat-out':
      return changeSeat(table, event.seat, (at) => ({ ...at, status: 'sitting-out' }));
    case 'sat-in':
      return changeSeat(table, event.seat, (at) => ({ ...at, status: event.status }));
    case 'topped-up':
      return changeSeat(table, event.seat, (at) => toppedUp(at, event.amount, event.isPending));
    case 'top-up-added':
      return changeSeat(table, event.seat, (at) => ({
        ...at,
        stack: chips(at.stack + event.amount),
        pendingTopUp: chips(at.pendingTopUp - event.amount),
      }));
    case 'hand-begun':
      return { ...table, hand: event.hand };
    case 'hand-settled':
      return settled(table, event.results);
    case 'hand-voided':
      return { ...table, hand: null };
    case 'wait-list-joined':
      return { ...table, waiting: [...table.waiting, event.player] };
    case 'wait-list-left':
      return withoutWaiting(table, event.player);
    default:
      return unreachable(event);
  }
}

function withSeat(table: Table, seat: SeatIndex, at: TableSeat | null): Table {
  return { ...table, seats: table.seats.with(seat, at) };
}

function changeSeat(table: Table, seat: SeatIndex, change: (at: TableSeat) => TableSeat): Table {
  const at = table.seats[seat];
  assert(at, `nobody sits in seat ${seat}`);
  return withSeat(table, seat, change(at));
}

function withoutWaiting(table: Table, player: PlayerId): Table {
  return { ...table, waiting: table.waiting.filter((one) => one !== player) };
}

function satDown(table: Table, event: Extract<TableEvent, { kind: 'sat-down' }>): Table {
  const { seat, player, buyIn, status, owesBigBlind } = event;
  return withSeat(withoutWaiting(table, player), seat, {
    player,
    stack: buyIn,
    pendingTopUp: chips(0),
    status,
    owesBigBlind,
    owesSmallBlind: false,
  });
}

function toppedUp(at: TableSeat, amount: Chips, isPending: boolean): TableSeat {
  return isPending ? { ...at, pendingTopUp: chips(at.pendingTopUp + amount) } : { ...at, stack: chips(at.stack + amount) };
}

/** Chips move, whoever was dealt in has paid its blinds, whoever the blinds went past owes them from now on. */
function settled(table: Table, results: readonly { readonly seat: SeatIndex; readonly delta: number }[]): Table {
  const { hand } = table;
  assert(hand, 'no hand to settle');
  assert(results.length === hand.seats.length, 'a result for each seat dealt in, and for no other');
  const delta = new Map(results.map((result) => [result.seat, result.delta]));
  const seats = table.seats.map((at, index) => {
    const seat = index as SeatIndex;
    if (at === null) return null;
    return hand.seats.some((one) => one.seat === seat) ? afterHand(at, delta.get(seat)) : afterMissing(at, seat, hand);
  });
  return { ...table, seats, positions: hand.positions, hand: null };
}

function afterHand(at: TableSeat, delta: number | undefined): TableSeat {
  assert(delta !== undefined, `${at.player} was dealt in and has no result`);
  const status = at.status === 'waiting-for-blind' ? 'playing' : at.status;
  return { ...at, stack: chips(at.stack + delta), status, owesBigBlind: false, owesSmallBlind: false };
}

/** Past the big blind both are missed; a seat that has posted its big blind and then sits out misses the small one only. */
function afterMissing(at: TableSeat, seat: SeatIndex, hand: HandInPlay): TableSeat {
  const missedBig = hand.missedBigBlind.includes(seat);
  const missedSmall = missedBig || hand.missedSmallBlind.includes(seat);
  return { ...at, owesBigBlind: at.owesBigBlind || missedBig, owesSmallBlind: at.owesSmallBlind || missedSmall };
}
