/** Several workers of one room, which come and are killed while it is played in: for `npm run campaign -- --only cluster`. */
import { expect, onTestFinished, test } from 'vitest';
import { atOneEnd, type ClusterProcess, startCluster } from '../testing/cluster-under-test.ts';
import { expectOneEffectEach } from '../testing/one-effect.ts';
import { openOneTable } from '../testing/one-table.ts';

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
