/** The list of public tables, as the shards tell it, sent to whoever watches: at most once a second, only the newest. */

import type { Timer } from '@aboveboard/kit';
import { type Client, deliver } from './client.ts';
import { type LobbyLineResponse, lobbyLines } from './lobby-lines.ts';
import type { GatewayPorts } from './ports.ts';

export interface LobbyBoard {
  update(line: LobbyLineResponse): void;
  forget(tableId: string): void;
  /** The list as it is, at once, and from then on when it changes. */
  watch(client: Client): void;
  unwatch(client: Client): void;
  stop(): void;
}

export function createLobbyBoard(ports: GatewayPorts): LobbyBoard {
  const lines = lobbyLines();
  const watchers = new Set<Client>();
  let timer: Timer | null = null;
  const text = (): string => JSON.stringify({ type: 'lobby', tables: lines.all() });
  const publish = (): void => {
    timer = null;
    if (watchers.size === 0) return;
    const list = text();
    for (const client of watchers) deliver(ports, client, list);
  };
  const publishSoon = (): void => {
    timer ??= ports.scheduler.after(ports.config.lobbyMs, publish);
  };
  return {
    update: (line) => {
      lines.take(line);
      publishSoon();
    },
    forget: (tableId) => {
      lines.forget(tableId);
      publishSoon();
    },
    watch: (client) => {
      watchers.add(client);
      deliver(ports, client, text());
    },
    unwatch: (client) => void watchers.delete(client),
    stop: () => timer?.cancel(),
  };
}
