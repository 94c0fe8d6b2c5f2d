/** A gateway without sockets: hands every response to the player it is for, exactly what a real one would send. */
import type { Origin } from '@aboveboard/fairness';
import type { Random } from '@aboveboard/kit';
import type { FrameMessage, LobbyTable } from '@aboveboard/protocol';
import type { Streams } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream, type ShardRequest, shardStream } from '../messages.ts';
import { type PlayerOptions, TestPlayer } from './test-player.ts';

export interface TestGateway {
  readonly lobby: Map<string, LobbyTable | null>;
  readonly wallets: Map<string, { available: number; inPlay: number }>;
  connect(playerId: string, name: string, tableId: string, options: PlayerOptions): TestPlayer;
  send(request: ShardRequest): void;
  stop(): void;
}

export interface TestGatewayPorts {
  readonly streams: Streams;
  readonly shardId: string;
  readonly dealKey: Uint8Array;
  readonly origin: Origin;
  readonly random: Random;
}

const GATEWAY_ID = 'g1';

export async function createTestGateway(ports: TestGatewayPorts): Promise<TestGateway> {
  const { streams, shardId } = ports;
  const players = new Map<string, TestPlayer>();
  const lobby = new Map<string, LobbyTable | null>();
  const wallets = new Map<string, { available: number; inPlay: number }>();
  let connections = 0;

  const send = (request: ShardRequest): void => {
    void streams.append(shardStream(shardId), [JSON.stringify(request)]);
  };
  const frameFor = (response: Extract<GatewayResponse, { kind: 'frame' }>, playerId: string): FrameMessage => {
    const { tableId, incarnation, seq, atMs, publicEvent, privateEvents } = response;
    const event = privateEvents.find((own) => own.playerId === playerId)?.event ?? publicEvent;
    return { type: 'frame', tableId, incarnation, seq, atMs, event };
  };
  const take = (response: GatewayResponse): void => {
    switch (response.kind) {
      case 'answer':
        players.get(response.to.connectionId)?.receive(response.message);
        break;
      case 'frame':
        for (const player of players.values())
          if (player.isAttachedTo(response.tableId)) player.receive(frameFor(response, player.playerId));
        break;
      case 'wallet':
        wallets.set(response.playerId, { available: response.available, inPlay: response.inPlay });
        break;
      case 'lobby':
        lobby.set(response.tableId, response.table);
    }
  };
  const subscription = streams.subscribe(gatewayStream(GATEWAY_ID), await streams.tail(gatewayStream(GATEWAY_ID)), {
    onEntries: (entries) => {
      for (const { payload } of entries) take(JSON.parse(payload) as GatewayResponse);
    },
    onEnd: (reason) => {
      throw new Error(`the gateway was cut off: ${reason.code}`);
    },
  });
  send({ kind: 'listen', gatewayId: GATEWAY_ID });
  return {
    lobby,
    wallets,
    send,
    connect: (playerId, name, tableId, options) => {
      const from = { gatewayId: GATEWAY_ID, connectionId: `c${connections++}` };
      const player = new TestPlayer({ ...ports, send, from, playerId, name, tableId, options });
      players.set(from.connectionId, player);
      player.attach(null);
      return player;
    },
    stop: () => subscription.unsubscribe(),
  };
}
