/** The record of a stored hand in PHH: `????` for every card that was not shown. */
import type { HandEvent } from '@aboveboard/engine';
import { historyToPhh, type PhhRecord, whenPlayed } from '@aboveboard/notation';
import type { HandWithPlayers } from '@aboveboard/storage';

/** What a hand does not say of itself. */
export interface ToldBeside {
  readonly table: string;
  /** By player; who is missing is no longer known, and then the record names nobody. */
  readonly names: ReadonlyMap<string, string>;
}

/** @param events the hand, played again from its public history. */
export function handPhh(hand: HandWithPlayers, events: readonly HandEvent[], { table, names }: ToldBeside): PhhRecord {
  const { tableId, handNo, startedMs } = hand;
  const own = { _table_id: tableId };
  const record = historyToPhh(events, { details: { ...whenPlayed(startedMs), hand: handNo, table }, own });
  const bySeat = new Map(hand.players.map(({ seat, playerId }) => [seat + 1, names.get(playerId)]));
  const named = record.details.seats?.flatMap((seat) => bySeat.get(seat) ?? []) ?? [];
  const isWhole = named.length > 0 && named.length === hand.players.length;
  return isWhole ? { ...record, details: { ...record.details, players: named } } : record;
}
