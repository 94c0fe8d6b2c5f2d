/** The public tables as shards tell of them, in the lobby's order: oldest first, and by their ids where two were made in one moment. */
import type { LobbyTable } from '@aboveboard/protocol';
import type { GatewayResponse } from '../messages.ts';

export type LobbyLineResponse = Extract<GatewayResponse, { readonly kind: 'lobby' }>;

export interface LobbyLines {
  take(line: LobbyLineResponse): void;
  forget(tableId: string): void;
  all(): readonly LobbyTable[];
}

export function lobbyLines(): LobbyLines {
  const lines = new Map<string, { readonly tableId: string; readonly openedMs: number; readonly table: LobbyTable }>();
  let inOrder: readonly LobbyTable[] | null = null;
  const forget = (tableId: string): void => {
    lines.delete(tableId);
    inOrder = null;
  };
  return {
    take: ({ tableId, table, openedMs }) => {
      if (table === null) return forget(tableId);
      lines.set(tableId, { tableId, openedMs, table });
      inOrder = null;
    },
    forget,
    all: () => {
      inOrder ??= [...lines.values()].sort(olderFirst).map(({ table }) => table);
      return inOrder;
    },
  };
}

export function olderFirst(a: Opened, b: Opened): number {
  return a.openedMs - b.openedMs || (a.tableId < b.tableId ? -1 : 1);
}

interface Opened {
  readonly tableId: string;
  /** As its row has it. */
  readonly openedMs: number;
}
