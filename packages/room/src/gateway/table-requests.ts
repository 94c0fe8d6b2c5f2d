/**
 * What is asked of tables, until it is answered. Tables move and shards die, so a question outlives the shard it went to: it is asked
 * again of whoever has the table by then, at once when that is known and after a while in any case.
 */
import type { CommandMessage, DownMessage, Position } from '@aboveboard/protocol';
import type { ReturnPath, TableRequest } from '../messages.ts';
import { createAsking } from './asking.ts';
import { answer, type Client } from './client.ts';
import { Commands } from './commands.ts';
import type { MutableDirectory } from './directory.ts';
import type { GatewayPorts } from './ports.ts';
import { request, speaking } from './shard-requests.ts';
import { Subscriptions } from './subscriptions.ts';
import { isNewRoundTrip, positionAt } from './table-gate.ts';

export interface TableRequests {
  command(client: Client, message: CommandMessage): void;
  /** Asks for a table's frames after `position`; the gate stays shut until the answer. */
  attach(client: Client, tableId: string, position: Position | null): void;
  detach(client: Client, tableId: string): void;
  /** The table is closed for good: nothing comes of it any more, and nobody is to look for its owner. */
  ended(client: Client, tableId: string): void;
  roundTrip(client: Client, rttMs: number): void;
  /** A shard's word for one connection: passed on when it answers what is still asked. */
  answered(to: ReturnPath, message: DownMessage): void;
  /** A shard that is not the owner was asked. */
  turnedAway(request: TableRequest): void;
  /** A shard says that it has opened a table: what waits for that goes there. */
  opened(tableId: string): void;
  /** Nothing comes from any shard any more: all viewers are told, and hear that their tables are back by `askAgain`. */
  outOfReach(): void;
  /** What shards sent may have been lost, or what this one did: everything that is open is asked again, and all frames after the last. */
  askAgain(shardId?: string): void;
  /** The connection is gone, and nobody waits for its answers. */
  forget(client: Client): void;
  stop(): void;
}

const TICK_MS = 500;

/** @param isGoing the whole room goes down, and its people know: that its tables are nobody's then is no news */
export function createTableRequests(ports: GatewayPorts, directory: MutableDirectory, isGoing: () => boolean): TableRequests {
  let isTicking = false;
  let isStopped = false;
  const tickSoon = (): void => {
    if (isTicking || isStopped) return;
    isTicking = true;
    ports.scheduler.after(TICK_MS, tick);
  };
  const asking = createAsking(ports, tickSoon);
  const commands = new Commands(ports, asking);
  const subscriptions = new Subscriptions(ports, directory, asking);
  const tick = (): void => {
    isTicking = false;
    if (isStopped) return;
    subscriptions.review(isGoing());
    commands.review();
    if (!subscriptions.isEmpty || !commands.isEmpty) tickSoon();
  };
  ports.shards.onChange((tableId, owner) => {
    if (owner === null) {
      if (!isGoing()) subscriptions.tellAllAway(tableId);
      return;
    }
    subscriptions.attachAgain(tableId, () => true);
    commands.sendAgain(({ message }) => message.tableId === tableId);
  });
  return {
    command: (client, message) => commands.take(client, message),
    attach: (client, tableId, position) => void subscriptions.attach(client, tableId, position),
    detach: (client, tableId) => subscriptions.detach(client, tableId),
    ended: (client, tableId) => directory.left(client, tableId),
    roundTrip: (client, rttMs) => tellRoundTrip(ports, client, rttMs),
    answered: (to, message) => {
      const client = directory.byId.get(to.connectionId);
      if (client) passOn({ commands, subscriptions }, client, to, message);
    },
    turnedAway: (request) => {
      const client = directory.byId.get(request.from.connectionId);
      if (!client) return;
      if (request.kind === 'command') commands.turnedAway(client, request.from, request.commandId);
      else subscriptions.turnedAway(client, request.from, request.tableId);
    },
    opened: (tableId) => {
      subscriptions.attachAgain(tableId, ({ ask, askedAt }) => ask !== null && askedAt === null);
      commands.sendAgain(({ message, askedAt }) => message.tableId === tableId && askedAt === null);
    },
    outOfReach: () => {
      if (!isGoing()) for (const tableId of directory.byTable.keys()) subscriptions.tellAllAway(tableId);
    },
    askAgain: (shardId) => {
      const isMeant = (tableId: string, askedAt: string | null): boolean =>
        shardId === undefined || askedAt === shardId || ports.shards.ownerOf(tableId) === shardId;
      for (const client of directory.byId.values())
        for (const [tableId, gate] of client.gates)
          if (isMeant(tableId, gate.askedAt)) void subscriptions.attach(client, tableId, positionAt(gate));
      commands.sendAgain(({ message, askedAt }) => isMeant(message.tableId, askedAt));
    },
    forget: (client) => {
      for (const tableId of [...client.gates.keys()]) subscriptions.detach(client, tableId);
      commands.forget(client);
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function passOn(
  { commands, subscriptions }: { readonly commands: Commands; readonly subscriptions: Subscriptions },
  client: Client,
  to: ReturnPath,
  message: DownMessage,
): void {
  switch (message.type) {
    case 'ack':
      commands.acked(client, message.commandId);
      break;
    case 'refused':
      commands.refused(client, to, message);
      break;
    case 'snapshot':
    case 'batch':
    case 'subscription-refused':
      subscriptions.answered(client, to, message);
      break;
    default:
      answer(client, message);
  }
}

function tellRoundTrip(ports: GatewayPorts, client: Client, rttMs: number): void {
  const { from, speaker } = speaking(ports, client);
  for (const [tableId, gate] of client.gates) {
    const owner = ports.shards.ownerOf(tableId);
    if (owner === null || !isNewRoundTrip(gate, rttMs)) continue;
    gate.toldRttMs = rttMs;
    void request(ports, owner, { kind: 'round-trip', from, tableId, playerId: speaker.playerId, rttMs });
  }
}
