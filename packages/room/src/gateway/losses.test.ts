/** What the loss of a gateway or of a shard costs those who play: a moment, and never a frame, a command or a card. */
import { assert, ok } from '@aboveboard/kit';
import { CLOSE_CODES, type DownMessage, type PlayerAction, PROTOCOL_VERSION } from '@aboveboard/protocol';
import { BEGINNING, type Streams } from '@aboveboard/streams';
import { expect, test } from 'vitest';
import { gatewayStream } from '../messages.ts';
import { type ClusterOptions, openCluster } from '../testing/cluster-room.ts';
import { checkOrCall } from '../testing/test-player.ts';
import { seedOr } from '../testing/test-room.ts';
import { WIRE_MS, type WireGateway, type WirePlayer } from '../testing/wire-player.ts';

/** Two players in a hand, each at a gateway of its own; then nobody acts, and it is somebody's turn. */
async function playing(options: Omit<ClusterOptions, 'seed'> = {}) {
  const room = await openCluster({ seed: seedOr(21), ...options });
  const tableId = await room.newTable();
  const players = [await room.player(tableId, checkOrCall), await room.player(tableId, checkOrCall)] as const;
  const [one, other = one] = room.gateways;
  assert(one && other, 'a gateway at least');
  for (const [seat, player] of players.entries()) {
    player.connect(seat === 0 ? one : other);
    await room.time.advance(50);
    player.sit(seat);
  }
  await room.time.advance(2_000);
  for (const player of players) player.policy = null;
  await room.time.advance(3_000);
  const [ana, bo] = players;
  const turn = [...ana.frames.values()].findLast((event) => event?.kind === 'turn');
  assert(turn?.kind === 'turn', 'a hand is played');
  const [actor, waiter] = turn.seat === ana.seat ? [ana, bo] : [bo, ana];
  const action: PlayerAction = turn.legal.canCheck ? { kind: 'check' } : { kind: 'call' };
  return {
    ...room,
    tableId,
    one,
    other,
    actor,
    waiter,
    act: () => actor.command({ kind: 'act', turnId: turn.turnId, action }),
  };
}

const faultsOf = (...players: readonly WirePlayer[]) => players.flatMap(({ faults }) => faults);

test('[CLUSTER-21] a gateway that dies costs a reconnect: what was missed comes in one batch, what was asked is answered once', async () => {
  const { actor, waiter, act, gateways, time, findings } = await playing({ gateways: 3 });
  const acted = act();
  await time.advance(WIRE_MS + 1); // carried out; the ack is on its way to nobody
  const [one, other, third] = gateways;
  const lost = actor.gateway === one ? one : other;
  assert(lost && third, 'three gateways');
  lost.die();
  actor.cut(null);
  await time.advance(500);
  expect(actor.answers.get(acted)).toBeUndefined();
  actor.connect(third);
  await time.advance(100);
  expect(actor.came.slice(0, 2)).toEqual(['wallet', 'batch']);
  expect(actor.answers.get(acted)).toEqual(['ack']);
  expect(actor.position).toEqual(waiter.position);
  expect([...actor.frames.keys()].slice(-20)).toEqual([...waiter.frames.keys()].slice(-20));
  expect([...faultsOf(actor, waiter), ...findings]).toEqual([]);
});

test('[CLUSTER-22] who was at a gateway that died, and stays away, counts as disconnected within ten seconds', async () => {
  const { actor, waiter, time } = await playing();
  const lost = actor.gateway;
  lost?.die();
  actor.cut(null);
  await time.advance(11_000);
  const seen = [...waiter.frames.values()].findLast(
    (event) => event?.kind === 'seat-changed' && event.seat.seat === actor.seat,
  );
  expect(seen).toMatchObject({ seat: { isConnected: false } });
});

test('[CLUSTER-23] a shard lost in a hand: its successor carries out once what was asked meanwhile, and everybody goes on with it', async () => {
  const { actor, waiter, time, shards, tableId, ownerOf } = await playing({ shards: 2 });
  const owner = await ownerOf(tableId);
  shards.find(({ id }) => id === owner)?.die();
  const sitOut = waiter.command({ kind: 'sit-out' }); // it lies in the stream of a shard that is no more
  await time.advance(6_000);
  const sitIn = actor.command({ kind: 'sit-out' }); // nobody has the table yet
  await time.advance(4_000);
  expect(await ownerOf(tableId)).not.toBe(owner);
  for (const player of [actor, waiter]) expect(player.position?.incarnation).toBe(2);
  expect([waiter.answers.get(sitOut), actor.answers.get(sitIn)]).toEqual([['ack'], ['ack']]);
  expect(faultsOf(actor, waiter)).toEqual([]);
});

test('[CLUSTER-24] a shard that drains hands its table over: what is asked on the way is answered once, by whoever has it', async () => {
  const { actor, waiter, act, time, shards, tableId, ownerOf, findings } = await playing({ shards: 2 });
  const owner = await ownerOf(tableId);
  const stopped = shards.find(({ id }) => id === owner)?.stop(30_000);
  actor.policy = checkOrCall;
  waiter.policy = checkOrCall;
  const asked = [act()];
  for (let i = 0; i < 40; i++) {
    await time.advance(100);
    asked.push(actor.command({ kind: 'straddle', isOn: i % 2 === 0 }));
  }
  await time.advance(5_000);
  await stopped;
  expect(await ownerOf(tableId)).not.toBe(owner);
  expect(asked.map((commandId) => actor.answers.get(commandId)?.length)).toEqual(asked.map(() => 1));
  expect(actor.position).toEqual(waiter.position);
  expect(actor.position?.incarnation).toBe(2);
  expect([...faultsOf(actor, waiter), ...findings]).toEqual([]);
});

test('[CLUSTER-25] while nobody has a table its viewers hear so, and a command is given back, not refused, until somebody can', async () => {
  const { actor, waiter, time, shards, startShard, tableId } = await playing({ shards: 1 });
  shards[0]?.die();
  await time.advance(6_000);
  for (const { notices } of [actor, waiter]) expect(notices).toEqual([{ type: 'notice', code: 'TABLE_AWAY', tableId }]);
  const asked = actor.command({ kind: 'sit-out' });
  await time.advance(11_000);
  expect(actor.notices).toContainEqual({ type: 'notice', code: 'RETRY', commandId: asked, afterMs: expect.any(Number) });
  expect(actor.answers.get(asked)).toBeUndefined();
  await startShard('late');
  await time.advance(3_000);
  expect(actor.answers.get(asked)).toEqual(['ack']);
  for (const { position } of [actor, waiter]) expect(position?.incarnation).toBe(2);
  expect(faultsOf(actor, waiter)).toEqual([]);
});

test('[CLUSTER-26] a gateway that drains takes nobody in and sends each away at a moment of its own, with 1012', async () => {
  const { actor, waiter, time, gateways, tableId, shadow } = await playing({ gateways: 2 });
  const [one, other] = gateways;
  assert(one && other, 'two gateways');
  const shadows = Array.from({ length: 20 }, () => shadow(actor, tableId));
  for (const player of shadows) player.connect(one);
  await time.advance(100);
  const drained = one.drain(10_000);
  await time.advance(20);
  expect(one.isAccepting()).toBe(false);
  const late = shadow(actor, tableId);
  late.connect(one);
  await time.advance(20);
  expect(late.closed).toEqual([CLOSE_CODES.RESTARTING]);
  const moments = shadows.map(({ notices }) => notices.find(({ code }) => code === 'MOVE')?.afterMs ?? -1);
  expect(Math.min(...moments)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(5_000); // spread over the time there is
  await time.advance(10_000);
  await drained;
  expect(one.connectionCount()).toBe(0);
  expect(shadows.flatMap(({ closed }) => closed)).toEqual(shadows.map(() => CLOSE_CODES.RESTARTING));
  for (const player of shadows) player.connect(other);
  await time.advance(100);
  expect(faultsOf(...shadows)).toEqual([]);
  for (const player of shadows) expect(player.position).toEqual(waiter.gateway === other ? waiter.position : actor.position);
});

test('[CLUSTER-32] a gateway that was out of reach for long, and forgotten, has its viewers back as soon as it is here again', async () => {
  let isAway = false;
  const away = () => Promise.reject(new Error('away'));
  const { actor, waiter, act, time, failures, tableId } = await playing({
    wrapLeases: (leases, id) =>
      id === 'gateway-0' ? { ...leases, renew: (...args) => (isAway ? away() : leases.renew(...args)) } : leases,
  });
  const [forgotten, other] = actor.gateway?.id === 'gateway-0' ? [actor, waiter] : [waiter, actor];
  isAway = true;
  await time.advance(5_000);
  expect([forgotten.notices, other.notices]).toEqual([[{ type: 'notice', code: 'TABLE_AWAY', tableId }], []]);
  await time.advance(7_000);
  const seat = [...other.frames.values()].findLast(
    (event) => event?.kind === 'seat-changed' && event.seat.seat === forgotten.seat,
  );
  expect(seat).toMatchObject({ seat: { isConnected: false } });
  expect(forgotten.position).not.toEqual(other.position);
  isAway = false;
  await time.advance(2_000);
  act();
  await time.advance(500);
  expect(forgotten.position).toEqual(other.position);
  expect([...faultsOf(actor, waiter), ...failures]).toEqual([]);
});

test('[CLUSTER-33] every gateway shows the tables of all shards, and one whose last word was lost goes with its shard', async () => {
  const { time, shards, gateways, newTable } = await openCluster({ seed: seedOr(33), shards: 2 });
  const [one, other] = shards;
  const [gateway] = gateways;
  assert(one && other && gateway, 'two shards and a gateway');
  for (let i = 0; i < 4; i++) await newTable({ name: `Table ${i}` });
  await time.advance(10_000); // shared out by now
  const list = async (): Promise<string[]> => {
    const looker = lobbyOf(gateway);
    await time.advance(200);
    return looker.names.sort();
  };
  expect(await list()).toEqual(['Table 0', 'Table 1', 'Table 2', 'Table 3']);
  for (const shard of shards) expect(shard.tables().length).toBeGreaterThan(0);
  one.die();
  other.die();
  await time.advance(40_000);
  expect(await list()).toEqual([]);
});

function lobbyOf(gateway: WireGateway): { names: string[] } {
  const looker: { names: string[] } = { names: [] };
  const events = gateway.accept(
    {
      ...{ remoteAddress: '10.0.0.1', device: 'a test', bufferedBytes: () => 0, close: () => undefined },
      send: (texts) => {
        for (const message of texts.map((text) => JSON.parse(text) as DownMessage))
          if (message.type === 'lobby') looker.names = message.tables.map(({ settings }) => settings.name);
      },
    },
    'ab1_looker',
  );
  events.onText(JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'wire', version: '1' } }));
  events.onText(JSON.stringify({ type: 'watch-lobby' }));
  return looker;
}

/** Streams of a shard whose appends to gateways fail while they are told to, or seem to: those are never done. */
function brokenToGateways() {
  const state: { how: 'whole' | 'failing' | 'swallowing' } = { how: 'whole' };
  const wrapStreams = (streams: Streams): Streams => ({
    ...streams,
    append: async (...wish) => {
      const isBroken = state.how !== 'whole' && wish[0].name.startsWith('gateway:');
      if (isBroken && state.how === 'failing') throw new Error('out of reach');
      return isBroken ? ok(BEGINNING) : streams.append(...wish);
    },
  });
  return { state, wrapStreams };
}

test('[CLUSTER-38] what a shard could not bring to a gateway it brings when it can: nobody waits for a frame that is lost', async () => {
  const { state, wrapStreams } = brokenToGateways();
  const { actor, waiter, act, time } = await playing({ wrapStreams });
  const before = waiter.frames.size;
  state.how = 'failing';
  const acted = act();
  await time.advance(1_000);
  expect([waiter.frames.size, actor.answers.get(acted)]).toEqual([before, undefined]);
  state.how = 'whole';
  await time.advance(400);
  expect(actor.answers.get(acted)).toEqual(['ack']);
  expect(waiter.frames.size).toBeGreaterThan(before);
  expect(actor.position).toEqual(waiter.position);
  expect(faultsOf(actor, waiter)).toEqual([]);
});

test('[CLUSTER-38] a gateway that is told that something was dropped asks for what its viewers lack', async () => {
  const { state, wrapStreams } = brokenToGateways();
  const { actor, waiter, act, time, gateways, streams, ownerOf, tableId } = await playing({ wrapStreams });
  const before = waiter.frames.size;
  state.how = 'swallowing';
  const acted = act();
  await time.advance(1_000);
  state.how = 'whole';
  const shardId = (await ownerOf(tableId)) ?? '';
  for (const { id } of gateways) await streams.append(gatewayStream(id), [JSON.stringify({ kind: 'missed', shardId })]);
  await time.advance(400);
  expect(actor.answers.get(acted)).toEqual(['ack']);
  expect(waiter.frames.size).toBeGreaterThan(before);
  expect(actor.position).toEqual(waiter.position);
  expect(faultsOf(actor, waiter)).toEqual([]);
});
