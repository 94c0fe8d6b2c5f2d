/** What is asked of seats, in the engine's words. */
import {
  chips,
  type TableCommand as EngineCommand,
  type PlayerId,
  seatIndex,
  type Table,
  type TableEvent,
} from '@aboveboard/engine';
import { unreachable } from '@aboveboard/kit';
import type { TableCommand } from '@aboveboard/protocol';
import { occupied } from './room-table.ts';

/** Everybody goes: seats with all their chips, and the waiting list. */
export function departures(table: Table): TableEvent[] {
  const left = occupied(table).map(({ seat, at }) => {
    const amount = chips(at.stack + at.pendingTopUp);
    return { kind: 'left' as const, seat: seatIndex(seat), player: at.player, amount };
  });
  return [...left, ...table.waiting.map((player) => ({ kind: 'wait-list-left' as const, player }))];
}

/** A player's command in the engine's words. */
export function engineCommand(
  command: Exclude<TableCommand, { kind: 'act' | 'reveal' | 'contribute' | 'show-cards' | 'run-it' }>,
  player: PlayerId,
): EngineCommand {
  switch (command.kind) {
    case 'sit':
      return { kind: 'sit', player, seat: seatIndex(command.seat), buyIn: chips(command.buyIn), post: command.post ?? 'now' };
    case 'sit-in':
      return { kind: 'sit-in', player, post: command.post };
    case 'top-up':
      return { kind: 'top-up', player, amount: chips(command.amount) };
    case 'move-seat':
      return { kind: 'move-seat', player, seat: seatIndex(command.seat), post: command.post };
    case 'vote-bomb-pot':
      return { kind: command.isOn ? 'vote-bomb-pot' : 'cancel-bomb-pot-vote', player };
    case 'choose-game':
      return { kind: 'choose-game', player, game: command.game };
    case 'straddle':
      return { kind: command.isOn ? 'straddle' : 'cancel-straddle', player };
    case 'leave':
    case 'sit-out':
    case 'cancel-move':
    case 'join-wait-list':
    case 'leave-wait-list':
      return { kind: command.kind, player };
    default:
      return unreachable(command);
  }
}
