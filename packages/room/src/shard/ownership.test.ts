/** Who has which table while shards come, go, die, sleep and lose sight of the leases; and what that costs a hand. */
import { assert } from '@aboveboard/kit';
import type { PlayerAction, TableEventOf } from '@aboveboard/protocol';
import { claimTable, findTable, findTermination, pausesOf, recentHands, unfinishedHands } from '@aboveboard/storage';
import type { Leases } from '@aboveboard/streams';
import { seededIds, seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { shardStream } from '../messages.ts';
import type { TerminationContext } from '../table/hand-faults.ts';
import { makeTable } from '../table/make-table.ts';
import { type ClusterOptions, type ClusterRoom, openCluster } from '../testing/cluster-room.ts';
import { checkOrCall } from '../testing/test-player.ts';
import { checkBooks, seedOr, TEST_SETTINGS } from '../testing/test-room.ts';
import type { WirePlayer } from '../testing/wire-player.ts';

const LEASE_MS = 5_000;
/** The first type of entry a hand has in the log. */
const OPEN = 1;

/** Leases that a shard can be cut off from. */
function cutLeases() {
  const cut = new Set<string>();
  const wrapLeases = (leases: Leases, shardId: string): Leases => {
    const reached = async () => {
      if (cut.has(shardId)) throw new Error('out of reach');
    };
    return {
      ...leases,
      acquire: (request) => reached().then(() => leases.acquire(request)),
      renew: (lease, ttlMs) => reached().then(() => leases.renew(lease, ttlMs)),
      release: (lease) => reached().then(() => leases.release(lease)),
      list: () => reached().then(() => leases.list()),
    };
  };
  return { cut, wrapLeases };
}

/** Two players in a hand at a table of the first shard; nobody acts any more, and it is somebody's turn. */
async function inHand(options: Partial<ClusterOptions> = {}) {
  const room = await openCluster({ seed: seedOr(31), shards: 2, gateways: 1, ...options });
  const tableId = await room.newTable({ turnMs: 20_000, timeBankMs: 0 });
  const players = [await room.player(tableId, checkOrCall), await room.player(tableId, checkOrCall)] as const;
  const [gateway] = room.gateways;
  assert(gateway, 'a gateway');
  for (const [seat, player] of players.entries()) {
    player.connect(gateway);
    await room.time.advance(50);
    player.sit(seat);
  }
  for (let i = 0; i < 100 && !eventsOf(players[0], 'board-dealt')[0]; i++) await room.time.advance(20);
  for (const player of players) player.policy = null;
  await room.time.advance(500);
  const turn = eventsOf(players[0], 'turn').at(-1);
  assert(turn, 'nobody has the turn');
  const [ana] = players;
  const [actor, waiter] = turn.seat === ana.seat ? players : [players[1], players[0]];
  const owner = room.shards.find(({ id }) => id === 'shard-0');
  assert(owner && (await room.ownerOf(tableId)) === owner.id, 'the first shard has the table');
  const act = (action: PlayerAction = { kind: 'check' }) => actor.command({ kind: 'act', turnId: turn.turnId, action });
  const hands = () => recentHands(room.db.reader, tableId, { limit: 20 });
  const play = () => {
    for (const player of players) player.policy = checkOrCall;
  };
  return { ...room, tableId, players, actor, waiter, owner, act, hands, play, turn };
}

function eventsOf<K extends 'turn' | 'board-dealt' | 'folded' | 'checked' | 'table-paused' | 'table-resumed' | 'hand-ended'>(
  player: WirePlayer,
  kind: K,
): TableEventOf<K>[] {
  return [...player.frames.values()].flatMap((event) => (event?.kind === kind ? [event as TableEventOf<K>] : []));
}

/** Whether its new owner has ended what it found. */
async function isOpen({ db }: Pick<ClusterRoom, 'db'>, tableId: string): Promise<boolean> {
  return (await unfinishedHands(db.reader, tableId)).length === 0;
}

async function until(room: { time: { advance(ms: number): Promise<void> } }, isSo: () => Promise<boolean>, withinMs: number) {
  for (let ms = 0; ms <= withinMs; ms += 100) {
    if (await isSo()) return ms;
    await room.time.advance(100);
  }
  throw new Error(`not within ${withinMs} ms`);
}

test('[CLUSTER-1] tables that nobody has are shared out, and a shard that comes later gets its part between hands', async () => {
  const room = await openCluster({ seed: 32, shards: 2, gateways: 1 });
  const random = seededRandom(33);
  const ports = { ...room, clock: room.time.clock, ids: seededIds(random), random };
  for (let i = 0; i < 8; i++) await makeTable(ports, { settings: TEST_SETTINGS, ownerId: null }, 10);
  const has = async () => {
    const held = (await room.leases.list()).filter(({ name }) => name.startsWith('table:'));
    return ['shard-0', 'shard-1', 'shard-2'].map((id) => held.filter(({ holder }) => holder === id).length);
  };
  await room.streams.append(shardStream('shard-1'), [JSON.stringify({ kind: 'tables-changed' })]);
  await room.time.advance(2_600);
  const before = await has();
  expect(before.reduce((sum, n) => sum + n)).toBe(8);
  expect(Math.max(...before)).toBeLessThanOrEqual(8 / 2 + 1);
  await room.startShard('shard-2');
  await room.time.advance(10_000);
  const after = await has();
  expect(after.reduce((sum, n) => sum + n)).toBe(8);
  expect(Math.max(...after)).toBeLessThanOrEqual(8 / 3 + 1);
  expect(room.findings).toEqual([]);
});

test('[CLUSTER-3] [CLUSTER-8] a shard killed in a hand: another ends the hand once, by contract, and reopens the table within ten seconds', async () => {
  const room = await inHand();
  const { db, tableId, owner, waiter, players, hands, play, time } = room;
  owner.die();
  const reopenedMs = await until(
    room,
    async () => (await room.ownerOf(tableId)) === 'shard-1' && isOpen(room, tableId),
    10_000,
  );
  expect(reopenedMs).toBeGreaterThan(LEASE_MS - 1_600);
  expect(await unfinishedHands(db.reader)).toEqual([]);
  const [lost] = await hands();
  assert(lost, 'the hand has not ended');
  expect(lost).toMatchObject({ status: 'ended', closeStatus: 2, endReason: 'SHARD_LOST' });
  const noted = await findTermination(db.reader, lost);
  assert(noted, 'nothing is known of the hand');
  expect(noted).toMatchObject({ reason: 'SHARD_LOST', context: { endedBy: 'shard-1', lostOwner: 'shard-0' } });
  const { acknowledged, accepted, seats } = noted.context as TerminationContext;
  expect([acknowledged.length, accepted, seats.length]).toEqual([4, 4, 2]); // two before the flop and two on it
  expect(await pausesOf(db.reader, lost)).toMatchObject([{ reason: 'SHARD_LOST' }]);
  play();
  await time.advance(8_000);
  const ended = await hands();
  expect(ended.length).toBeGreaterThan(1);
  expect(ended.map(({ handNo }) => handNo)).toEqual(ended.map((_, i) => ended.length - i)); // each once
  expect(ended.filter(({ endReason }) => endReason !== 'COMPLETED')).toHaveLength(1);
  expect([...players.flatMap(({ faults }) => faults), ...room.findings]).toEqual([]);
  expect(waiter.position?.incarnation).toBe(2);
  await checkBooks(db);
});

test('[CLUSTER-4] [CLUSTER-9] a shard that cannot reach the leases pauses its tables, and goes on where nobody took them: no clock has run', async () => {
  const { cut, wrapLeases } = cutLeases();
  const room = await inHand({ wrapLeases });
  const { time, waiter, act, actor, tableId, owner } = room;
  const checked = eventsOf(waiter, 'checked').filter(({ seat }) => seat === actor.seat);
  for (const { id } of room.shards) cut.add(id); // Redis is gone for everybody
  await time.advance(30_000);
  expect(eventsOf(waiter, 'table-paused')).toMatchObject([{ reason: 'MESSAGING_LOST' }]);
  const acted = act();
  await time.advance(1_000);
  expect(eventsOf(waiter, 'checked').filter(({ seat }) => seat === actor.seat)).toEqual(checked);
  cut.clear();
  await time.advance(2_000);
  const [{ pausedMs } = { pausedMs: 0 }] = eventsOf(waiter, 'table-resumed');
  expect(pausedMs).toBeGreaterThan(25_000);
  expect(await room.ownerOf(tableId)).toBe(owner.id);
  expect(actor.answers.get(acted)).toEqual(['ack']);
  await time.advance(19_000);
  expect(eventsOf(waiter, 'folded')).toEqual([]);
  expect(await pausesOf(room.db.reader, { tableId, handNo: 1 })).toMatchObject([{ reason: 'MESSAGING_LOST', ms: pausedMs }]);
  expect(waiter.position?.incarnation).toBe(1);
  expect(room.findings.map(({ code }) => code)).toEqual(['MESSAGING_LOST']);
});

test('[CLUSTER-5] a shard that alone is cut off stops in time; its table goes to another, and it tells viewers nothing more', async () => {
  const { cut, wrapLeases } = cutLeases();
  const room = await inHand({ wrapLeases });
  const { time, db, tableId, owner, actor, act, hands, play, players } = room;
  cut.add(owner.id);
  await until(room, () => isOpen(room, tableId), 12_000);
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  expect((await hands())[0]).toMatchObject({ closeStatus: 2, endReason: 'SHARD_LOST' });
  await time.advance(1_000);
  const late = act();
  await time.advance(1_000);
  expect(['NO_HAND', 'STALE_TURN']).toContain(actor.answers.get(late)?.[0]);
  play();
  cut.clear();
  await time.advance(8_000);
  const ended = await hands();
  expect(ended.filter(({ endReason }) => endReason !== 'COMPLETED')).toHaveLength(1);
  expect(await findTable(db.reader, tableId)).toMatchObject({ epoch: 2, incarnation: 2 });
  expect(players.flatMap(({ faults }) => faults)).toEqual([]);
  await checkBooks(db);
});

test('[CLUSTER-6] a shard that slept through its lease writes nothing when it wakes', async () => {
  const room = await inHand();
  const { time, db, tableId, owner, act, hands, play, players, waiter } = room;
  const told = () => [...waiter.frames.keys()].filter((key) => key.startsWith('1.')).length;
  const before = told();
  act();
  owner.sleep(); // the action lies in its stream, and the turn's clock in its timers
  await time.advance(30_000);
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  const ended = (await hands()).find(({ endReason }) => endReason === 'SHARD_LOST');
  assert(ended, 'the other shard has not ended the hand');
  owner.wake();
  await time.advance(2_000);
  expect((await hands()).find(({ handNo }) => handNo === ended.handNo)).toEqual(ended);
  expect(told()).toBe(before);
  expect(await findTable(db.reader, tableId)).toMatchObject({ epoch: 2, incarnation: 2 });
  play();
  await time.advance(8_000);
  expect((await hands()).filter(({ endReason }) => endReason !== 'COMPLETED')).toHaveLength(1);
  expect(players.flatMap(({ faults }) => faults)).toEqual([]);
  await checkBooks(db);
});

test('[CLUSTER-7] a shard that stops lets each hand finish, then another has the table within a second', async () => {
  const room = await inHand();
  const { time, db, tableId, owner, hands, play, players, act, waiter } = room;
  const stopped = owner.stop(60_000).then(() => 'stopped');
  await time.advance(3_000);
  expect(await room.ownerOf(tableId)).toBe(owner.id); // its hand is open
  play();
  act();
  for (let i = 0; i < 200 && (await hands()).length === 0; i++) await time.advance(50);
  await time.advance(1_000);
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  expect(await stopped).toBe('stopped');
  await time.advance(8_000);
  const ended = await hands();
  expect(ended.length).toBeGreaterThan(1);
  expect(ended.map(({ endReason }) => endReason)).toEqual(ended.map(() => 'COMPLETED'));
  expect(eventsOf(waiter, 'table-paused')).toMatchObject([{ reason: 'MOVING' }]);
  expect([...players.flatMap(({ faults }) => faults), ...room.findings]).toEqual([]);
  await checkBooks(db);
});

test('[CLUSTER-7] a shard that stops while the next hand is being opened lets that one finish too', async () => {
  let isHeld = false;
  const held: (() => void)[] = [];
  const until = (): Promise<void> => new Promise((resolve) => held.push(resolve));
  const room = await inHand({
    wrapLog: (log) => ({
      ...log,
      append: async (key, bytes) => {
        if (isHeld && key.type === OPEN) await until();
        return log.append(key, bytes);
      },
    }),
  });
  const { time, db, tableId, owner, hands, play, act } = room;
  isHeld = true;
  play();
  act();
  for (let i = 0; i < 400 && held.length === 0; i++) await time.advance(50);
  expect([held.length, (await hands()).length]).toEqual([1, 1]);
  const stopped = owner.stop(60_000).then(() => 'stopped');
  await time.advance(1_000);
  expect(await room.ownerOf(tableId)).toBe(owner.id);
  isHeld = false;
  for (const goOn of held) goOn();
  await time.advance(20_000);
  expect([await stopped, await room.ownerOf(tableId)]).toEqual(['stopped', 'shard-1']);
  const ended = await hands();
  expect(ended.length).toBeGreaterThan(2);
  expect(ended.map(({ endReason }) => endReason)).toEqual(ended.map(() => 'COMPLETED'));
  await checkBooks(db);
});

test('[CLUSTER-9] a shard that stood still for a moment and lost nothing: the turn has what was left of it, and viewers are told', async () => {
  const room = await inHand();
  const { time, owner, actor, act, waiter, tableId } = room;
  await time.advance(18_000); // two seconds of the turn are left
  owner.sleep();
  const tooEarly = actor.command({ kind: 'straddle', isOn: true }); // it is heard in the moment of waking
  await time.advance(3_000);
  owner.wake();
  await time.advance(1_000);
  expect(actor.answers.get(tooEarly)).not.toEqual(['PAUSED']);
  expect(eventsOf(waiter, 'folded')).toEqual([]);
  const [paused] = eventsOf(waiter, 'table-paused');
  const [{ pausedMs } = { pausedMs: 0 }] = eventsOf(waiter, 'table-resumed');
  expect([paused?.reason, pausedMs >= 3_000 && pausedMs <= 3_500]).toEqual(['STALLED', true]);
  const acted = act();
  await time.advance(100);
  expect(actor.answers.get(acted)).toEqual(['ack']);
  expect([await room.ownerOf(tableId), room.findings]).toEqual([owner.id, []]);
});

test('[CLUSTER-10] a table whose hand was open ends it as STALE_OWNER where its owner lives on without it', async () => {
  const { cut, wrapLeases } = cutLeases();
  const room = await inHand({ wrapLeases: (leases, shardId) => wrapLeases(leases, shardId) });
  const { owner, tableId, hands } = room;
  cut.add(owner.id);
  // Its heartbeat alone still comes through.
  const beat = (await room.leases.list()).find(({ name }) => name === `shard:${owner.id}`);
  assert(beat, 'a shard without a heartbeat');
  for (let i = 0; i < 80 && !(await hands())[0]; i++) {
    await room.leases.renew(beat, LEASE_MS);
    await room.time.advance(100);
  }
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  expect((await hands())[0]).toMatchObject({ closeStatus: 2, endReason: 'STALE_OWNER' });
});

test('[CLUSTER-10] a hand still open when a stop is over is run out as DRAINED, and the table goes on elsewhere', async () => {
  const room = await inHand();
  const { owner, tableId, hands, time, db, players } = room;
  const stopped = owner.stop(1_000);
  await time.advance(3_000);
  await stopped;
  const [drained] = await hands();
  assert(drained, 'the hand has not ended');
  expect(drained).toMatchObject({ closeStatus: 2, endReason: 'DRAINED' });
  const noted = await findTermination(db.reader, drained);
  expect(noted?.context).toMatchObject({
    endedBy: owner.id,
    lostOwner: null,
    seats: [{ isConnected: true }, { isConnected: true }],
  });
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  expect(players.flatMap(({ faults }) => faults)).toEqual([]);
});

test('[CLUSTER-2] a shard whom the database refuses gives its lease back; the table is claimed above that epoch, its hand ended once', async () => {
  const room = await inHand();
  const { db, tableId, act, hands, time, play, players } = room;
  await db.transaction((trx) => claimTable(trx, tableId, 40)); // as if leases had forgotten everything, and another had it for a moment
  act();
  play();
  await time.advance(8_000);
  expect((await findTable(db.reader, tableId))?.epoch).toBeGreaterThan(40);
  const ended = await hands();
  expect(ended.filter(({ endReason }) => endReason !== 'COMPLETED').map(({ endReason }) => endReason)).toEqual(['STALE_OWNER']);
  expect(ended.length).toBeGreaterThan(1);
  expect(room.findings.map(({ code, detail }) => [code, detail])).toEqual([['TABLE_FAULT', 'another owner has the table']]);
  expect(players.flatMap(({ faults }) => faults)).toEqual([]);
  await checkBooks(db);
});

test('[CLUSTER-3] what cannot be ended for want of the log is tried again, and the table opens when the log is back', async () => {
  const log = { isGone: false };
  const room = await inHand({
    wrapLog: (real) => ({
      ...real,
      append: async (key, bytes) => {
        if (log.isGone) throw new Error('the log is gone');
        return real.append(key, bytes);
      },
    }),
  });
  const { owner, time, hands, tableId, db } = room;
  owner.die();
  log.isGone = true;
  await time.advance(20_000);
  expect(await unfinishedHands(db.reader)).toHaveLength(1);
  const tries = room.findings.filter(({ code }) => code === 'RECOVERY_FAILED').length;
  expect(tries).toBeGreaterThan(1);
  expect(tries).toBeLessThan(8); // ever more slowly
  log.isGone = false;
  await time.advance(20_000);
  expect((await hands())[0]).toMatchObject({ endReason: 'SHARD_LOST' });
  expect(await room.ownerOf(tableId)).toBe('shard-1');
  await checkBooks(db);
});
