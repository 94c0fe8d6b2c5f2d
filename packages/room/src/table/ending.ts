/** How a hand's end is written, the same for the table that played it and for a successor that finds it unfinished. */
import { decideTable, type TableEvent } from '@aboveboard/engine';
import { toHex } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { rest } from '@aboveboard/protocol';
import type { Reply, Settlement, VoidHand } from '@aboveboard/storage';
import { type EndReason, type HandOutcome, setupOf } from './hand-record.ts';
import { afterHand, evolveRoomTable, memberOf, type RoomTable, servePenalties, withMiss } from './room-table.ts';
import type { Change } from './table-store.ts';

export interface HandToEnd {
  readonly tableId: string;
  readonly handNo: number;
  readonly before: RoomTable;
  readonly outcome: HandOutcome;
  readonly reason: EndReason;
  readonly closeStatus: 0 | 2 | 3;
  readonly closeBytes: Uint8Array;
  readonly privateSealed: Uint8Array | null;
  readonly timeBankMs: number;
  readonly endedMs: number;
  /** Those of bots are not kept. */
  readonly replies: readonly Reply[];
}

/** The settlement and what it does to the table: deltas, pending chips, whoever was leaving. */
export function settlementOf(end: HandToEnd): { readonly end: Settlement; readonly change: Change } {
  const { before, outcome, handNo, tableId, endedMs } = end;
  const results = outcome.results.map(({ seat, delta }) => ({ seat: seatOf(before, seat).seat, delta }));
  const events = must(before, { kind: 'settle-hand', results, pots: outcome.pots });
  const players = outcome.results.map(({ seat }) => seatOf(before, seat).player);
  const settled = evolveRoomTable(before, events);
  const after =
    end.closeStatus === 3 ? settled : players.reduce((s, p) => afterHand(s, p, end.timeBankMs), servePenalties(settled));
  const dealtIn = outcome.results.map(({ seat, delta }) => {
    const { player } = seatOf(before, seat);
    return { seat, playerId: player, isBot: memberOf(before, player).isBot, delta };
  });
  const people = new Set(dealtIn.flatMap(({ seat, isBot }) => (isBot ? [] : [seat])));
  const deltas = dealtIn.map(({ playerId, delta }) => ({ playerId, delta }));
  return {
    change: { command: null, before, after, events, requestId: `hand-${handNo}`, journal: null },
    end: {
      handNo,
      closeStatus: end.closeStatus,
      closeBytes: end.closeBytes,
      endReason: end.reason,
      endedMs,
      publicHistory: outcome.history,
      privateSealed: end.privateSealed,
      tableState: after,
      chips: { tableId, handNo, deltas, rake: outcome.rake, atMs: endedMs },
      players: dealtIn,
      game: setupOf(outcome.history.start).game.code,
      replies: end.replies.filter(({ seat }) => people.has(seat)),
      event: {
        kind: 'hand-ended',
        version: 2,
        payload: { reason: end.reason, closeStatus: end.closeStatus, rake: outcome.rake, deltas },
      },
    },
  };
}

export interface VoidToEnd {
  readonly handNo: number;
  readonly before: RoomTable;
  readonly closeBytes: Uint8Array;
  readonly reveals: readonly { readonly seat: number; readonly seed: Uint8Array }[];
  /** Seats whose seed did not come, where it ends for that. */
  readonly missing: readonly number[];
  readonly endedMs: number;
  readonly reason: EndReason | 'SEED_MISSING';
}

export function voidOf(end: VoidToEnd): { readonly end: VoidHand; readonly change: Change } {
  const { before, handNo, missing, endedMs } = end;
  const events = must(before, { kind: 'void-hand' });
  const voided = evolveRoomTable(before, events);
  const after = missing.reduce((state, seat) => withMiss(state, seatOf(before, seat).player), voided);
  const players = (before.table.hand?.seats ?? []).map(({ seat }) => ({ seat, playerId: seatOf(before, seat).player }));
  return {
    change: { command: null, before, after, events, requestId: `hand-${handNo}`, journal: null },
    end: {
      handNo,
      closeBytes: end.closeBytes,
      endReason: end.reason satisfies rest.HandReply['endReason'],
      endedMs,
      tableState: after,
      reveals: storedReveals(end.reveals),
      event: { kind: 'deal-voided', version: 2, payload: { missing, players } },
    },
  };
}

/** Seeds as they are kept with the hand. */
export function storedReveals(reveals: VoidToEnd['reveals']): { readonly seat: number; readonly seed: string }[] {
  return reveals.map(({ seat, seed }) => ({ seat, seed: toHex(seed) }));
}

function must(state: RoomTable, command: Parameters<typeof decideTable>[1]): readonly TableEvent[] {
  const decided = decideTable(state.table, command);
  assert(decided.ok, decided.ok ? '' : `the room's own ${command.kind} was refused: ${decided.error.code}`);
  return decided.value;
}

function seatOf(state: RoomTable, seat: number) {
  const inPlay = state.table.hand?.seats.find((s) => s.seat === seat);
  const at = state.table.seats[seat];
  assert(inPlay && at, `seat ${seat} is not in the hand in play`);
  return { seat: inPlay.seat, player: at.player as string };
}
