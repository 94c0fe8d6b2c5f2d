/** The gateway against a shard played by the test, on virtual time: what order, loss and slowness do to one connection. */
import { randomUUID } from 'node:crypto';
import { CLOSE_CODES, type DownMessage, emptySeat, type FrameMessage, PROTOCOL_VERSION } from '@aboveboard/protocol';
import { type Cursor, memoryLeases, memoryStreams, type StreamEntry } from '@aboveboard/streams';
import { seededIds, seededRandom, virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GatewayResponse, gatewayStream, type ShardRequest, shardStream } from '../messages.ts';
import { createAllowance } from './allowance.ts';
import { DEFAULT_GATEWAY_CONFIG } from './config.ts';
import { createGateway } from './gateway.ts';
import type { ShardDirectory } from './ports.ts';

const TABLE = '11111111-1111-4111-8111-111111111111';
const PLAYER = { id: randomUUID(), name: 'Ana', kind: 'guest' as const, roles: ['player'], createdMs: 0, seenMs: 0 };

const nothing = () => undefined;
const oneShard: ShardDirectory = {
  all: () => ['main'],
  ownerOf: () => 'main',
  told: nothing,
  onChange: nothing,
  onShard: nothing,
};

async function setUp(config: Partial<typeof DEFAULT_GATEWAY_CONFIG> = {}) {
  const time = virtualTime();
  const streams = memoryStreams();
  const requests: ShardRequest[] = [];
  streams.subscribe(shardStream('main'), '0' as Cursor, {
    onEntries: (entries: readonly StreamEntry[]) =>
      void requests.push(...entries.map(({ payload }) => JSON.parse(payload) as ShardRequest)),
    onEnd: () => undefined,
  });
  const gateway = createGateway({
    ...time,
    streams,
    ids: seededIds(seededRandom(1)),
    random: seededRandom(2),
    leases: memoryLeases(time.clock, time.scheduler),
    sessions: { open: async () => '', resolve: async () => PLAYER, revoke: async () => undefined },
    cashier: { wallet: async () => ({ available: 10_000, inPlay: 0 }) },
    shards: oneShard,
    fairness: { origin: 'o', dealKeyName: 'k', dealKey: '00'.repeat(32) },
    fingerprint: '00'.repeat(32),
    config: { ...DEFAULT_GATEWAY_CONFIG, heartbeatMs: 1_000_000, ...config },
    events: {
      closed: () => undefined,
      cameIn: () => undefined,
      streamCutOff: () => undefined,
      failed: (what, error) => expect.fail(`${what}: ${error}`),
    },
  });
  await gateway.start();
  /** Answers come back with the number of the last `attach`. */
  const numbered = (response: GatewayResponse): GatewayResponse => {
    if (response.kind !== 'answer') return response;
    const asked = requests.findLast((request) => request.kind === 'attach');
    return { ...response, to: { ...response.to, ...(asked?.kind === 'attach' ? { ask: asked.from.ask } : {}) } };
  };
  const shard = async (...responses: GatewayResponse[]): Promise<void> => {
    await streams.append(
      gatewayStream('main'),
      responses.map((response) => JSON.stringify(numbered(response))),
    );
    await time.settle();
  };
  return { time, requests, gateway, shard, connect: () => newConnection(gateway, time.settle) };
}

async function newConnection(gateway: ReturnType<typeof createGateway>, settle: () => Promise<void>) {
  const received: DownMessage[] = [];
  let closed: { code: number } | null = null;
  let buffered = 0;
  const events = gateway.accept(
    {
      remoteAddress: '10.0.0.1',
      device: 'a test',
      send: (...texts) => void received.push(...texts.map((text) => JSON.parse(text) as DownMessage)),
      close: (code) => {
        closed = { code };
      },
      bufferedBytes: () => buffered,
    },
    'ab1_token',
  );
  const send = async (message: unknown): Promise<void> => {
    events.onText(JSON.stringify(message));
    await settle();
  };
  await send({ type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'test', version: '1' } });
  const welcome = received.find((message) => message.type === 'welcome');
  return {
    id: welcome?.type === 'welcome' ? welcome.connectionId : '',
    received,
    send,
    events,
    closed: () => closed,
    stall: (bytes: number) => {
      buffered = bytes;
    },
    frames: () => received.filter((message): message is FrameMessage => message.type === 'frame').map(({ seq }) => seq),
  };
}

const seated = { ...emptySeat(0), player: { playerId: PLAYER.id, name: PLAYER.name, isBot: false } };

function frame(seq: number, incarnation = 1): GatewayResponse {
  return { kind: 'frame', tableId: TABLE, incarnation, seq, atMs: 0, publicEvent: null, privateEvents: [] };
}

function snapshot(connectionId: string, seq: number, incarnation = 1): GatewayResponse {
  const message = {
    type: 'snapshot',
    tableId: TABLE,
    position: { incarnation, seq },
    seats: [seated],
  } as unknown as DownMessage;
  return { kind: 'answer', to: { gatewayId: 'main', connectionId }, message };
}

function batch(connectionId: string, seqs: readonly number[]): GatewayResponse {
  const frames = seqs.map(
    (seq) => ({ type: 'frame', tableId: TABLE, incarnation: 1, seq, atMs: 0, event: null }) as FrameMessage,
  );
  return { kind: 'answer', to: { gatewayId: 'main', connectionId }, message: { type: 'batch', tableId: TABLE, frames } };
}

test('frames follow the snapshot without a gap and without a double', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(frame(4), frame(5), snapshot(player.id, 5), frame(6), frame(6), frame(7));
  expect(player.frames()).toEqual([6, 7]);
});

test('after an empty batch the next frame is the one after the position asked with', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 9 } });
  await shard(batch(player.id, []), frame(10));
  expect(player.frames()).toEqual([10]);
});

test('a frame that went missing, or a table that was reopened, is asked for again from the last one', async () => {
  const { shard, connect, requests } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 5), frame(6), frame(8));
  expect(requests.at(-1)).toMatchObject({ kind: 'attach', position: { incarnation: 1, seq: 6 } });
  await shard(frame(9), batch(player.id, [7, 8, 9]), frame(10), frame(1, 2));
  expect(player.frames()).toEqual([6, 10]);
  expect(requests.at(-1)).toMatchObject({ kind: 'attach', position: { incarnation: 1, seq: 10 } });
});

test('whatever is lost or doubled on the way, a connection gets every number once, in order', async () => {
  const anyLoss = fc.array(fc.constantFrom('pass', 'lose', 'double'), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(anyLoss, async (fates) => {
      const { shard, connect, requests } = await setUp();
      const player = await connect();
      await player.send({ type: 'subscribe', tableId: TABLE });
      await shard(snapshot(player.id, 0));
      const got: number[] = [];
      for (const [i, fate] of fates.entries()) {
        const asked = requests.length;
        if (fate !== 'lose') await shard(frame(i + 1), ...(fate === 'double' ? [frame(i + 1)] : []));
        const again = requests.slice(asked).find((request) => request.kind === 'attach');
        if (again?.kind === 'attach') {
          const from = again.position?.seq ?? 0;
          await shard(
            batch(
              player.id,
              Array.from({ length: i + 1 - from }, (_, k) => from + 1 + k),
            ),
          );
        }
      }
      for (const message of player.received) {
        if (message.type === 'frame') got.push(message.seq);
        if (message.type === 'batch') got.push(...message.frames.map(({ seq }) => seq));
      }
      expect(got).toEqual(Array.from({ length: got.length }, (_, k) => k + 1));
    }),
    { numRuns: 50 },
  );
});

test('a private event reaches its player, and the others see that there was one', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  const event = { kind: 'mucked' as const, seat: 1 };
  const own = { ...frame(1), privateEvents: [{ playerId: PLAYER.id, event }] } as GatewayResponse;
  const others = { ...frame(2), privateEvents: [{ playerId: randomUUID(), event }] } as GatewayResponse;
  await shard(snapshot(player.id, 0), own, others);
  expect(player.received.slice(-2)).toMatchObject([
    { seq: 1, event },
    { seq: 2, event: null },
  ]);
});

test('a reader that takes nothing is cut off after 64 frames, or 256 KiB; a burst that is taken is no queue', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 0), ...Array.from({ length: 200 }, (_, i) => frame(i + 1)));
  expect(player.closed()).toBeNull();
  player.stall(1);
  await shard(...Array.from({ length: 65 }, (_, i) => frame(i + 201)));
  expect(player.closed()).toEqual({ code: CLOSE_CODES.SLOW_READER });
  expect(player.frames()).toHaveLength(264);

  const heavy = await connect();
  await heavy.send({ type: 'subscribe', tableId: TABLE });
  heavy.stall(256 * 1024 + 1);
  await shard(snapshot(heavy.id, 300), frame(301));
  expect(heavy.closed()).toEqual({ code: CLOSE_CODES.SLOW_READER });
});

test('the shard hears of connections that go, and of the gateway itself', async () => {
  const { connect, gateway, requests } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  player.events.onClosed();
  await gateway.stop();
  expect(requests.map(({ kind }) => kind)).toEqual(['listen', 'attach', 'detach', 'unlisten']);
});

test('the lobby goes out at most once a second, the newest only', async () => {
  const { shard, connect, time } = await setUp();
  const player = await connect();
  await player.send({ type: 'watch-lobby' });
  for (let taken = 1; taken <= 3; taken++) await shard({ kind: 'lobby', tableId: TABLE, table: { taken } as never });
  await time.advance(1_000);
  expect(player.received.filter(({ type }) => type === 'lobby')).toEqual([
    { type: 'lobby', tables: [] },
    { type: 'lobby', tables: [{ taken: 3 }] },
  ]);
});

test('an allowance is what it says in any ten seconds, and says when the next one is due', async () => {
  const time = virtualTime();
  const allowance = createAllowance(time.clock, 30);
  const takeAll = (): number => {
    let taken = 0;
    while (allowance.take('ana') === 0) taken += 1;
    return taken;
  };
  expect(takeAll()).toBe(30);
  const retryAfterMs = allowance.take('ana');
  await time.advance(retryAfterMs - 1);
  expect(allowance.take('ana')).toBeGreaterThan(0);
  await time.advance(1);
  expect(allowance.take('ana')).toBe(0);
  expect(allowance.take('bo')).toBe(0); // of another key
  await time.advance(10_000);
  allowance.sweep();
  expect(takeAll()).toBe(30);
});
