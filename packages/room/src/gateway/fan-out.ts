/** What the shards send, to the connections it is for. A frame is written once for all who see the same. */
import type { TableEvent } from '@aboveboard/protocol';
import type { GatewayResponse } from '../messages.ts';
import { type Client, deliver, end } from './client.ts';
import type { LobbyBoard } from './lobby-board.ts';
import type { Outgoing } from './outgoing.ts';
import type { GatewayPorts } from './ports.ts';
import { noteSeat, passage, type TableGate } from './table-gate.ts';
import type { TableRequests } from './table-requests.ts';

/** Connections by id, by player and by table; the gateway keeps them. */
export interface Directory {
  readonly byId: ReadonlyMap<string, Client>;
  readonly byPlayer: ReadonlyMap<string, ReadonlySet<Client>>;
  readonly byTable: ReadonlyMap<string, ReadonlySet<Client>>;
}

export interface FanOutPorts {
  readonly ports: GatewayPorts;
  readonly directory: Directory;
  readonly lobby: LobbyBoard;
  readonly requests: TableRequests;
  readonly outgoing: Outgoing;
  /** Part of what a shard sent is lost. */
  missed(shardId: string): void;
}

export function fanOut(room: FanOutPorts, response: GatewayResponse): void {
  const { ports, directory, lobby, requests } = room;
  switch (response.kind) {
    case 'answer':
      requests.answered(response.to, response.message);
      break;
    case 'frame':
      onFrame(room, response);
      break;
    case 'session-ended':
      endWhere(room, (client) => client.token === response.token);
      break;
    case 'principal-ended':
      endWhere(room, (client) => client.principal?.id === response.principalId);
      break;
    case 'owner':
      ports.shards.told(response.tableId, response.shardId, response.epoch);
      requests.opened(response.tableId);
      break;
    case 'not-owner':
      requests.turnedAway(response.request);
      break;
    case 'missed':
      room.missed(response.shardId);
      break;
    case 'wallet': {
      const { playerId, available, inPlay } = response;
      const text = JSON.stringify({ type: 'wallet', available, inPlay });
      for (const client of directory.byPlayer.get(playerId) ?? []) deliver(ports, client, text);
      break;
    }
    case 'lobby':
      lobby.update(response);
      break;
  }
}

function endWhere({ ports, directory }: Pick<FanOutPorts, 'ports' | 'directory'>, isMeant: (client: Client) => boolean): void {
  for (const client of [...directory.byId.values()])
    if (isMeant(client)) end(ports, client, 'UNAUTHENTICATED', 'This session was ended.');
}

type Frame = Extract<GatewayResponse, { kind: 'frame' }>;

function onFrame(room: FanOutPorts, frame: Frame): void {
  const clients = room.directory.byTable.get(frame.tableId);
  if (!clients) return;
  const texts = new Map<string, string>(frame.privateEvents.map(({ playerId, event }) => [playerId, textOf(frame, event)]));
  let publicText: string | null = null;
  for (const client of [...clients]) {
    const gate = gateFor(room, client, frame);
    if (!gate) continue;
    const own = client.principal && texts.get(client.principal.id);
    publicText ??= own ? null : textOf(frame, frame.publicEvent);
    const text = own ?? publicText ?? '';
    if (gate.seat === null) room.outgoing.soon(client, text);
    else room.outgoing.now(client, text);
    if (frame.publicEvent?.kind === 'table-closed') room.requests.ended(client, frame.tableId);
  }
}

/** The connection's gate where it lets the frame through; the table is asked again where something is missing. */
function gateFor(
  { requests }: FanOutPorts,
  client: Client,
  { tableId, incarnation, seq, publicEvent }: Frame,
): TableGate | null {
  const gate = client.gates.get(tableId);
  if (!gate) return null;
  const verdict = passage(gate, { incarnation, seq });
  if (verdict === 'ask-again') requests.attach(client, tableId, gate.last);
  if (verdict !== 'pass') return null;
  gate.last = { incarnation, seq };
  if (publicEvent?.kind === 'seat-changed') noteSeat(gate, publicEvent.seat, client.principal?.id ?? '');
  return gate;
}

function textOf({ tableId, incarnation, seq, atMs }: Frame, event: TableEvent | null): string {
  return JSON.stringify({ type: 'frame', tableId, incarnation, seq, atMs, event });
}
