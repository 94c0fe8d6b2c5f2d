/** Several workers of one room, which come and are killed while it is played in: for `npm run campaign -- --only cluster`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workJobs } from '@aboveboard/protocol';
import { houseQueues } from '@aboveboard/room';
import { importedHands } from '@aboveboard/storage';
import type { JobId, QueueStore } from '@aboveboard/streams';
import { connectRedis, redisQueueStore } from '@aboveboard/streams/redis';
import { expect, onTestFinished, test } from 'vitest';
import { atOneEnd, type ClusterProcess, startCluster } from '../testing/cluster-under-test.ts';
import { expectOneEffectEach } from '../testing/one-effect.ts';
import { openOneTable } from '../testing/one-table.ts';
import { until } from '../testing/playing-guest.ts';

const KILLS = Number(process.env.ABOVEBOARD_CLUSTER_KILLS ?? 1);
const WORKERS = 3;
/** A seed or a move that a busy machine delays is no reason to void a deal or to fold here. */
const PATIENT = { leaseMs: 5_000, revealMs: 5_000, revealMaxMs: 10_000, turnMs: 20_000 };

test.runIf(KILLS > 1)(
  '[EVENT-3] several workers, one killed after the other: what follows from each hand follows once',
  { timeout: 300_000 + KILLS * 30_000 },
  async () => {
    const onEnd = atOneEnd(onTestFinished);
    const cluster = await startCluster({ onEnd, gateways: 1, shards: 1, settings: PATIENT });
    const workers: ClusterProcess[] = [cluster.worker];
    while (workers.length < WORKERS) workers.push(await cluster.start('worker'));
    const table = await openOneTable(cluster, onEnd);
    for (let kill = 0; kill < Math.min(KILLS, 5); kill++) {
      await table.handsGoOn();
      await workers.shift()?.kill();
      workers.push(await cluster.start('worker'));
    }
    await table.handsGoOn();
    await cluster.checkBooks();
    const hands = await table.lastHandNo();
    for (const { client } of table.guests) client.close();
    for (const one of [...cluster.shards, ...cluster.gateways, cluster.api, ...workers, cluster.log]) await one.stop();
    expect(await expectOneEffectEach(cluster.db)).toBeGreaterThanOrEqual(hands);
  },
);

const IMPORTS = houseQueues({ maxJobs: 100_000 }).importHands;
const FILES = 12;
/** So that each takes a while: a worker that is killed has two of them half done. */
const HANDS_OF_FILE = 300;
const HAND = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100]
actions = ["d dh p1 AsKs", "d dh p2 2c7d", "p2 f"]
finishing_stacks = [101, 99]
`;

test.runIf(KILLS > 1)(
  '[WORK-7] [QUEUE-6] several workers, one killed in its jobs: every job ends once, and every hand is stored once',
  { timeout: 300_000 },
  async () => {
    const cluster = await startCluster({ gateways: 1, shards: 1 });
    const others = [await cluster.start('worker'), await cluster.start('worker')];
    const redis = await connectRedis({ url: cluster.redisUrl });
    const store = await redisQueueStore(redis);
    onTestFinished(() => {
      store.close();
      redis.destroy();
    });
    const ids = handFiles(cluster.data).map((path, i) => ({ id: `job-${i}` as JobId, payload: JSON.stringify({ path }) }));
    expect((await store.add(IMPORTS, ids)).filter(({ ok }) => !ok)).toEqual([]);
    const begun = async (): Promise<boolean> => {
      const views = await Promise.all(ids.slice(0, 2 * WORKERS).map(({ id }) => store.look(IMPORTS, id)));
      return views.every((view) => (view?.progress?.done ?? 0) > 0);
    };
    await until(begun, 'every worker to be in the middle of two jobs', 60_000);
    await cluster.worker.kill();

    const results = await Promise.all(ids.map(({ id }) => resultOf(store, id)));
    expect(results.map(({ hands }) => hands)).toEqual(ids.map(() => HANDS_OF_FILE));
    const again = results.filter(({ known }) => known > 0);
    expect(again.length).toBeOneOf([1, 2]); // what the killed worker had begun, and nothing besides
    const { items } = await store.deadLetters(IMPORTS, 10);
    expect(items).toEqual([]);
    const stored = await importedHands(cluster.db.reader, { limit: 2 * FILES * HANDS_OF_FILE });
    const places = new Set(stored.map(({ source, entry }) => `${source} ${entry}`));
    expect([stored.length, places.size]).toEqual([FILES * HANDS_OF_FILE, FILES * HANDS_OF_FILE]);
    for (const worker of others) await worker.stop();
  },
);

function handFiles(data: string): string[] {
  const folder = join(data, 'hands');
  mkdirSync(folder);
  return Array.from({ length: FILES }, (_, file) => {
    const path = join(folder, `${file}.phhs`);
    const hands = Array.from({ length: HANDS_OF_FILE }, (_, i) => `[${i + 1}]\n${HAND}hand = ${file * HANDS_OF_FILE + i}\n`);
    writeFileSync(path, hands.join('\n'));
    return path;
  });
}

async function resultOf(store: QueueStore, id: JobId): Promise<workJobs.ImportResult> {
  let result: string | null = null;
  const isOver = async (): Promise<boolean> => {
    const view = await store.look(IMPORTS, id);
    result = view?.result ?? null;
    return view?.state === 'done' || view?.state === 'dead';
  };
  await until(isOver, `${id} to end`, 120_000);
  return workJobs.importResult.parse(JSON.parse(result ?? 'null'));
}
