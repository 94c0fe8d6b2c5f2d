/** The SDK: one connection, the tables watched over it, and what the player has. */
import type { DownMessage, LobbyTable, NoticeMessage, TableCommand, WelcomeMessage } from '@aboveboard/protocol';
import { CommandQueue } from './commands/command-queue.ts';
import { Connection } from './connection/connection.ts';
import type { ConnectionState } from './connection/connection-state.ts';
import { acceptChangedKey, meetRoom, type RoomKey, trustOf } from './connection/room-key.ts';
import type { ClientPorts } from './ports.ts';
import { type Readable, type Signal, signal, type Writable, writable } from './store/readable.ts';
import { openHandle } from './table/open-handle.ts';
import type { OpenTableOptions, TableHandle } from './table/table-handle.ts';
import { type Greeting, TableSession, type TableSessionConfig } from './table/table-session.ts';

export interface ClientConfig {
  /** `ws://…/ws` or `wss://…/ws`; several where a room has several gateways: each attempt goes to the next one. */
  readonly url: string | readonly string[];
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

/** A word from the server that a person may be told. */
export type ServerNotice = { readonly code: 'STOPPING' | 'SLOW_DOWN'; readonly afterMs?: number };

export interface Client {
  readonly connection: Readable<ConnectionState>;
  /** Null before the first `welcome`. */
  readonly player: Readable<Player | null>;
  /** Null before the server said it. */
  readonly wallet: Readable<WalletView | null>;
  /** What deals are verified against; null before the first `welcome`. */
  readonly roomKey: Readable<RoomKey | null>;
  /** Trusts `roomKey.changedTo` from now on. Only ever on a person's word. */
  acceptRoomKey(): void;
  /** Null until watched and answered. */
  readonly lobby: Readable<readonly LobbyTable[] | null>;
  /** Keeps `lobby` up to date until the returned function is called. */
  watchLobby(): () => void;
  onNotice(listener: (notice: ServerNotice) => void): () => void;
  /**
   * Watches a table. A second call for the same table shares the subscription, with the first call's options; each handle is closed
   * by itself.
   */
  openTable(tableId: string, options?: OpenTableOptions): TableHandle;
  /** The server's clock, estimated from its pings; the local clock before the first. */
  serverNowMs(): number;
  /** Tries at once instead of waiting for the next attempt: for a "try now" button and for the browser's `online` event. */
  reconnectNow(): void;
  /** Ends the connection for good. Seats stay; commands still waiting end with CLIENT_CLOSED. */
  close(): void;
}

/** Connects at once, and again whenever the connection is lost, until it is closed. */
export function createClient(config: ClientConfig): Client {
  const room = new Room(config);
  room.start();
  return {
    connection: room.connection.state,
    player: room.player,
    wallet: room.wallet,
    lobby: room.lobby,
    roomKey: room.roomKey,
    acceptRoomKey: () => room.acceptRoomKey(),
    watchLobby: () => room.watchLobby(),
    onNotice: (listener) => room.notices.on(listener),
    openTable: (tableId, options = {}) => room.openTable(tableId, options),
    serverNowMs: () => room.connection.serverNowMs,
    reconnectNow: () => room.connection.reconnectNow(),
    close: () => room.connection.close(),
  };
}

interface OpenTable {
  readonly session: TableSession;
  handles: number;
}

class Room {
  readonly connection: Connection;
  readonly player: Writable<Player | null> = writable<Player | null>(null);
  readonly wallet: Writable<WalletView | null> = writable<WalletView | null>(null);
  readonly lobby: Writable<readonly LobbyTable[] | null> = writable<readonly LobbyTable[] | null>(null);
  readonly roomKey: Writable<RoomKey | null> = writable<RoomKey | null>(null);
  readonly notices: Signal<ServerNotice> = signal<ServerNotice>();
  readonly #ports: ClientPorts;
  readonly #commands: CommandQueue;
  readonly #tables = new Map<string, OpenTable>();
  #lobbyWatchers = 0;

  constructor({ url, token, name, version, ports }: ClientConfig) {
    this.#ports = ports;
    this.connection = new Connection({
      url,
      token,
      client: { name, version },
      ports,
      onWelcome: (welcome) => this.#welcomed(welcome),
      onMessage: (message) => this.#take(message),
      onLost: () => this.#eachTable((session) => session.detach()),
      onClosed: () => this.#commands.close(),
    });
    this.#commands = new CommandQueue(ports, this.connection);
  }

  start(): void {
    this.connection.start();
  }

  openTable(tableId: string, options: OpenTableOptions): TableHandle {
    const send = (command: TableCommand) => this.#commands.send(tableId, command);
    const table = this.#tables.get(tableId) ?? this.#watchTable(tableId, options, send);
    table.handles += 1;
    const release = () => this.#releaseTable(tableId, table);
    return openHandle({ tableId, session: table.session, invite: options.invite, send, release });
  }

  #watchTable(tableId: string, options: OpenTableOptions, send: TableSessionConfig['send']): OpenTable {
    const session = new TableSession({ ...options, tableId, connection: this.connection, ports: this.#ports, send });
    const table = { session, handles: 0 };
    this.#tables.set(tableId, table);
    const greeting = this.#greeting();
    if (greeting) session.attach(greeting);
    return table;
  }

  #releaseTable(tableId: string, table: OpenTable): void {
    table.handles -= 1;
    if (table.handles > 0) return;
    this.#tables.delete(tableId);
    table.session.close();
  }

  watchLobby(): () => void {
    this.#lobbyWatchers += 1;
    if (this.#lobbyWatchers === 1) this.connection.send({ type: 'watch-lobby' });
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      this.#lobbyWatchers -= 1;
      if (this.#lobbyWatchers === 0) this.connection.send({ type: 'unwatch-lobby' });
    };
  }

  acceptRoomKey(): void {
    const key = this.roomKey.get();
    if (!key?.changedTo) return;
    this.roomKey.set(acceptChangedKey(this.#ports.storage, key));
    const greeting = this.#greeting();
    if (greeting) this.#eachTable((session) => session.attach(greeting));
  }

  #greeting(): Greeting | null {
    const [player, key] = [this.player.get(), this.roomKey.get()];
    const trust = key && trustOf(key);
    return player && trust ? { playerId: player.playerId, ...trust } : null;
  }

  /** Subscriptions first, so that the answers to repeated commands find the table they changed. */
  #welcomed(welcome: WelcomeMessage): void {
    this.player.set(welcome.player);
    this.roomKey.set(meetRoom(this.#ports.storage, welcome.fairness));
    const greeting = this.#greeting();
    if (!greeting) {
      this.connection.drop('no origin to verify deals against');
      return;
    }
    if (this.#lobbyWatchers > 0) this.connection.send({ type: 'watch-lobby' });
    this.#eachTable((session) => session.attach(greeting));
    this.#commands.resend();
  }

  #take(message: Exclude<DownMessage, { type: 'welcome' | 'ping' }>): void {
    switch (message.type) {
      case 'ack':
        this.#commands.answer(message.commandId, null);
        break;
      case 'refused':
        this.#commands.answer(message.commandId, message.refusal);
        break;
      case 'snapshot':
      case 'batch':
      case 'frame':
      case 'subscription-refused':
        this.#tables.get(message.tableId)?.session.take(message);
        break;
      case 'lobby':
        this.lobby.set(message.tables);
        break;
      case 'wallet':
        this.wallet.set({ available: message.available, inPlay: message.inPlay });
        break;
      case 'notice':
        this.#notice(message);
        break;
      case 'error': // the close code that follows says it again, and the connection acts on that
        break;
    }
  }

  #notice({ code, afterMs, tableId, commandId }: NoticeMessage): void {
    switch (code) {
      case 'TABLE_AWAY':
        this.#tables.get(tableId ?? '')?.session.away();
        break;
      case 'RETRY':
        this.#commands.retry(commandId ?? '', afterMs ?? 0);
        break;
      case 'MOVE': // the connection's own business: see there
        break;
      default:
        this.notices.emit({ code, ...(afterMs === undefined ? {} : { afterMs }) });
    }
  }

  #eachTable(visit: (session: TableSession) => void): void {
    for (const { session } of [...this.#tables.values()]) visit(session);
  }
}
