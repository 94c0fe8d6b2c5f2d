/**
 * What a room of many processes makes of a Redis that stands still, that is killed and comes back, and that has forgotten everything: one
 * room through all of it, in the order of the tests. For `npm run campaign`; a short form of it is in processes.test.ts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type HandRecord, recentHands, unfinishedHands } from '@aboveboard/storage';
import { connectRedis } from '@aboveboard/streams/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atOneEnd, type ClusterProcess, type ClusterUnderTest, startCluster } from '../testing/cluster-under-test.ts';
import { type PlayingGuest, until } from '../testing/playing-guest.ts';

/** How long Redis is away, longer than leases last; without it nothing is played here. */
const AWAY_MS = Number(process.env.ABOVEBOARD_REDIS_AWAY_MS ?? 0);
const campaign = test.runIf(AWAY_MS > 0);
const TEST_MS = 180_000 + 2 * AWAY_MS;
const WITHIN_MS = 60_000;
/** Turns shorter than Redis is away: a clock that went on would act. Leases as long as a room's: who comes back to Redis last still has its tables. */
const SETTINGS = { leaseMs: 5_000, turnMs: Math.round(AWAY_MS / 2), revealMs: 2_000, revealMaxMs: 5_000 };

const onEnd = atOneEnd(afterAll);
let cluster: ClusterUnderTest;
let tableId: string;
let guests: readonly PlayingGuest[];

beforeAll(async () => {
  if (AWAY_MS === 0) return;
  cluster = await startCluster({ onEnd, settings: SETTINGS });
  tableId = await cluster.openTable();
  guests = await Promise.all(['Ana', 'Bo'].map((nickname, seat) => cluster.seat({ tableId, seat, nickname, onEnd })));
  await handsGoOn();
}, 240_000);

/** Three more hands end, with actions of everybody in them. */
async function handsGoOn(): Promise<void> {
  const before = guests.map(({ acked }) => acked.length);
  const from = (await lastHand()).handNo;
  await until(async () => (await lastHand()).handNo >= from + 3, 'three more hands', WITHIN_MS);
  for (const [i, { acked }] of guests.entries()) expect(acked.length).toBeGreaterThan(before[i] ?? 0);
}

async function hands(): Promise<readonly HandRecord[]> {
  const found = await recentHands(cluster.db.reader, tableId, { limit: 500 });
  return found.filter(({ endedMs }) => endedMs !== null);
}

async function lastHand(): Promise<{ readonly handNo: number }> {
  return (await hands())[0] ?? { handNo: 0 };
}

/** Each hand up to now ended once and was played to its end, no clock acted for anybody, and what was acknowledged is in its history. */
async function expectPlayedOut(after: number): Promise<void> {
  const played = (await hands()).filter(({ handNo }) => handNo > after);
  expect(played.length).toBeGreaterThan(2);
  for (const { handNo, endReason, publicHistory } of played) {
    expect(endReason, `hand ${handNo}`).toBe('COMPLETED');
    const { actions } = publicHistory as unknown as { actions: { seat?: number; kind: string }[] };
    expect(actions.filter(({ kind }) => kind === 'fold')).toEqual([]); // nobody folds here, but a clock would
    for (const [seat, { acked }] of guests.entries()) {
      const told = acked.filter((action) => action.handNo === handNo).map(({ kind }) => kind);
      const kept = actions.filter((action) => action.seat === seat && /^(check|call)$/.test(action.kind));
      expect(kept.map(({ kind }) => kind).slice(0, told.length), `hand ${handNo}, seat ${seat}`).toEqual(told);
    }
  }
  await cluster.checkBooks();
}

/** Whether the guests saw the table stand still since. */
function watchPauses(): () => boolean {
  let hasPaused = false;
  for (const { table, view } of guests) {
    table.state.subscribe(() => {
      if (view()?.isPaused) hasPaused = true;
    });
  }
  return () => hasPaused;
}

campaign(
  '[CLUSTER-48] Redis stands still for several leases: hands pause and go on, none ends early',
  {
    timeout: TEST_MS,
  },
  async () => {
    const { handNo } = await lastHand();
    const hasPaused = watchPauses();
    cluster.redis.freeze();
    await pause(AWAY_MS);
    const meanwhile = await lastHand();
    cluster.redis.thaw();
    await handsGoOn();
    expect(meanwhile.handNo - handNo).toBeLessThan(3); // what was under way may have ended; without Redis nothing begins
    expect(hasPaused()).toBe(true);
    await expectPlayedOut(0);
  },
);

campaign(
  '[CLUSTER-48] Redis killed and started again on its file: no hand ends early, nothing acknowledged is lost',
  {
    timeout: TEST_MS,
  },
  async () => {
    await cluster.redis.kill();
    await pause(AWAY_MS);
    await cluster.redis.start();
    await handsGoOn();
    await expectPlayedOut(0);
  },
);

campaign(
  '[CLUSTER-48] Redis emptied: hands whose shard lives are played on, and the table is played at as before',
  {
    timeout: TEST_MS,
  },
  async () => {
    const { handNo } = await lastHand();
    await flush();
    await handsGoOn();
    await expectPlayedOut(handNo);
  },
);

campaign(
  '[CLUSTER-45] Redis emptied and the shard killed: stacks go back, a finding, the table goes on elsewhere',
  {
    timeout: TEST_MS,
  },
  async () => {
    const shard = (await cluster.shardOf(tableId)) ?? expect.fail('nobody has the table');
    const { handNo } = await frozenInHand(shard);
    await flush();
    await shard.kill();
    await handsGoOn();
    const ended = (await hands()).filter((hand) => hand.handNo === handNo);
    expect(ended).toMatchObject([{ endReason: 'ABANDONED', closeStatus: 3 }]);
    expect(cluster.shards.map(({ output }) => output()).join('')).toContain('JOURNAL_LOST');
    await cluster.checkBooks();
  },
);

/** Stops a shard from running in the middle of a hand that was cut. */
async function frozenInHand(shard: ClusterProcess): Promise<HandRecord> {
  for (let tries = 0; tries < 200; tries++) {
    shard.freeze();
    const [hand] = await unfinishedHands(cluster.db.reader, tableId);
    if (hand?.status === 'cut' && hand.closeBytes === null) return hand;
    shard.thaw();
    await pause(17);
  }
  throw new Error('no hand was ever in play');
}

async function flush(): Promise<void> {
  const redis = await connectRedis({ url: cluster.redisUrl });
  await redis.flushAll();
  redis.destroy();
}
