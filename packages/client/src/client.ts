/** The SDK: one connection, the tables watched over it, and what the player has. */
import type { LobbyTable, WelcomeMessage } from '@aboveboard/protocol';
import type { ConnectionState } from './connection/connection-state.ts';
import type { ClientPorts } from './ports.ts';
import type { Readable } from './store/readable.ts';
import type { OpenTableOptions, TableHandle } from './table/table-handle.ts';

export interface ClientConfig {
  /** `ws://…/ws` or `wss://…/ws`. */
  readonly url: string;
  /** Session token; a browser leaves it out, its cookie travels with the upgrade. */
  readonly token?: string;
  /** Named to the server in `hello`. */
  readonly name: string;
  readonly version: string;
  readonly ports: ClientPorts;
}

export type Player = WelcomeMessage['player'];

export interface WalletView {
  readonly available: number;
  /** Chips at tables. */
  readonly inPlay: number;
}

/** A word from the server that belongs to no table. */
export type ServerNotice = { readonly code: 'STOPPING' | 'SLOW_DOWN'; readonly afterMs?: number };

export interface Client {
  readonly connection: Readable<ConnectionState>;
  /** Null before the first `welcome`. */
  readonly player: Readable<Player | null>;
  /** Null before the server said it. */
  readonly wallet: Readable<WalletView | null>;
  /** Null until watched and answered. */
  readonly lobby: Readable<readonly LobbyTable[] | null>;
  /** Keeps `lobby` up to date until the returned function is called. */
  watchLobby(): () => void;
  onNotice(listener: (notice: ServerNotice) => void): () => void;
  /** Watches a table; a second call for the same table shares the subscription, and each handle is closed by itself. */
  openTable(tableId: string, options?: OpenTableOptions): TableHandle;
  /** The server's clock, estimated from its pings; the local clock before the first. */
  serverNowMs(): number;
  /** Tries at once instead of waiting for the next attempt: for a "try now" button and for the browser's `online` event. */
  reconnectNow(): void;
  /** Ends the connection for good. Seats stay; commands still waiting end with CLIENT_CLOSED. */
  close(): void;
}
