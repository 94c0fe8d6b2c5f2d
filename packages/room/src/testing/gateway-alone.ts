/** One gateway on virtual time, against shards that the test plays, and what those shards say. */
import { randomUUID } from 'node:crypto';
import type { Scheduler } from '@aboveboard/kit';
import { type DownMessage, emptySeat, type FrameMessage, PROTOCOL_VERSION, type TableEvent } from '@aboveboard/protocol';
import { type Cursor, memoryLeases, memoryStreams, type StreamEntry, type Streams } from '@aboveboard/streams';
import { seededIds, seededRandom, virtualTime } from '@aboveboard/testkit';
import { expect } from 'vitest';
import { DEFAULT_GATEWAY_CONFIG } from '../gateway/config.ts';
import { createGateway } from '../gateway/gateway.ts';
import type { ShardDirectory } from '../gateway/ports.ts';
import { type GatewayResponse, gatewayStream, type ShardRequest, shardStream } from '../messages.ts';

export const TABLE = '11111111-1111-4111-8111-111111111111';
export const TOKEN = 'ab1_token';
export const PLAYER = { id: randomUUID(), name: 'Ana', kind: 'guest' as const, roles: ['player'], createdMs: 0, seenMs: 0 };

const nothing = () => undefined;
export const oneShard: ShardDirectory = {
  all: () => ['main'],
  ownerOf: () => 'main',
  told: nothing,
  look: async () => undefined,
  onChange: nothing,
  onShard: nothing,
};

export async function setUp(
  config: Partial<typeof DEFAULT_GATEWAY_CONFIG> = {},
  wrap = (streams: Streams) => streams,
  shards: ShardDirectory = oneShard,
  late: { timersMs: number; sessionsMs: number; areSessionsGone?: () => boolean } = { timersMs: 0, sessionsMs: 0 },
) {
  const time = virtualTime();
  const scheduler: Scheduler = { after: (ms, task) => time.scheduler.after(ms + late.timersMs, task) };
  const streams = memoryStreams();
  const requests: ShardRequest[] = [];
  streams.subscribe(shardStream('main'), '0' as Cursor, {
    onEntries: (entries: readonly StreamEntry[]) =>
      void requests.push(...entries.map(({ payload }) => JSON.parse(payload) as ShardRequest)),
    onEnd: () => undefined,
  });
  const gateway = createGateway({
    ...{ clock: time.clock, scheduler },
    streams: wrap(streams),
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    leases: memoryLeases(time.clock, time.scheduler),
    sessions: {
      open: async () => '',
      resolve: async (token) => {
        if (late.areSessionsGone?.()) throw new Error('the database is gone');
        if (late.sessionsMs > 0) await new Promise<void>((goOn) => time.scheduler.after(late.sessionsMs, goOn));
        return { ...PLAYER, id: token === TOKEN ? PLAYER.id : token };
      },
      revoke: async () => undefined,
    },
    cashier: { wallet: async () => ({ available: 10_000, inPlay: 0 }) },
    shards,
    fairness: { origin: 'o', dealKeyName: 'k', dealKey: '00'.repeat(32) },
    fingerprint: '00'.repeat(32),
    config: { ...DEFAULT_GATEWAY_CONFIG, heartbeatMs: 1_000_000, ...config },
    events: {
      closed: () => undefined,
      cameIn: () => undefined,
      streamCutOff: () => undefined,
      failed: (what, error) => late.areSessionsGone ?? expect.fail(`${what}: ${error}`),
    },
  });
  await gateway.start();
  /** Answers come back with the number of the last `attach`. */
  const numbered = (response: GatewayResponse): GatewayResponse => {
    if (response.kind !== 'answer') return response;
    if (response.to.ask !== undefined) return response;
    const asked = requests.findLast((request) => request.kind === 'attach');
    return asked?.kind === 'attach' ? { ...response, to: { ...response.to, ask: asked.from.ask ?? 0 } } : response;
  };
  const shard = async (...responses: GatewayResponse[]): Promise<void> => {
    await streams.append(
      gatewayStream('main'),
      responses.map((response) => JSON.stringify(numbered(response))),
    );
    await time.settle();
  };
  return {
    ...{ time, streams, requests, gateway, shard },
    connect: (token?: string, isSilent = false) => newConnection(gateway, time.settle, token, isSilent),
  };
}

export const HELLO = { type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'test', version: '1' } };

async function newConnection(
  gateway: ReturnType<typeof createGateway>,
  settle: () => Promise<void>,
  token = TOKEN,
  isSilent = false,
) {
  const received: DownMessage[] = [];
  let writes = 0;
  let closed: { code: number } | null = null;
  let buffered = 0;
  const events = gateway.accept(
    {
      remoteAddress: '10.0.0.1',
      device: 'a test',
      send: (texts) => {
        writes += 1;
        received.push(...texts.map((text) => JSON.parse(text) as DownMessage));
      },
      close: (code) => {
        closed = { code };
      },
      bufferedBytes: () => buffered,
    },
    token,
  );
  const send = async (message: unknown): Promise<void> => {
    events.onText(JSON.stringify(message));
    await settle();
  };
  if (!isSilent) await send(HELLO);
  const welcome = received.find((message) => message.type === 'welcome');
  return {
    id: welcome?.type === 'welcome' ? welcome.connectionId : '',
    received,
    send,
    events,
    closed: () => closed,
    writes: () => writes,
    stall: (bytes: number) => {
      buffered = bytes;
    },
    frames: () => received.filter((message): message is FrameMessage => message.type === 'frame').map(({ seq }) => seq),
  };
}

export const seated = { ...emptySeat(0), player: { playerId: PLAYER.id, name: PLAYER.name, isBot: false } };

export function frame(seq: number, incarnation = 1): GatewayResponse {
  return { kind: 'frame', tableId: TABLE, incarnation, seq, atMs: 0, publicEvent: null, privateEvents: [] };
}

export function snapshot(connectionId: string, seq: number, incarnation = 1): GatewayResponse {
  const message = {
    type: 'snapshot',
    tableId: TABLE,
    position: { incarnation, seq },
    seats: [seated],
  } as unknown as DownMessage;
  return { kind: 'answer', to: { gatewayId: 'main', connectionId }, message };
}

export function batch(connectionId: string, seqs: readonly number[]): GatewayResponse {
  const frames = seqs.map(
    (seq) => ({ type: 'frame', tableId: TABLE, incarnation: 1, seq, atMs: 0, event: null }) as FrameMessage,
  );
  return { kind: 'answer', to: { gatewayId: 'main', connectionId }, message: { type: 'batch', tableId: TABLE, frames } };
}

export const OTHER = randomUUID();

export function event(seq: number, publicEvent: TableEvent): GatewayResponse {
  return { kind: 'frame', tableId: TABLE, incarnation: 1, seq, atMs: 0, publicEvent, privateEvents: [] };
}

export const mucked: TableEvent = { kind: 'mucked', seat: 1 };
export const satDown = (playerId: string): TableEvent => ({
  kind: 'seat-changed',
  seat: { ...emptySeat(3), player: { playerId, name: 'Bo', isBot: false } },
});

/** Shards `main` and `other`; who has the table is for the test to say. */
function twoShards() {
  let owner: string | null = 'main';
  const hears: ((tableId: string, owner: string | null) => void)[] = [];
  const directory: ShardDirectory = {
    ...oneShard,
    all: () => ['main', 'other'],
    ownerOf: () => owner,
    onChange: (hear) => void hears.push(hear),
  };
  return {
    directory,
    moveTo: (next: string | null, isTold = true) => {
      owner = next;
      if (isTold) for (const hear of hears) hear(TABLE, next);
    },
  };
}

export async function withTwoShards() {
  const shards = twoShards();
  const room = await setUp({}, undefined, shards.directory);
  const elsewhere: ShardRequest[] = [];
  room.streams.subscribe(shardStream('other'), '0' as Cursor, {
    onEntries: (entries) => void elsewhere.push(...entries.map(({ payload }) => JSON.parse(payload) as ShardRequest)),
    onEnd: () => undefined,
  });
  const player = await room.connect();
  const sitOut = async () => {
    const commandId = randomUUID();
    await player.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'sit-out' } });
    return commandId;
  };
  const answers = () => player.received.filter(({ type }) => type === 'ack' || type === 'refused');
  return { ...room, ...shards, elsewhere, player, sitOut, answers };
}
