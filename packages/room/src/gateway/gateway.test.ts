/** The gateway against a shard played by the test, on virtual time: what order, loss and slowness do to one connection. */
import { randomUUID } from 'node:crypto';
import type { Scheduler } from '@aboveboard/kit';
import {
  CLOSE_CODES,
  type DownMessage,
  emptySeat,
  type FrameMessage,
  PROTOCOL_VERSION,
  type TableEvent,
} from '@aboveboard/protocol';
import { type Cursor, memoryLeases, memoryStreams, type StreamEntry, type Streams } from '@aboveboard/streams';
import { seededIds, seededRandom, virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type GatewayResponse, gatewayStream, type ReturnPath, type ShardRequest, shardStream } from '../messages.ts';
import { createAllowance } from './allowance.ts';
import { DEFAULT_GATEWAY_CONFIG } from './config.ts';
import { createGateway } from './gateway.ts';
import type { ShardDirectory } from './ports.ts';

const TABLE = '11111111-1111-4111-8111-111111111111';
const TOKEN = 'ab1_token';
const PLAYER = { id: randomUUID(), name: 'Ana', kind: 'guest' as const, roles: ['player'], createdMs: 0, seenMs: 0 };

const nothing = () => undefined;
const oneShard: ShardDirectory = {
  all: () => ['main'],
  ownerOf: () => 'main',
  told: nothing,
  look: async () => undefined,
  onChange: nothing,
  onShard: nothing,
};

async function setUp(
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

const HELLO = { type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'test', version: '1' } };

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
      send: (...texts) => {
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

const OTHER = randomUUID();

function event(seq: number, publicEvent: TableEvent): GatewayResponse {
  return { kind: 'frame', tableId: TABLE, incarnation: 1, seq, atMs: 0, publicEvent, privateEvents: [] };
}

const mucked: TableEvent = { kind: 'mucked', seat: 1 };
const satDown = (playerId: string): TableEvent => ({
  kind: 'seat-changed',
  seat: { ...emptySeat(3), player: { playerId, name: 'Bo', isBot: false } },
});

test('[CLUSTER-27] players get each frame at once, spectators several in one write, and nothing is overtaken', async () => {
  const { shard, connect, time } = await setUp();
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 0));
  const spectator = await connect(OTHER);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 0), event(1, mucked), event(2, mucked));
  expect([player.frames(), spectator.frames()]).toEqual([[1, 2], []]);
  const writes = spectator.writes();
  const atOnce = player.writes();
  await shard(event(3, mucked), event(4, mucked), event(5, mucked)); // what comes in one piece
  expect([player.frames(), player.writes()]).toEqual([[1, 2, 3, 4, 5], atOnce + 1]);
  await time.advance(100);
  expect([spectator.frames(), spectator.writes()]).toEqual([[1, 2, 3, 4, 5], writes + 1]);

  await shard(event(6, mucked), event(7, satDown(OTHER)), event(8, mucked)); // whoever sits down waits no more
  expect(spectator.frames()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 8), event(9, mucked), batch(spectator.id, []));
  expect(spectator.received.at(-1)).toMatchObject({ type: 'snapshot' });
  await time.advance(100);
  expect(spectator.frames()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('[CLUSTER-27] what is held for a spectator goes before an answer', async () => {
  const { shard, connect, requests } = await setUp();
  const spectator = await connect(OTHER);
  await spectator.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(spectator.id, 0));
  const commandId = randomUUID();
  await spectator.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'join-wait-list' } });
  const asked = requests.at(-1);
  const to = asked?.kind === 'command' ? asked.from : expect.fail('a command');
  await shard(event(1, mucked), { kind: 'answer', to, message: { type: 'ack', commandId } });
  expect(spectator.received.slice(-2)).toMatchObject([{ type: 'frame', seq: 1 }, { type: 'ack' }]);
});

test('[CLUSTER-28] a frame is written once for all who see the same, however many they are', async () => {
  const { shard, connect } = await setUp();
  const players = [await connect(), ...(await Promise.all(Array.from({ length: 30 }, () => connect(randomUUID()))))];
  for (const player of players) {
    await player.send({ type: 'subscribe', tableId: TABLE });
    await shard(snapshot(player.id, 0));
  }
  const stringify = vi.spyOn(JSON, 'stringify');
  const own = { ...event(1, mucked), privateEvents: [{ playerId: PLAYER.id, event: mucked }] } as GatewayResponse;
  await shard(own);
  const frames = stringify.mock.calls.filter(([value]) => (value as { type?: string }).type === 'frame');
  stringify.mockRestore();
  expect(frames).toHaveLength(2); // the public's, and that of the one who sees more
});

test('[CLUSTER-29] of answers that come late, twice or out of turn each question takes its own, once', async () => {
  const { streams, connect, requests, time } = await setUp();
  const player = await connect();
  const asks = () => requests.flatMap((request) => (request.kind === 'attach' ? [request.from] : []));
  const say = async (...responses: GatewayResponse[]) => {
    await streams.append(
      gatewayStream('main'),
      responses.map((response) => JSON.stringify(response)),
    );
    await time.settle();
  };
  const answerTo = (to: ReturnPath | undefined, message: DownMessage): GatewayResponse => ({
    kind: 'answer',
    to: to ?? expect.fail('nothing was asked'),
    message,
  });
  const frames = (...seqs: number[]) => {
    const response = batch(player.id, seqs);
    return response.kind === 'answer' ? response.message : expect.fail('a batch');
  };
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 1 } });
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 1 } });
  const [first, second] = asks();
  await say(answerTo(second, frames(2, 3)), answerTo(first, frames(2, 3)), answerTo(second, frames(2, 3)), frame(4));
  await say(frame(6)); // 5 is lost
  const third = asks().at(-1);
  await say(
    answerTo(first, frames(2, 3)),
    frame(7),
    answerTo(third, frames(5, 6, 7)),
    answerTo(third, frames(5, 6, 7)),
    frame(8),
  );
  const got = player.received.flatMap((message) =>
    message.type === 'batch' ? message.frames.map(({ seq }) => seq) : message.type === 'frame' ? [message.seq] : [],
  );
  expect(got).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('[CLUSTER-29] a command sent twice is answered once: by any ack, and by no refusal that an earlier sending may prove wrong', async () => {
  const { shard, connect, requests, time } = await setUp();
  const player = await connect();
  const sendings = (commandId: string) =>
    requests.flatMap((request) => (request.kind === 'command' && request.commandId === commandId ? [request.from] : []));
  const act = async () => {
    const commandId = randomUUID();
    await player.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'sit-out' } });
    await time.advance(4_000); // no answer: asked again
    const [first, again] = sendings(commandId);
    if (!first || !again) return expect.fail('sent twice');
    return { commandId, first, again };
  };
  const answers = () => player.received.filter(({ type }) => type === 'ack' || type === 'refused');
  const refused = (to: ReturnPath, commandId: string, code: 'BUSY' | 'HAND_IN_PLAY'): GatewayResponse => ({
    kind: 'answer',
    to,
    message: { type: 'refused', commandId, refusal: { code } },
  });
  const ack = (to: ReturnPath, commandId: string): GatewayResponse => ({
    kind: 'answer',
    to,
    message: { type: 'ack', commandId },
  });

  const one = await act();
  await shard(refused(one.again, one.commandId, 'BUSY'), refused(one.first, one.commandId, 'HAND_IN_PLAY'));
  expect(answers()).toEqual([]);
  await shard(ack(one.first, one.commandId), ack(one.again, one.commandId));
  expect(answers()).toEqual([{ type: 'ack', commandId: one.commandId }]);

  const two = await act();
  await shard(refused(two.again, two.commandId, 'HAND_IN_PLAY'), ack(two.again, two.commandId));
  expect(answers().slice(1)).toEqual([{ type: 'refused', commandId: two.commandId, refusal: { code: 'HAND_IN_PLAY' } }]);
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

async function withTwoShards() {
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

test('[CLUSTER-23] what has no answer goes to the new owner at once: first the viewers, then their commands in their order', async () => {
  const { player, moveTo, elsewhere, requests, time, shard, sitOut } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), frame(5));
  const asked = [await sitOut(), await sitOut()];
  expect(requests.map(({ kind }) => kind)).toEqual(['listen', 'attach', 'command', 'command']);
  moveTo('other');
  await time.settle();
  expect(elsewhere).toMatchObject([
    { kind: 'listen' },
    { kind: 'attach', position: { incarnation: 1, seq: 5 } },
    ...asked.map((commandId) => ({ kind: 'command', commandId })),
  ]);
  expect(await sitOut()).toBe(elsewhere.flatMap((request) => (request.kind === 'command' ? request.commandId : [])).at(-1));
});

test('[CLUSTER-24] a shard that is not the owner did nothing: its request goes to the owner, whose every refusal counts', async () => {
  const { moveTo, elsewhere, requests, shard, sitOut, answers } = await withTwoShards();
  const commandId = await sitOut();
  const request = requests.at(-1);
  if (request?.kind !== 'command') return expect.fail('a command');
  moveTo('other', false); // the gateway knows, and the command was on its way already
  await shard({ kind: 'not-owner', request }, { kind: 'not-owner', request });
  const again = elsewhere.flatMap((sent) => (sent.kind === 'command' ? [sent] : []));
  expect(again.map((sent) => sent.commandId)).toEqual([commandId]);
  const to = again[0]?.from ?? expect.fail('sent again');
  await shard({ kind: 'answer', to, message: { type: 'refused', commandId, refusal: { code: 'BUSY' } } });
  expect(answers()).toEqual([{ type: 'refused', commandId, refusal: { code: 'BUSY' } }]);
});

test('[CLUSTER-24] a request that was turned away while its table opens goes there as soon as it is open', async () => {
  const { player, requests, shard } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  const request = requests.at(-1);
  if (request?.kind !== 'attach') return expect.fail('an attach');
  await shard({ kind: 'not-owner', request });
  expect(requests.filter(({ kind }) => kind === 'attach')).toHaveLength(1); // the same shard as before: not yet
  await shard({ kind: 'owner', tableId: TABLE, shardId: 'main', epoch: 1 });
  expect(requests.filter(({ kind }) => kind === 'attach')).toHaveLength(2);
});

test('[CLUSTER-25] a table that was closed is not looked for', async () => {
  const { player, moveTo, shard, time, requests } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), event(5, { kind: 'table-closed' }));
  const asked = requests.length;
  moveTo(null);
  await time.advance(10_000);
  expect(player.received.at(-1)).toMatchObject({ type: 'frame', event: { kind: 'table-closed' } });
  expect(requests).toHaveLength(asked);
});

test('[CLUSTER-25] where the whole room goes down, its tables are not said to be away', async () => {
  const { player, moveTo, shard, time, gateway } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4));
  gateway.announceStop(30_000);
  moveTo(null);
  await time.advance(10_000);
  expect(player.received.flatMap((message) => (message.type === 'notice' ? [message.code] : []))).toEqual(['STOPPING']);
});

test('[CLUSTER-30] a gateway that was cut off from its stream asks for everything again that may have been in it', async () => {
  let cutOff: () => void = () => undefined;
  const { shard, connect, requests, time } = await setUp({}, (streams) => ({
    ...streams,
    subscribe: (stream, after, subscriber) => {
      const subscription = streams.subscribe(stream, after, subscriber);
      cutOff = () => {
        subscription.unsubscribe();
        subscriber.onEnd({ code: 'CUT_OFF' });
      };
      return subscription;
    },
  }));
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), frame(5));
  const commandId = randomUUID();
  await player.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'sit-out' } });
  const asked = requests.length;
  cutOff();
  await time.advance(10);
  expect(requests.slice(asked)).toMatchObject([
    { kind: 'listen' },
    { kind: 'attach', position: { incarnation: 1, seq: 5 } },
    { kind: 'command', commandId },
  ]);
  await shard(batch(player.id, [6, 7]), frame(8));
  expect(player.frames()).toEqual([5, 8]);
});

test('[CLUSTER-31] commands under way are bounded: above it they are refused BUSY and go nowhere', async () => {
  const { connect, requests } = await setUp({ commandsUnderWay: 3, commandsUnderWayInAll: 5 });
  const [ana, bo] = [await connect(), await connect(OTHER)];
  for (const player of [ana, bo])
    for (let i = 0; i < 4; i++)
      await player.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect(requests.filter(({ kind }) => kind === 'command')).toHaveLength(5);
  const refusals = [ana, bo].map(({ received }) => received.filter(({ type }) => type === 'refused'));
  expect(refusals.map(({ length }) => length)).toEqual([1, 2]);
  expect(refusals.flat()).toMatchObject(refusals.flat().map(() => ({ refusal: { code: 'BUSY' } })));
  ana.events.onClosed(); // nobody waits for those any more
  await bo.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect(requests.filter(({ kind }) => kind === 'command')).toHaveLength(6);
});

test('the lobby goes out at most once a second, the newest only', async () => {
  const { shard, connect, time } = await setUp();
  const player = await connect();
  await player.send({ type: 'watch-lobby' });
  for (let taken = 1; taken <= 3; taken++)
    await shard({ kind: 'lobby', tableId: TABLE, openedMs: 1, table: { taken } as never });
  await time.advance(1_000);
  expect(player.received.filter(({ type }) => type === 'lobby')).toEqual([
    { type: 'lobby', tables: [] },
    { type: 'lobby', tables: [{ taken: 3 }] },
  ]);
});

test('[CLUSTER-68] while the database is gone newcomers are told to try later, and who is in stays and is heard', async () => {
  let areGone = false;
  const { connect, requests } = await setUp({}, undefined, undefined, {
    ...{ timersMs: 0, sessionsMs: 0 },
    areSessionsGone: () => areGone,
  });
  const early = await connect();
  areGone = true;
  expect((await connect()).closed()).toEqual({ code: 1013 });
  await early.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect([early.closed(), requests.filter(({ kind }) => kind === 'command').length]).toEqual([null, 1]);
  areGone = false;
  expect((await connect()).closed()).toBeNull();
});

test('[CLUSTER-33] the lobby has the oldest table first, whatever was heard first', async () => {
  const { shard, connect } = await setUp();
  const player = await connect();
  const heard = [
    ['t3', 7],
    ['t2', 9],
    ['t1', 9],
    ['t0', 5],
  ] as const;
  for (const [tableId, openedMs] of heard) await shard({ kind: 'lobby', tableId, openedMs, table: { tableId } as never });
  await player.send({ type: 'watch-lobby' });
  const tables = ['t0', 't3', 't1', 't2'].map((tableId) => ({ tableId }));
  expect(player.received.filter(({ type }) => type === 'lobby')).toEqual([{ type: 'lobby', tables }]);
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

test('who says no hello within its time is ended, whenever it came', async () => {
  const { time, connect } = await setUp();
  const first = await connect(TOKEN, true);
  await time.advance(100);
  const second = await connect(TOKEN, true);
  await time.advance(4_890);
  expect([first.closed(), second.closed()]).toEqual([null, null]);
  await time.advance(300);
  expect([first.closed(), second.closed()]).toMatchObject([{ code: CLOSE_CODES.TOO_QUIET }, { code: CLOSE_CODES.TOO_QUIET }]);
  expect(time.pending()).toBeGreaterThan(0); // its own heartbeat
});

test('a gateway that is behind waits for hello in its own time, as in a storm of connections', async () => {
  const { time, connect } = await setUp({}, undefined, undefined, { timersMs: 6_000, sessionsMs: 0 });
  const connection = await connect(TOKEN, true);
  await time.advance(20_000);
  await connection.send(HELLO);
  expect(connection.received.map(({ type }) => type)).toEqual(['welcome', 'wallet']);
});

test('who has said hello is not too quiet while its session is looked up', async () => {
  const { time, connect } = await setUp({}, undefined, undefined, { timersMs: 0, sessionsMs: 8_000 });
  const connection = await connect();
  await time.advance(8_001);
  expect(connection.received.map(({ type }) => type)).toEqual(['welcome', 'wallet']);
});

test('a shard hears the round trips of those who sit, when they change by much, and no railbird', async () => {
  const { time, requests, shard, connect } = await setUp({ heartbeatMs: 1_000 });
  const connection = await connect();
  await connection.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(connection.id, 10));
  const beat = async (n: number, rttMs: number): Promise<number> => {
    await time.advance(n === 1 ? 1_000 : 500);
    await time.advance(rttMs);
    await connection.send({ type: 'pong', n });
    await time.advance(500 - rttMs);
    return requests.filter(({ kind }) => kind === 'round-trip').length;
  };
  expect([await beat(1, 50), await beat(2, 65), await beat(3, 120), await beat(4, 100)]).toEqual([1, 1, 2, 2]);
  await shard({ ...frame(11), publicEvent: { kind: 'seat-changed', seat: emptySeat(0) } } as GatewayResponse);
  expect(await beat(5, 300)).toBe(2);
});
