/**
 * The gateway: holds players' connections and nothing else of value. It authenticates, validates, limits, hands requests to the
 * shard that owns the table, and fans out what comes back. Any gateway serves any player; one that dies is replaced by a reconnect.
 */
import type { CommandMessage, SubscribeMessage, UpMessage } from '@aboveboard/protocol';
import type { Subscription } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream, type ShardRequest } from '../messages.ts';
import { answer, type Client, deliver, end, newClient } from './client.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import { createDirectory, type MutableDirectory } from './directory.ts';
import { fanOut } from './fan-out.ts';
import { awaitHello, greet } from './greeting.ts';
import { onPong, startSweeping } from './heartbeat.ts';
import { createLobbyBoard, type LobbyBoard } from './lobby-board.ts';
import type { GatewayPorts } from './ports.ts';
import { readFrame } from './read-frame.ts';
import { attach, BUSY, detach, request, requestUntilTaken, speaking } from './shard-requests.ts';
import { newGate } from './table-gate.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export interface Gateway {
  /** Listens to the shards; connections may come from now on. */
  start(): Promise<void>;
  /** Takes a new connection; `cookieToken` is the session that came with its upgrade. */
  accept(connection: Connection, cookieToken: string | null): ConnectionEvents;
  /** Ends the connections of a session that was revoked. */
  endSession(token: string): void;
  /** All sessions of a principal ended. */
  endPrincipal(principalId: string): void;
  /** Tells everybody that the server goes down and when to come back; play goes on. */
  announceStop(afterMs: number): void;
  /** Ends all connections with RESTARTING. */
  stop(): Promise<void>;
  connectionCount(): number;
}

interface Room {
  readonly ports: GatewayPorts;
  readonly directory: MutableDirectory;
  readonly lobby: LobbyBoard;
  readonly traffic: Traffic;
  /** When connections that come now are told to come back; null: the server is not stopping. */
  stoppingAfterMs: number | null;
}

/** Most frames kept while a session is looked up. */
const EARLY_FRAMES = 32;

export function createGateway(ports: GatewayPorts): Gateway {
  const room: Room = {
    ports,
    directory: createDirectory(),
    lobby: createLobbyBoard(ports),
    traffic: createTraffic(ports),
    stoppingAfterMs: null,
  };
  let subscription: Subscription | null = null;
  const listen = async (): Promise<void> => {
    subscription = await subscribeToShards(room, () => void listen().then(() => attachAgain(room)));
  };
  const sweeping = startSweeping(ports, () => room.traffic.sweep());
  return {
    start: listen,
    accept: (connection, cookieToken) => accept(room, connection, cookieToken),
    endSession: (token) => {
      for (const client of room.directory.byId.values()) {
        if (client.token === token) end(ports, client, 'UNAUTHENTICATED', 'This session was ended.');
      }
    },
    endPrincipal: (principalId) => {
      for (const client of room.directory.byId.values()) {
        if (client.principal?.id === principalId) end(ports, client, 'UNAUTHENTICATED', 'This session was ended.');
      }
    },
    announceStop: (afterMs) => announceStop(room, afterMs),
    stop: async () => {
      subscription?.unsubscribe();
      sweeping.cancel();
      room.lobby.stop();
      for (const client of [...room.directory.byId.values()])
        end(ports, client, 'RESTARTING', 'The server goes down; reconnect.');
      for (const shardId of ports.shards.all()) await request(ports, shardId, unlisten(ports));
    },
    connectionCount: () => room.directory.byId.size,
  };
}

async function subscribeToShards(room: Room, again: () => void): Promise<Subscription> {
  const { ports } = room;
  const stream = gatewayStream(ports.config.gatewayId);
  const subscription = ports.streams.subscribe(stream, await ports.streams.tail(stream), {
    onEntries: async (entries) => {
      for (const { payload } of entries) fanOut(ports, room.directory, room.lobby, JSON.parse(payload) as GatewayResponse);
      const last = entries.at(-1);
      if (last) await ports.streams.trim(stream, last.cursor);
    },
    onEnd: (reason) => {
      if (reason.code === 'CUT_OFF') ports.events.streamCutOff();
      else ports.events.failed('fanning out', reason.error);
      ports.scheduler.after(0, again);
    },
  });
  const message: ShardRequest = { kind: 'listen', gatewayId: ports.config.gatewayId };
  for (const shardId of ports.shards.all()) await requestUntilTaken(ports, shardId, message);
  return subscription;
}

/** Part of the stream was lost: every table is asked for what came after the last frame that passed. */
function attachAgain({ ports, directory }: Room): void {
  for (const client of directory.byId.values()) {
    for (const [tableId, gate] of client.gates) void attach(ports, client, tableId, gate.last ?? gate.asked);
  }
}

function accept(room: Room, connection: Connection, cookieToken: string | null): ConnectionEvents {
  const { ports, directory } = room;
  const client = newClient(ports.ids.uuid(), connection, cookieToken);
  if (isFull(room, connection.remoteAddress)) end(ports, client, 'TRY_LATER', 'No room for another connection; try later.');
  else {
    directory.add(client);
    awaitHello(ports, client);
  }
  return {
    onText: (text) => onText(room, client, text),
    onUnreadable: (why) => end(ports, client, why, why === 'FRAME_TOO_LARGE' ? tooLarge(ports) : 'Frames are UTF-8 text.'),
    onClosed: () => onClosed(room, client),
  };
}

function isFull({ ports, directory }: Room, address: string): boolean {
  const { connections, connectionsPerAddress } = ports.config;
  return directory.byId.size >= connections || directory.countAt(address) >= connectionsPerAddress;
}

function onClosed({ ports, directory, lobby }: Room, client: Client): void {
  client.phase = 'closed';
  client.timer?.cancel();
  lobby.unwatch(client);
  for (const tableId of [...client.gates.keys()]) {
    detach(ports, client, tableId);
    directory.left(client, tableId);
  }
  directory.remove(client);
}

function onText(room: Room, client: Client, text: string): void {
  if (client.phase === 'closed') return;
  if (client.phase === 'authenticating') {
    if (client.early.push(text) > EARLY_FRAMES) end(room.ports, client, 'FLOODING', 'Wait for welcome.');
    return;
  }
  const read = readFrame(text);
  if (!read.ok) end(room.ports, client, 'BAD_FRAME', read.error);
  else if (client.phase === 'greeting') void greetThenGoOn(room, client, read.value);
  else if (room.traffic.admits(client, read.value)) onMessage(room, client, read.value);
}

async function greetThenGoOn(room: Room, client: Client, message: UpMessage): Promise<void> {
  if (!room.traffic.admits(client, message)) {
    end(room.ports, client, 'TRY_LATER', 'Too many connections from this address in so short a time; try later.');
    return;
  }
  if (!(await greet(room.ports, client, message))) return;
  room.directory.welcomed(client);
  if (room.stoppingAfterMs !== null) tellStop(room, client, room.stoppingAfterMs);
  for (const text of client.early.splice(0)) onText(room, client, text);
}

function onMessage(room: Room, client: Client, message: UpMessage): void {
  switch (message.type) {
    case 'hello':
      end(room.ports, client, 'BAD_FRAME', 'hello is said once.');
      break;
    case 'pong':
      onPong(room.ports, client, message.n);
      break;
    case 'watch-lobby':
      room.lobby.watch(client);
      break;
    case 'unwatch-lobby':
      room.lobby.unwatch(client);
      break;
    case 'subscribe':
      subscribe(room, client, message);
      break;
    case 'unsubscribe':
      detach(room.ports, client, message.tableId);
      room.directory.left(client, message.tableId);
      break;
    case 'command':
      void onCommand(room.ports, client, message);
      break;
  }
}

function subscribe({ ports, directory }: Room, client: Client, message: SubscribeMessage): void {
  const { tableId, position, invite } = message;
  if (!client.gates.has(tableId) && client.gates.size >= ports.config.tablesPerConnection) {
    const refusal = { code: 'NOT_ALLOWED' as const, detail: { largest: ports.config.tablesPerConnection } };
    answer(client, { type: 'subscription-refused', tableId, refusal });
    return;
  }
  client.gates.set(tableId, newGate(invite ?? null));
  directory.watches(client, tableId);
  void attach(ports, client, tableId, position ?? null);
}

async function onCommand(ports: GatewayPorts, client: Client, { tableId, commandId, command }: CommandMessage): Promise<void> {
  const message: ShardRequest = { kind: 'command', ...speaking(ports, client), tableId, commandId, command };
  const isTaken = await request(ports, ports.shards.ownerOf(tableId), message);
  if (!isTaken) answer(client, { type: 'refused', commandId, refusal: BUSY });
}

function announceStop(room: Room, afterMs: number): void {
  room.stoppingAfterMs = afterMs;
  for (const client of room.directory.byId.values()) if (client.phase === 'open') tellStop(room, client, afterMs);
}

function tellStop({ ports }: Room, client: Client, afterMs: number): void {
  deliver(ports, client, JSON.stringify({ type: 'notice', code: 'STOPPING', afterMs }));
}

function unlisten({ config }: GatewayPorts): ShardRequest {
  return { kind: 'unlisten', gatewayId: config.gatewayId };
}

function tooLarge({ config }: GatewayPorts): string {
  return `A frame is at most ${config.frameBytes} bytes.`;
}
