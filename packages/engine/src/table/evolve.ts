/** Between hands: applying. Books what happened and cannot refuse. */
import { assert, unreachable } from '@aboveboard/kit';
import { mostSeats } from '../poker/game.ts';
import { type Chips, chips, MAX_SEATS, type PlayerId, type SeatIndex } from '../units.ts';
import type { TableEvent } from './event.ts';
import type { HandInPlay, Table, TableRules, TableSeat } from './state.ts';
import { gameAt, movesButton, turnAfter } from './turns.ts';

type EventOf<Kind extends TableEvent['kind']> = Extract<TableEvent, { kind: Kind }>;

/** A table that has just been opened: nobody sits, nobody waits. */
export function emptyTable(rules: TableRules): Table {
  assert(rules.seatCount >= 2 && rules.seatCount <= MAX_SEATS, `a table of ${rules.seatCount} seats`);
  assert(rules.minBuyIn > 0 && rules.minBuyIn <= rules.maxBuyIn, 'a smallest buy-in above the largest');
  assert(rules.games.length > 0, 'a table without a game');
  for (let index = 0; index < rules.games.length; index++) assertGame(rules, index);
  return {
    rules,
    seats: Array<null>(rules.seatCount).fill(null),
    positions: null,
    hand: null,
    turn: { game: 0, handsLeft: null },
    chosen: null,
    played: 0,
    leg: null,
    moves: [],
    waiting: [],
  };
}

function assertGame(rules: TableRules, index: number): void {
  const { game, stakes } = gameAt(rules, index);
  assert(rules.seatCount <= mostSeats(game), `${game.code} has too few cards for ${rules.seatCount} seats`);
  const isHalved = rules.tableOptions.kill?.size === 'half' && game.limit === 'fixed-limit';
  const isEven = [stakes.bigBlind, stakes.smallBet, stakes.bigBet].every((amount) => amount % 2 === 0);
  assert(!isHalved || isEven, `half a kill does not go into the stakes of ${game.code}`);
}

/** The table after `event`, which `decideTable` gave for this table. */
export function evolveTable(table: Table, event: TableEvent): Table {
  switch (event.kind) {
    case 'sat-down':
      return satDown(table, event);
    case 'left':
      return { ...withSeat(table, event.seat, null), moves: withoutMove(table, event.player) };
    case 'leave-noted':
      return changeSeat(table, event.seat, { status: 'leaving' });
    case 'sat-out':
      return changeSeat(table, event.seat, { status: 'sitting-out', buysButton: false, straddles: false, wantsBombPot: false });
    case 'sat-in':
      return changeSeat(table, event.seat, { status: event.status, buysButton: event.buysButton });
    case 'topped-up':
      return toppedUp(table, event);
    case 'top-up-added':
      return topUpAdded(table, event.seat, event.amount);
    case 'move-asked':
      return { ...table, moves: [...withoutMove(table, event.request.player), event.request] };
    case 'move-withdrawn':
      return { ...table, moves: withoutMove(table, event.player) };
    case 'seat-moved':
      return seatMoved(table, event);
    case 'straddle-wished':
    case 'straddle-withdrawn':
      return changeSeat(table, event.seat, { straddles: event.kind === 'straddle-wished' });
    case 'bomb-pot-voted':
    case 'bomb-pot-vote-withdrawn':
      return changeSeat(table, event.seat, { wantsBombPot: event.kind === 'bomb-pot-voted' });
    case 'game-chosen':
      return { ...table, chosen: event.game };
    case 'hand-begun':
      return { ...table, hand: event.hand };
    case 'hand-settled':
      return settled(table, event.results);
    case 'legs-counted':
      return legsCounted(table, event);
    case 'hand-voided':
      return { ...table, hand: null };
    case 'wait-list-joined':
      return { ...table, waiting: [...table.waiting, event.player] };
    case 'wait-list-left':
      return { ...table, waiting: withoutWaiting(table, event.player) };
    default:
      return unreachable(event);
  }
}

function withSeat(table: Table, seat: SeatIndex, at: TableSeat | null): Table {
  return { ...table, seats: table.seats.with(seat, at) };
}

function takenSeat(table: Table, seat: SeatIndex): TableSeat {
  const at = table.seats[seat];
  assert(at, `nobody sits in seat ${seat}`);
  return at;
}

function changeSeat(table: Table, seat: SeatIndex, change: Partial<TableSeat>): Table {
  return withSeat(table, seat, { ...takenSeat(table, seat), ...change });
}

function withoutWaiting({ waiting }: Table, player: PlayerId): PlayerId[] {
  return waiting.filter((one) => one !== player);
}

function withoutMove({ moves }: Table, player: PlayerId): Table['moves'] {
  return moves.filter((one) => one.player !== player);
}

function satDown(table: Table, event: EventOf<'sat-down'>): Table {
  const { seat, player, buyIn, status, owesBigBlind, buysButton } = event;
  const arrivals = table.seats.map((at) => at?.arrival ?? 0);
  const at: TableSeat = {
    ...{ player, stack: buyIn, pendingTopUp: chips(0), status },
    ...{ owesBigBlind, owesSmallBlind: false, owesKill: false },
    ...{ buysButton, straddles: false, wantsBombPot: false, roundsOut: 0 },
    arrival: Math.max(...arrivals) + 1,
  };
  return { ...withSeat(table, seat, at), waiting: withoutWaiting(table, player) };
}

function toppedUp(table: Table, { seat, amount, isPending }: EventOf<'topped-up'>): Table {
  const { stack, pendingTopUp } = takenSeat(table, seat);
  return changeSeat(table, seat, isPending ? { pendingTopUp: chips(pendingTopUp + amount) } : { stack: chips(stack + amount) });
}

function topUpAdded(table: Table, seat: SeatIndex, amount: Chips): Table {
  const { stack, pendingTopUp } = takenSeat(table, seat);
  return changeSeat(table, seat, { stack: chips(stack + amount), pendingTopUp: chips(pendingTopUp - amount) });
}

function seatMoved(table: Table, event: EventOf<'seat-moved'>): Table {
  const { seat, to, status, owesBigBlind, owesSmallBlind } = event;
  const at = takenSeat(table, seat);
  const moved = withSeat(withSeat(table, seat, null), to, { ...at, status, owesBigBlind, owesSmallBlind });
  return { ...moved, moves: withoutMove(table, at.player) };
}

/** Chips move, whoever posted has paid its blinds, whoever the blinds went past owes them from now on, and the game goes on. */
function settled(table: Table, results: readonly { readonly seat: SeatIndex; readonly delta: number }[]): Table {
  const { hand } = table;
  assert(hand, 'no hand to settle');
  assert(results.length === hand.seats.length, 'a result for each seat dealt in, and for no other');
  const delta = new Map(results.map((result) => [result.seat, result.delta]));
  const seats = table.seats.map((at, index) => {
    const seat = index as SeatIndex;
    if (at === null) return null;
    return hand.seats.some((one) => one.seat === seat)
      ? afterHand(at, seat, hand, delta.get(seat))
      : afterMissing(table.rules, at, seat, hand);
  });
  const positions = movesButton(table.rules, hand) ? hand.positions : table.positions;
  return { ...table, seats, positions, hand: null, ...turnAfter(table, hand), played: table.played + 1 };
}

/** In a hand without blinds what is owed stays owed. A wish that was granted is spent. */
function afterHand(at: TableSeat, seat: SeatIndex, hand: HandInPlay, delta: number | undefined): TableSeat {
  assert(delta !== undefined, `${at.player} was dealt in and has no result`);
  const after = { ...at, stack: chips(at.stack + delta), roundsOut: 0, wantsBombPot: at.wantsBombPot && !hand.isBombPot };
  if (hand.bigBlind === null) return after;
  const status = at.status === 'waiting-for-blind' ? 'playing' : at.status;
  const isSpent = (what: 'straddle' | 'kill'): boolean =>
    hand.extraBlinds.some((extra) => extra.seat === seat && extra.what === what);
  return {
    ...{ ...after, status, owesBigBlind: false, owesSmallBlind: false, buysButton: false },
    owesKill: at.owesKill && !isSpent('kill'),
    straddles: at.straddles && !isSpent('straddle'),
  };
}

/** Past the big blind both are missed; a seat that has posted its big blind and then sits out misses the small one only. */
function afterMissing(rules: TableRules, at: TableSeat, seat: SeatIndex, hand: HandInPlay): TableSeat {
  const isPassed = hand.missedBigBlind.includes(seat);
  const roundsOut = at.roundsOut + (isPassed ? 1 : 0);
  if (hand.bigBlind === null || rules.tableOptions.isTournament) return { ...at, roundsOut };
  const owesBigBlind = at.owesBigBlind || isPassed;
  return {
    ...at,
    roundsOut,
    owesBigBlind,
    owesSmallBlind: at.owesSmallBlind || isPassed || hand.missedSmallBlind.includes(seat),
  };
}

function legsCounted(table: Table, { leg, killer }: EventOf<'legs-counted'>): Table {
  const after = { ...table, leg };
  return killer === null ? after : changeSeat(after, killer, { owesKill: true });
}
