/**
 * The gateway: holds players' connections and nothing else of value. It authenticates, validates, limits, hands requests to the
 * shard that owns the table, and fans out what comes back. Any gateway serves any player; one that dies is replaced by a reconnect.
 */
import { steadyClock } from '@aboveboard/kit';
import type { SubscribeMessage, UpMessage } from '@aboveboard/protocol';
import { type Subscription, trimBehind } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream } from '../messages.ts';
import { clearStreams } from './clear-streams.ts';
import { answer, type Client, deliver, end, newClient } from './client.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import { createDirectory, type MutableDirectory } from './directory.ts';
import { endMoved, moveAll } from './drain.ts';
import { fanOut } from './fan-out.ts';
import { greet } from './greeting.ts';
import { onPong, startSweeping } from './heartbeat.ts';
import { createHelloWait, type HelloWait } from './hello-wait.ts';
import { createLobbyBoard, type LobbyBoard } from './lobby-board.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';
import type { GatewayPorts } from './ports.ts';
import { keepPresence, type Presence } from './presence.ts';
import { readFrame } from './read-frame.ts';
import { request, requestUntilTaken } from './shard-requests.ts';
import { newGate } from './table-gate.ts';
import { createTableRequests, type TableRequests } from './table-requests.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export interface Gateway {
  /** Listens to the shards; connections may come from now on. */
  start(): Promise<void>;
  /** Takes a new connection; `cookieToken` is the session that came with its upgrade. */
  accept(connection: Connection, cookieToken: string | null): ConnectionEvents;
  /** Tells everybody that the server goes down and when to come back; play goes on. */
  announceStop(afterMs: number): void;
  /**
   * This gateway goes and the room stays: no new connection is taken, and those that are here are told to move and ended with
   * RESTARTING, spread over `withinMs`. Resolves when none is left; `stop` comes after it.
   */
  drain(withinMs: number): Promise<void>;
  /** False from `drain` on: send new connections elsewhere. */
  isAccepting(): boolean;
  /** Ends all connections with RESTARTING. */
  stop(): Promise<void>;
  connectionCount(): number;
}

interface Room {
  readonly ports: GatewayPorts;
  readonly directory: MutableDirectory;
  readonly lobby: LobbyBoard;
  readonly traffic: Traffic;
  readonly requests: TableRequests;
  readonly outgoing: Outgoing;
  readonly helloWait: HelloWait;
  /** When connections that come now are told to come back; null: the server is not stopping. */
  stoppingAfterMs: number | null;
  isDraining: boolean;
}

/** A table that nobody has had for so long is closed, as far as the lobby goes: its last word was lost. */
const ORPHAN_MS = 30_000;
/** Before the gateway tries again to read what shards say. */
const LISTEN_AGAIN_MS = 500;
/** Most frames kept while a session is looked up. */
const EARLY_FRAMES = 32;

export function createGateway(ports: GatewayPorts): Gateway {
  const directory = createDirectory();
  const lengths = steadyClock(ports.clock);
  const room: Room = {
    ports,
    directory,
    lobby: createLobbyBoard(ports),
    traffic: createTraffic({ ...ports, clock: lengths }),
    requests: createTableRequests({ ...ports, clock: lengths }, directory, () => room.stoppingAfterMs !== null),
    outgoing: createOutgoing(ports),
    helloWait: createHelloWait(ports),
    stoppingAfterMs: null,
    isDraining: false,
  };
  const { config, shards } = ports;
  let subscription: Subscription | null = null;
  let presence: Presence | null = null;
  let stopClearing = (): void => undefined;
  const listenToAll = async (): Promise<void> => {
    await Promise.all(shards.all().map((shardId) => listenTo(ports, shardId)));
  };
  const listen = async (): Promise<void> => {
    subscription = await subscribe(room, () => void listenAgain());
    await listenToAll();
  };
  const listenAgain = (): Promise<void> =>
    listen()
      .then(() => room.requests.askAgain())
      .catch((error: unknown) => {
        ports.events.failed('listening to shards', error);
        if (subscription) ports.scheduler.after(LISTEN_AGAIN_MS, () => void listenAgain());
      });
  shards.onShard((shardId, isHere) => {
    if (isHere && subscription) void listenTo(ports, shardId);
  });
  shards.onChange((tableId, owner) => {
    if (owner === null) ports.scheduler.after(ORPHAN_MS, () => shards.ownerOf(tableId) ?? room.lobby.forget(tableId));
  });
  const sweeping = startSweeping(ports, () => room.traffic.sweep());
  return {
    start: async () => {
      const onBack = () => {
        void listenToAll();
        room.requests.askAgain();
      };
      const { gatewayId: holder, leaseMs: ttlMs, renewMs } = config;
      const onAway = () => room.requests.outOfReach();
      presence = keepPresence({ ...ports, holder, ttlMs, renewMs, onAway, onBack }, `gateway:${holder}`);
      await shards.look(); // shards that came a moment ago are asked for their tables too
      await listen();
      stopClearing = clearStreams({ ...ports, failed: (error) => ports.events.failed('emptying streams of the dead', error) });
    },
    accept: (connection, cookieToken) => accept(room, connection, cookieToken),
    announceStop: (afterMs) => announceStop(room, afterMs),
    drain: async (withinMs) => {
      room.isDraining = true;
      await moveAll(ports, [...directory.byId.values()], withinMs);
    },
    isAccepting: () => !room.isDraining,
    stop: async () => {
      subscription?.unsubscribe();
      subscription = null;
      for (const part of [room.lobby, room.requests, room.outgoing, room.helloWait]) part.stop();
      sweeping.cancel();
      stopClearing();
      for (const client of [...directory.byId.values()]) end(ports, client, 'RESTARTING', 'The server goes down; reconnect.');
      for (const shardId of shards.all()) await request(ports, shardId, { kind: 'unlisten', gatewayId: config.gatewayId });
      await presence?.end();
    },
    connectionCount: () => directory.byId.size,
  };
}

async function subscribe(room: Room, again: () => void): Promise<Subscription> {
  const { ports } = room;
  const stream = gatewayStream(ports.config.gatewayId);
  const trimmer = trimBehind(ports.streams, stream, ports.scheduler);
  const missed = (shardId: string): void => {
    void listenTo(ports, shardId);
    room.requests.askAgain(shardId);
  };
  const fan = { ...room, missed };
  const subscription = ports.streams.subscribe(stream, await ports.streams.tail(stream), {
    onEntries: (entries) => {
      try {
        for (const { payload } of entries) fanOut(fan, JSON.parse(payload) as GatewayResponse);
      } finally {
        room.outgoing.flush();
      }
      trimmer.read(entries);
    },
    onEnd: (reason) => {
      trimmer.stop();
      if (reason.code === 'CUT_OFF') ports.events.streamCutOff();
      else ports.events.failed('fanning out', reason.error);
      ports.scheduler.after(0, again);
    },
  });
  return {
    unsubscribe: () => {
      trimmer.stop();
      subscription.unsubscribe();
    },
  };
}

function listenTo(ports: GatewayPorts, shardId: string): Promise<void> {
  return requestUntilTaken(ports, shardId, { kind: 'listen', gatewayId: ports.config.gatewayId });
}

function accept(room: Room, connection: Connection, cookieToken: string | null): ConnectionEvents {
  const { ports, directory } = room;
  const client = newClient(ports.ids.uuid(), connection, cookieToken);
  if (room.isDraining) endMoved(ports, client);
  else if (isFull(room, connection.remoteAddress))
    end(ports, client, 'TRY_LATER', 'No room for another connection; try later.');
  else {
    directory.add(client);
    room.helloWait.begin(client);
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

function onClosed({ directory, lobby, requests }: Room, client: Client): void {
  client.phase = 'closed';
  client.timer?.cancel();
  lobby.unwatch(client);
  requests.forget(client);
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
      if (onPong(room.ports, client, message.n)) room.requests.roundTrip(client, client.rttMs ?? 0);
      break;
    case 'watch-lobby':
      room.lobby.watch(client);
      break;
    case 'unwatch-lobby':
      room.lobby.unwatch(client);
      break;
    case 'subscribe':
      onSubscribe(room, client, message);
      break;
    case 'unsubscribe':
      room.requests.detach(client, message.tableId);
      break;
    case 'command':
      room.requests.command(client, message);
      break;
  }
}

function onSubscribe({ ports, directory, requests }: Room, client: Client, message: SubscribeMessage): void {
  const { tableId, position, invite } = message;
  const gate = client.gates.get(tableId);
  if (!gate && client.gates.size >= ports.config.tablesPerConnection) {
    const refusal = { code: 'NOT_ALLOWED' as const, detail: { largest: ports.config.tablesPerConnection } };
    answer(client, { type: 'subscription-refused', tableId, refusal });
    return;
  }
  if (gate) gate.invite = invite ?? gate.invite;
  else client.gates.set(tableId, newGate(invite ?? null));
  directory.watches(client, tableId);
  requests.attach(client, tableId, position ?? null);
}

function announceStop(room: Room, afterMs: number): void {
  room.stoppingAfterMs = afterMs;
  for (const client of room.directory.byId.values()) if (client.phase === 'open') tellStop(room, client, afterMs);
}

function tellStop({ ports }: Room, client: Client, afterMs: number): void {
  deliver(ports, client, JSON.stringify({ type: 'notice', code: 'STOPPING', afterMs }));
}

function tooLarge({ config }: GatewayPorts): string {
  return `A frame is at most ${config.frameBytes} bytes.`;
}
