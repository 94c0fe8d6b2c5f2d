/**
 * Between hands: deciding. A command is refused or becomes events; whatever moves chips between wallet and seat says so in its event,
 * and the room books it in the same transaction.
 *
 * Nothing here reads a clock, draws a number or awaits.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { type Chips, chips, type PlayerId, type SeatIndex } from '../units.ts';
import { nextHand } from './blinds.ts';
import type { TableCommand } from './command.ts';
import type { TableEvent } from './event.ts';
import { evolveTable } from './evolve.ts';
import type { TableRefusal } from './refusal.ts';
import { freeSeatCount, isInHand, offeredTo, seatOf } from './seats.ts';
import type { Table, TableSeat } from './state.ts';

type Decision = Result<readonly TableEvent[], TableRefusal>;
type CommandOf<Kind extends TableCommand['kind']> = Extract<TableCommand, { kind: Kind }>;

/** What `command` makes happen at `table`, or why not. Never throws for anything a player can send. */
export function decideTable(table: Table, command: TableCommand): Decision {
  switch (command.kind) {
    case 'sit':
      return decideSit(table, command);
    case 'join-wait-list':
      return decideJoinWaitList(table, command.player);
    case 'leave-wait-list':
      if (!table.waiting.includes(command.player)) return err({ code: 'NOT_WAITING' });
      return ok([{ kind: 'wait-list-left', player: command.player }]);
    case 'leave':
      return atSeat(table, command.player, (seat, at) => decideLeave(table, seat, at));
    case 'sit-out':
      return atSeat(table, command.player, (seat, at) =>
        at.status === 'sitting-out' ? err({ code: 'NOT_POSSIBLE_NOW' }) : ok([{ kind: 'sat-out', seat }]),
      );
    case 'sit-in':
      return atSeat(table, command.player, (seat, at) => decideSitIn(seat, at, command.post));
    case 'top-up':
      return atSeat(table, command.player, (seat, at) => decideTopUp(table, seat, at, command.amount));
    case 'begin-hand':
      return decideBeginHand(table, command);
    case 'settle-hand':
      return decideEndHand(table, { kind: 'hand-settled', results: command.results });
    case 'void-hand':
      return decideEndHand(table, { kind: 'hand-voided' });
    default:
      return unreachable(command);
  }
}

/** @see rules/TABLE.md TABLE-9, TABLE-10, TABLE-14. */
function decideSit(table: Table, { player, seat, buyIn, post }: CommandOf<'sit'>): Decision {
  const { seatCount, minBuyIn, maxBuyIn } = table.rules;
  if (!Number.isInteger(seat) || seat < 0 || seat >= seatCount) return err({ code: 'NO_SUCH_SEAT' });
  if (seatOf(table, player) !== null) return err({ code: 'ALREADY_SEATED' });
  if (table.seats[seat] !== null) return err({ code: 'SEAT_TAKEN' });
  const isReserved = freeSeatCount(table) <= table.waiting.length && !offeredTo(table).includes(player);
  if (isReserved) return err({ code: 'SEAT_RESERVED' });
  if (!(buyIn >= minBuyIn && buyIn <= maxBuyIn)) return err({ code: 'BUY_IN_OUT_OF_RANGE', min: minBuyIn, max: maxBuyIn });
  const owesBigBlind = table.positions !== null || table.hand !== null;
  const status = owesBigBlind && post === 'wait' ? 'waiting-for-blind' : 'playing';
  return ok([{ kind: 'sat-down', seat, player, buyIn, status, owesBigBlind }]);
}

function atSeat(table: Table, player: PlayerId, decide: (seat: SeatIndex, at: TableSeat) => Decision): Decision {
  const found = seatOf(table, player);
  if (found === null) return err({ code: 'NOT_SEATED' });
  return found.at.status === 'leaving' ? err({ code: 'NOT_POSSIBLE_NOW' }) : decide(found.seat, found.at);
}

/** At once, unless the seat is in a hand: then when it is settled. @see rules/TABLE.md TABLE-11. */
function decideLeave(table: Table, seat: SeatIndex, at: TableSeat): Decision {
  return ok([isInHand(table, seat) ? { kind: 'leave-noted', seat } : left(seat, at)]);
}

function left(seat: SeatIndex, { player, stack, pendingTopUp }: TableSeat): TableEvent {
  return { kind: 'left', seat, player, amount: chips(stack + pendingTopUp) };
}

/** Only a seat with chips comes back, and who owes nothing has nothing to wait for. @see rules/TABLE.md TABLE-8. */
function decideSitIn(seat: SeatIndex, at: TableSeat, post: 'now' | 'wait'): Decision {
  const owes = at.owesBigBlind || at.owesSmallBlind;
  const status = owes && post === 'wait' ? 'waiting-for-blind' : 'playing';
  const hasChips = at.stack + at.pendingTopUp > 0;
  return at.status === status || !hasChips ? err({ code: 'NOT_POSSIBLE_NOW' }) : ok([{ kind: 'sat-in', seat, status }]);
}

/** @see rules/TABLE.md TABLE-12. */
function decideTopUp(table: Table, seat: SeatIndex, at: TableSeat, amount: Chips): Decision {
  const { minBuyIn, maxBuyIn } = table.rules;
  const held = at.stack + at.pendingTopUp;
  const largest = chips(Math.max(0, maxBuyIn - held));
  if (!(Number.isSafeInteger(amount) && amount > 0 && amount <= largest)) return err({ code: 'ABOVE_MAXIMUM', largest });
  if (held === 0 && amount < minBuyIn) return err({ code: 'BUY_IN_OUT_OF_RANGE', min: minBuyIn, max: maxBuyIn });
  return ok([{ kind: 'topped-up', seat, amount, isPending: isInHand(table, seat) }]);
}

/** @see rules/TABLE.md TABLE-14. */
function decideJoinWaitList(table: Table, player: PlayerId): Decision {
  if (seatOf(table, player) !== null) return err({ code: 'ALREADY_SEATED' });
  if (table.waiting.includes(player)) return err({ code: 'ALREADY_WAITING' });
  if (freeSeatCount(table) > table.waiting.length) return err({ code: 'SEATS_FREE' });
  if (table.waiting.length >= table.rules.maxWaiting) return err({ code: 'WAIT_LIST_FULL' });
  return ok([{ kind: 'wait-list-joined', player }]);
}

function decideBeginHand(table: Table, { absent, firstButton }: CommandOf<'begin-hand'>): Decision {
  if (table.hand !== null) return err({ code: 'HAND_IN_PLAY' });
  const hand = nextHand(table, absent, firstButton);
  return hand === null ? err({ code: 'NOT_ENOUGH_PLAYERS' }) : ok([{ kind: 'hand-begun', hand }]);
}

/** The hand is over; whoever was leaving goes, pending chips join their stacks, and a seat without chips sits out (TABLE-13). */
function decideEndHand(table: Table, end: TableEvent): Decision {
  if (table.hand === null) return err({ code: 'NO_HAND' });
  const after = evolveTable(table, end);
  const tidied = after.seats.flatMap((at, index): TableEvent[] => {
    const seat = index as SeatIndex;
    if (at === null) return [];
    if (at.status === 'leaving') return [left(seat, at)];
    if (at.pendingTopUp > 0) return [{ kind: 'top-up-added', seat, amount: at.pendingTopUp }];
    return at.stack === 0 && at.status !== 'sitting-out' ? [{ kind: 'sat-out', seat }] : [];
  });
  return ok([end, ...tidied]);
}
