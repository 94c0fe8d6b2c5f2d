/** What the shards send, to the connections it is for. A frame is written once for all who see the same. */
import type { DownMessage, TableEvent } from '@aboveboard/protocol';
import type { GatewayResponse } from '../messages.ts';
import { answer, type Client, deliver } from './client.ts';
import type { LobbyBoard } from './lobby-board.ts';
import type { GatewayPorts } from './ports.ts';
import { attach } from './shard-requests.ts';
import { open, passage } from './table-gate.ts';

/** Connections by id, by player and by table; the gateway keeps them. */
export interface Directory {
  readonly byId: ReadonlyMap<string, Client>;
  readonly byPlayer: ReadonlyMap<string, ReadonlySet<Client>>;
  readonly byTable: ReadonlyMap<string, ReadonlySet<Client>>;
  /** No longer watches the table. */
  left(client: Client, tableId: string): void;
}

export function fanOut(ports: GatewayPorts, directory: Directory, lobby: LobbyBoard, response: GatewayResponse): void {
  switch (response.kind) {
    case 'answer':
      onAnswer(directory, response.to.connectionId, response.message);
      break;
    case 'frame':
      onFrame(ports, directory, response);
      break;
    case 'wallet': {
      const { playerId, available, inPlay } = response;
      const text = JSON.stringify({ type: 'wallet', available, inPlay });
      for (const client of directory.byPlayer.get(playerId) ?? []) deliver(ports, client, text);
      break;
    }
    case 'lobby':
      lobby.update(response.tableId, response.table);
      break;
  }
}

function onAnswer(directory: Directory, connectionId: string, message: DownMessage): void {
  const client = directory.byId.get(connectionId);
  if (!client) return;
  if (message.type === 'snapshot' || message.type === 'batch') {
    const gate = client.gates.get(message.tableId);
    if (!gate) return; // unsubscribed meanwhile
    open(gate, message);
  }
  if (message.type === 'subscription-refused') directory.left(client, message.tableId);
  answer(client, message);
}

type Frame = Extract<GatewayResponse, { kind: 'frame' }>;

function onFrame(ports: GatewayPorts, directory: Directory, frame: Frame): void {
  const clients = directory.byTable.get(frame.tableId);
  if (!clients) return;
  const texts = new Map<string, string>(frame.privateEvents.map(({ playerId, event }) => [playerId, textOf(frame, event)]));
  let publicText: string | null = null;
  for (const client of [...clients]) {
    if (!isOpenFor(ports, client, frame)) continue;
    const own = client.principal && texts.get(client.principal.id);
    publicText ??= own ? null : textOf(frame, frame.publicEvent);
    deliver(ports, client, own ?? publicText ?? '');
  }
}

/** Lets the frame through the connection's gate, or asks the table again where something is missing. */
function isOpenFor(ports: GatewayPorts, client: Client, { tableId, incarnation, seq }: Frame): boolean {
  const gate = client.gates.get(tableId);
  if (!gate) return false;
  const verdict = passage(gate, { incarnation, seq });
  if (verdict === 'ask-again') void attach(ports, client, tableId, gate.last);
  if (verdict !== 'pass') return false;
  gate.last = { incarnation, seq };
  return true;
}

function textOf({ tableId, incarnation, seq, atMs }: Frame, event: TableEvent | null): string {
  return JSON.stringify({ type: 'frame', tableId, incarnation, seq, atMs, event });
}
