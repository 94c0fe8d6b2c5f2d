/** Tables as the api sees them, wherever they are run. */
import type { LobbyTable } from '@aboveboard/protocol';
import { type Db, openTablesVisited } from '@aboveboard/storage';
import type { NewTable, Shard } from '../ports.ts';
import type { MadeTable } from '../table/make-table.ts';
import { parseRoomTable, seatOf } from '../table/room-table.ts';

export interface TableDesk {
  /** Comes when the table is open, or will be as soon as there is a shard for it. */
  create(table: NewTable): Promise<MadeTable>;
  /** No new hand begins; the hand in play ends, everybody's chips go back, then the table is closed for good. */
  close(tableId: string): Promise<void>;
  /** A table that stands still is opened anew. Comes when its hand of that number is over, or it has not ended in a while. */
  reopen(tableId: string, handNo: number): Promise<void>;
  /** Public tables, as the lobby shows them, oldest first. */
  lobby(): readonly LobbyTable[];
  /** Tables where a player has a seat. */
  seatedAt(playerId: string): Promise<readonly string[]>;
}

/** The desk of a room that is one process: its shard has all tables. */
export function deskOf(shard: Pick<Shard, 'createTable' | 'closeTable' | 'reopenTable' | 'tables' | 'seatedAt'>): TableDesk {
  return {
    create: (table) => shard.createTable(table),
    close: (tableId) => shard.closeTable(tableId),
    reopen: (tableId) => shard.reopenTable(tableId),
    lobby: () => shard.tables(),
    seatedAt: async (playerId) => shard.seatedAt(playerId),
  };
}

/** As the tables' rows say: each change of a seat is written before anybody hears of it. */
export async function seatsInDatabase({ reader }: Pick<Db, 'reader'>, playerId: string): Promise<readonly string[]> {
  const tables = await openTablesVisited(reader, playerId);
  return tables.filter(({ state }) => seatOf(parseRoomTable(state).table, playerId) !== null).map(({ id }) => id);
}
