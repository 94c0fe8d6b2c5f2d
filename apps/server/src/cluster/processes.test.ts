/**
 * A room of many processes, each of which may go at any moment: one room through all of it, in the order of the tests. `npm run campaign` kills
 * more often, at more tables.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rest } from '@aboveboard/protocol';
import { findTable, recentHands } from '@aboveboard/storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerConfig } from '../config/settings.ts';
import { atOneEnd, type ClusterProcess, type ClusterUnderTest, LEASE_MS, startCluster } from '../testing/cluster-under-test.ts';
import { expectAckedInHistory, expectEachClosedOnce, wholeLog } from '../testing/crash-chain.ts';
import { type PlayingGuest, until } from '../testing/playing-guest.ts';
import { enter } from '../testing/raw-player.ts';

/** How often a shard is killed; above one, everything else is done at its full length as well. */
const KILLS = Number(process.env.ABOVEBOARD_CLUSTER_KILLS ?? 1);
const IS_FULL = KILLS > 1;
const TABLES = IS_FULL ? 20 : 2;
const WITHIN_MS = IS_FULL ? 120_000 : 60_000;
/** What a room promises whose leases last five seconds, as they do at full length. */
const BACK_WITHIN_MS = 10_000;
/** Programs ready to run for each core, in the mean of a minute: with more of them a time says nothing of the room, and is told only. */
const MOST_LOAD = 3;
const PACE: Partial<ServerConfig> = IS_FULL
  ? { leaseMs: 5_000, betweenHandsMs: 3_000, revealMs: 4_000, revealMaxMs: 8_000, turnMs: 20_000 }
  : { betweenHandsMs: 400, revealMs: 2_000, revealMaxMs: 4_000, turnMs: 5_000 };
/** How long a frozen shard sleeps at least: for a moment longer than it takes others to have its tables, or long after. */
const SLEEP_MS = IS_FULL ? 30_000 : 0;
const TEST_MS = 120_000 + KILLS * 60_000;

interface TableUnderTest {
  readonly tableId: string;
  readonly guests: readonly PlayingGuest[];
}

const onEnd = atOneEnd(afterAll);
let cluster: ClusterUnderTest;
let api: ClusterProcess;
let tables: readonly TableUnderTest[];
const shards: ClusterProcess[] = [];
/** By table: the first hand that was not looked at yet. */
const looked = new Map<string, number>();

beforeAll(async () => {
  cluster = await startCluster({ onEnd, isSmall: !IS_FULL, settings: { ...PACE, stopWaitMs: 60_000 } });
  shards.push(...cluster.shards);
  api = cluster.api;
  tables = await Promise.all(Array.from({ length: TABLES }, () => openTable()));
}, 240_000);

async function openTable(): Promise<TableUnderTest> {
  const tableId = await cluster.openTable();
  const names = ['Ana', 'Bo'];
  const guests = await Promise.all(names.map((nickname, seat) => cluster.seat({ tableId, seat, nickname, onEnd })));
  return { tableId, guests };
}

async function nextHandNo(tableId: string): Promise<number> {
  return (await findTable(cluster.db.reader, tableId))?.nextHandNo ?? 0;
}

async function nextHandNos(): Promise<ReadonlyMap<string, number>> {
  return new Map(await Promise.all(tables.map(async ({ tableId }) => [tableId, await nextHandNo(tableId)] as const)));
}

/** At every table two more hands begin, with actions of everybody acknowledged. */
async function playGoesOn(): Promise<void> {
  await Promise.all(
    tables.map(async ({ tableId, guests }) => {
      const from = await nextHandNo(tableId);
      const acked = guests.map((guest) => guest.acked.length);
      const isOn = async (): Promise<boolean> =>
        (await nextHandNo(tableId)) >= from + 2 && guests.every((guest, i) => guest.acked.length > (acked[i] ?? 0));
      await until(isOn, `two more hands at ${tableId}`, WITHIN_MS);
    }),
  );
}

/** Of hands that no test has looked at before. */
async function expectWhole(): Promise<void> {
  const last = new Map<string, number>();
  for (const { tableId } of tables) {
    const [ended] = (await recentHands(cluster.db.reader, tableId, { limit: 10 })).filter(({ endedMs }) => endedMs !== null);
    last.set(tableId, ended?.handNo ?? expect.fail(`no hand was played at ${tableId}`));
  }
  for (const [tableId, handNo] of last)
    await until(async () => (await nextHandNo(tableId)) > handNo + 1, 'the last of them to be closed', WITHIN_MS);
  const entries = await wholeLog(cluster.api);
  for (const { tableId, guests } of tables) {
    const [from, to] = [looked.get(tableId) ?? 1, last.get(tableId) ?? 0];
    await expectEachClosedOnce(cluster.api, tableId, to, [], { from, entries });
    await expectAckedInHistory(cluster.api, tableId, to, guests, from);
    looked.set(tableId, to + 1);
    for (const { table } of guests) {
      expect(table.verification.get().recent.filter(({ level }) => level === 'failed')).toEqual([]);
    }
  }
  await cluster.checkBooks();
}

async function reasonsSince(from: ReadonlyMap<string, number>): Promise<readonly (string | null)[]> {
  const ended = await Promise.all(
    tables.map(async ({ tableId }) => {
      const hands = await recentHands(cluster.db.reader, tableId, { limit: 1_000 });
      return hands.filter(({ handNo, endedMs }) => endedMs !== null && handNo >= (from.get(tableId) ?? 0));
    }),
  );
  return ended.flat().map(({ endReason }) => endReason);
}

/** A shard with a table at which somebody is to act. */
async function shardInHand(): Promise<{ shard: ClusterProcess; tableId: string }> {
  let found: { shard: ClusterProcess; tableId: string } | null = null;
  const look = async (): Promise<boolean> => {
    for (const { tableId, guests } of tables) {
      const shard = guests[0]?.view()?.turn ? await cluster.shardOf(tableId) : null;
      if (shard) found = { shard, tableId };
    }
    return found !== null;
  };
  await until(look, 'a hand in play', WITHIN_MS);
  return found ?? expect.fail('no hand in play');
}

/** @returns how long it took until everybody at these tables sees them open at another shard, in ms */
async function untilBack(tableIds: readonly string[], lose: () => Promise<void>): Promise<number> {
  const there = tables.filter(({ tableId }) => tableIds.includes(tableId)).flatMap(({ guests }) => guests);
  const incarnations = there.map(({ view }) => view()?.position.incarnation ?? 0);
  await lose();
  const fromMs = performance.now();
  const isBack = ({ view }: PlayingGuest, i: number): boolean => {
    const now = view();
    return now !== null && !now.isAway && now.position.incarnation > (incarnations[i] ?? 0);
  };
  await until(() => there.every(isBack), 'the tables to be back', WITHIN_MS);
  return performance.now() - fromMs;
}

async function untilTakenFrom({ name }: ClusterProcess, tableIds: readonly string[]): Promise<void> {
  const areElsewhere = async (): Promise<boolean> => {
    const held = new Map((await cluster.leases.list()).map((lease) => [lease.name, lease.holder]));
    return tableIds.every((id) => held.has(`table:${id}`) && !held.get(`table:${id}`)?.startsWith(`${name}-`));
  };
  await until(areElsewhere, `the tables of ${name} to be taken over`, WITHIN_MS);
}

async function tablesOf({ name }: ClusterProcess): Promise<readonly string[]> {
  const held = await cluster.leases.list();
  return held.flatMap((lease) =>
    lease.name.startsWith('table:') && lease.holder.startsWith(`${name}-`) ? [lease.name.slice(6)] : [],
  );
}

/** Where the last one was. */
async function startApi(): Promise<void> {
  api = await cluster.start('api', { port: api.port });
}

test('[CLUSTER-55] players of either gateway sit at one table, wherever it is run', { timeout: TEST_MS }, async () => {
  await playGoesOn();
  const { tables: shown } = rest.lobbyReply.parse(await cluster.get('/api/v1/lobby'));
  const ids = shown.map(({ settings }) => settings.tableId);
  expect(ids).toEqual(expect.arrayContaining(tables.map(({ tableId }) => tableId)));
  await expectWhole();
});

test('[CLUSTER-52] Redis and its files hold no card, no token and nothing else that gateways and shards say', async () => {
  const folder = join(dirname(cluster.redis.socketPath), 'appendonlydir');
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const text = kept.join('');
  expect(text).toContain('shard:');
  expect(text).toContain(`table:${tables[0]?.tableId}`);
  const tokens = tables.flatMap(({ guests }) => guests.map(({ token }) => token));
  for (const secret of [...tokens, 'privateEvents', 'ab1_', '"commandId"', '"cards"', '"seed"', '"Ana"']) {
    expect(text.includes(secret), secret).toBe(false);
  }
});

test('[CLUSTER-48] Redis stands still for longer than leases last: each hand is played to its end', {
  timeout: TEST_MS,
}, async () => {
  const from = await nextHandNos();
  cluster.redis.freeze();
  await pause(1.5 * LEASE_MS);
  cluster.redis.thaw();
  await playGoesOn();
  expect(new Set(await reasonsSince(from))).toEqual(new Set(['COMPLETED']));
  await expectWhole();
});

test('[CLUSTER-55] a table that an api closes is closed by whichever shard has it', { timeout: TEST_MS }, async () => {
  const tableId = await cluster.openTable();
  await cluster.post(`/api/v1/operator/tables/${tableId}/close`, undefined, cluster.operatorToken);
  expect(await findTable(cluster.db.reader, tableId)).toMatchObject({ closedMs: expect.any(Number) });
  const isGone = async (): Promise<boolean> => {
    const { tables: shown } = rest.lobbyReply.parse(await cluster.get('/api/v1/lobby'));
    return shown.every(({ settings }) => settings.tableId !== tableId);
  };
  await until(isGone, 'the lobby to know', WITHIN_MS);
});

test('[CLUSTER-55] a session that is ended at the api has no connection left, at whichever gateway', {
  timeout: TEST_MS,
}, async () => {
  const { token } = (await cluster.post('/api/v1/guests', { nickname: 'Cy' })) as { token: string };
  const players = await Promise.all(cluster.gateways.map(({ url }) => enter(url, token)));
  const answer = await fetch(`${cluster.api.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(204);
  for (const { closed } of players) expect(await closed).toMatchObject({ code: 4401 });
});

test('[CLUSTER-56] a shard that is killed in a hand: its tables are back, each hand has one end, no chip is lost', {
  timeout: TEST_MS,
}, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const { shard } = await shardInHand();
    const had = await tablesOf(shard);
    const backMs = await untilBack(had, () => shard.kill());
    const load = (loadavg()[0] ?? 0) / availableParallelism();
    console.info(
      `kill ${kill + 1}: ${had.length} tables are back after ${Math.round(backMs)} ms; load of a core ${load.toFixed(1)}`,
    );
    if (load <= MOST_LOAD) expect(backMs).toBeLessThan(BACK_WITHIN_MS);
    shards.splice(shards.indexOf(shard), 1, await cluster.start('shard'));
    await playGoesOn();
  }
  await expectWhole();
});

test('[CLUSTER-57] a shard that sleeps past its lease and wakes writes nothing more to its tables, and goes on as one without any', {
  timeout: TEST_MS,
}, async () => {
  const { shard } = await shardInHand();
  const had = await tablesOf(shard);
  shard.freeze();
  const asleep = new Promise((wake) => setTimeout(wake, SLEEP_MS));
  await untilTakenFrom(shard, had);
  await asleep;
  const epochs = await Promise.all(had.map(async (id) => (await findTable(cluster.db.reader, id))?.epoch));
  shard.thaw();
  await until(async () => (await fetch(`${shard.url}/readyz`)).ok, 'the shard to be ready again', WITHIN_MS);
  await playGoesOn();
  const later = await Promise.all(had.map(async (id) => (await findTable(cluster.db.reader, id))?.epoch));
  expect(later.every((epoch, i) => (epoch ?? 0) >= (epochs[i] ?? 0))).toBe(true);
  await expectWhole();
});

test('[CLUSTER-58] [CLUSTER-70] a gateway and the api are killed: players go on by another gateway, REST by the next api', {
  timeout: TEST_MS,
}, async () => {
  const ask = () => cluster.get(`/api/v1/tables/${tables[0]?.tableId}/hands/1`);
  const before = await ask();
  await Promise.all([cluster.gateways[0]?.kill(), api.kill()]);
  await expect(ask()).rejects.toThrow('fetch failed');
  await playGoesOn();
  await startApi();
  expect(await ask()).toEqual(before);
  await expectWhole();
});

test('[CLUSTER-59] everything is restarted, one process after the other, and every hand is played to its end', {
  timeout: TEST_MS,
}, async () => {
  const from = await nextHandNos();
  const others = IS_FULL ? [cluster.gateways[1], ...shards.slice(1), cluster.worker, cluster.log] : [];
  for (const one of [shards[0], ...others]) {
    if (one?.roles[0] !== 'shard' || IS_FULL) await cluster.start(one?.roles[0] ?? 'gateway');
    await one?.stop();
  }
  if (IS_FULL) {
    await api.stop();
    await startApi();
  }
  await playGoesOn();
  expect(new Set(await reasonsSince(from))).toEqual(new Set(['COMPLETED']));
  await expectWhole();
});
