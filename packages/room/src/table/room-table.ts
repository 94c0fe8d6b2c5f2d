/**
 * A table as the room keeps it between hands: the engine's seats, and beside them what the room alone cares about (names, time banks,
 * who let seeds go missing). Plain JSON, stored in `table_state` with every change.
 */
import { evolveTable, type PlayerId, parseTable, type Table, type TableEvent, type TableSeat } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { PublicPlayer } from '@aboveboard/protocol';

/** What the room knows of somebody who sits or waits here. */
export interface Member {
  readonly name: string;
  readonly isBot: boolean;
  /** Left in the time bank. */
  readonly timeBankMs: number;
  /** Hands dealt in since the time bank was last filled. */
  readonly handsOnBank: number;
  /** Turns timed out in a row (ROOM-7). */
  readonly timeOuts: number;
  /** Seeds that went missing, less those that came since (ROOM-5), and hands still to sit out for it. */
  readonly misses: number;
  readonly penaltyHands: number;
}

export interface RoomTable {
  readonly table: Table;
  readonly members: Readonly<Record<string, Member>>;
}

export const HANDS_PER_TIME_BANK = 20;
const MAX_PENALTY_HANDS = 64;

export function newMember(name: string, isBot: boolean, timeBankMs: number): Member {
  return { name, isBot, timeBankMs, handsOnBank: 0, timeOuts: 0, misses: 0, penaltyHands: 0 };
}

/** Books events of the engine; whoever neither sits nor waits any more is forgotten. */
export function evolveRoomTable(state: RoomTable, events: readonly TableEvent[]): RoomTable {
  const table = events.reduce(evolveTable, state.table);
  const present = new Set<string>([...table.waiting, ...table.seats.flatMap((seat) => seat?.player ?? [])]);
  const members = Object.fromEntries(Object.entries(state.members).filter(([player]) => present.has(player)));
  return { table, members };
}

export function withMember(state: RoomTable, player: string, change: Partial<Member>): RoomTable {
  const member = state.members[player];
  if (!member) return state;
  return { ...state, members: { ...state.members, [player]: { ...member, ...change } } };
}

export function memberOf(state: RoomTable, player: string): Member {
  const member = state.members[player];
  assert(member, `nobody here is ${player}`);
  return member;
}

export function seatOf(table: Table, player: string): number | null {
  const seat = table.seats.findIndex((s) => s?.player === player);
  return seat < 0 ? null : seat;
}

export function occupied(table: Table): { readonly seat: number; readonly at: TableSeat }[] {
  return table.seats.flatMap((at, seat) => (at ? [{ seat, at }] : []));
}

export function publicPlayerOf(state: RoomTable, player: PlayerId): PublicPlayer {
  const { name, isBot } = memberOf(state, player);
  return { playerId: player, name, isBot };
}

/** A seed did not come in time: the seat sits out 1, 2, 4 … hands (ROOM-5). */
export function withMiss(state: RoomTable, player: string): RoomTable {
  const member = state.members[player];
  if (!member) return state;
  const misses = member.misses + 1;
  return withMember(state, player, { misses, penaltyHands: Math.min(MAX_PENALTY_HANDS, 2 ** (misses - 1)) });
}

/** A hand was played without those who sit out for a missing seed: one less to go. */
export function servePenalties(state: RoomTable): RoomTable {
  return Object.entries(state.members).reduce(
    (next, [player, { penaltyHands }]) =>
      penaltyHands > 0 ? withMember(next, player, { penaltyHands: penaltyHands - 1 }) : next,
    state,
  );
}

/** After a hand a player was dealt in: one step back from earlier misses, and the time bank is filled every twenty hands. */
export function afterHand(state: RoomTable, player: string, timeBankMs: number): RoomTable {
  const member = state.members[player];
  if (!member) return state;
  const isFull = member.handsOnBank + 1 >= HANDS_PER_TIME_BANK;
  return withMember(state, player, {
    misses: Math.max(0, member.misses - 1),
    handsOnBank: isFull ? 0 : member.handsOnBank + 1,
    timeBankMs: isFull ? timeBankMs : member.timeBankMs,
  });
}

/** Reads what was stored. Anything else under a table's id is our own mistake. */
export function parseRoomTable(json: unknown): RoomTable {
  const { table, members } = json as { table: unknown; members: RoomTable['members'] };
  const parsed = parseTable(table);
  assert(parsed, 'a stored table that the engine cannot read');
  return { table: parsed, members };
}
