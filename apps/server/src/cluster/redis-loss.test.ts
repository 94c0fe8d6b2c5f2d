/**
 * What a room of many processes makes of a Redis that stands still, that is killed and comes back, and that has forgotten everything: one
 * room through all of it, in the order of the tests. For `npm run campaign`; a short form of it is in processes.test.ts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type HandRecord, unfinishedHands } from '@aboveboard/storage';
import { connectRedis } from '@aboveboard/streams/redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atOneEnd, type ClusterProcess, type ClusterUnderTest, startCluster } from '../testing/cluster-under-test.ts';
import { type OneTable, openOneTable } from '../testing/one-table.ts';

/** How long Redis is away, longer than leases last; without it nothing is played here. */
const AWAY_MS = Number(process.env.ABOVEBOARD_REDIS_AWAY_MS ?? 0);
const campaign = test.runIf(AWAY_MS > 0);
const TEST_MS = 180_000 + 2 * AWAY_MS;
/** Turns shorter than Redis is away: a clock that went on would act. Leases as long as a room's: who comes back to Redis last still has its tables. */
const SETTINGS = { leaseMs: 5_000, turnMs: Math.round(AWAY_MS / 2), revealMs: 2_000, revealMaxMs: 5_000 };

const onEnd = atOneEnd(afterAll);
let cluster: ClusterUnderTest;
let table: OneTable;

beforeAll(async () => {
  if (AWAY_MS === 0) return;
  cluster = await startCluster({ onEnd, settings: SETTINGS });
  table = await openOneTable(cluster, onEnd);
  await table.handsGoOn();
}, 240_000);

campaign(
  '[CLUSTER-48] Redis stands still for several leases: hands pause and go on, none ends early',
  {
    timeout: TEST_MS,
  },
  async () => {
    const handNo = await table.lastHandNo();
    const hasPaused = table.watchPauses();
    cluster.redis.freeze();
    await pause(AWAY_MS);
    const meanwhile = await table.lastHandNo();
    cluster.redis.thaw();
    await table.handsGoOn();
    expect(meanwhile - handNo).toBeLessThan(3); // what was under way may have ended; without Redis nothing begins
    expect(hasPaused()).toBe(true);
    await table.expectPlayedOut(0);
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
    await table.handsGoOn();
    await table.expectPlayedOut(0);
  },
);

campaign(
  '[CLUSTER-48] Redis emptied: hands whose shard lives are played on, and the table is played at as before',
  {
    timeout: TEST_MS,
  },
  async () => {
    const handNo = await table.lastHandNo();
    await flush();
    await table.handsGoOn();
    await table.expectPlayedOut(handNo);
  },
);

campaign(
  '[CLUSTER-45] Redis emptied and the shard killed: stacks go back, a finding, the table goes on elsewhere',
  {
    timeout: TEST_MS,
  },
  async () => {
    const shard = (await cluster.shardOf(table.tableId)) ?? expect.fail('nobody has the table');
    const { handNo } = await frozenInHand(shard);
    await flush();
    await shard.kill();
    await table.handsGoOn();
    const ended = (await table.hands()).filter((hand) => hand.handNo === handNo);
    expect(ended).toMatchObject([{ endReason: 'ABANDONED', closeStatus: 3 }]);
    expect(cluster.shards.map(({ output }) => output()).join('')).toContain('JOURNAL_LOST');
    await cluster.checkBooks();
  },
);

/** Stops a shard from running in the middle of a hand that was cut. */
async function frozenInHand(shard: ClusterProcess): Promise<HandRecord> {
  for (let tries = 0; tries < 200; tries++) {
    shard.freeze();
    const [hand] = await unfinishedHands(cluster.db.reader, table.tableId);
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
