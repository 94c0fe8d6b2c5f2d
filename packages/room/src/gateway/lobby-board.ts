/** The list of public tables, as the shards tell it, sent to whoever watches: at most once a second, only the newest. */

import type { Timer } from '@aboveboard/kit';
import type { LobbyTable } from '@aboveboard/protocol';
import { type Client, deliver } from './client.ts';
import type { GatewayPorts } from './ports.ts';

export interface LobbyBoard {
  update(tableId: string, table: LobbyTable | null): void;
  /** The list as it is, at once, and from then on when it changes. */
  watch(client: Client): void;
  unwatch(client: Client): void;
  stop(): void;
}

export function createLobbyBoard(ports: GatewayPorts): LobbyBoard {
  const tables = new Map<string, LobbyTable>(); // in the order in which they opened
  const watchers = new Set<Client>();
  let timer: Timer | null = null;
  const text = (): string => JSON.stringify({ type: 'lobby', tables: [...tables.values()] });
  const publish = (): void => {
    timer = null;
    if (watchers.size === 0) return;
    const list = text();
    for (const client of watchers) deliver(ports, client, list);
  };
  return {
    update: (tableId, table) => {
      if (table) tables.set(tableId, table);
      else tables.delete(tableId);
      timer ??= ports.scheduler.after(ports.config.lobbyMs, publish);
    },
    watch: (client) => {
      watchers.add(client);
      deliver(ports, client, text());
    },
    unwatch: (client) => void watchers.delete(client),
    stop: () => timer?.cancel(),
  };
}
