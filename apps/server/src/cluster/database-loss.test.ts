/**
 * What a room of many processes makes of a database that is killed and of one that stands still: one room through both, in the order of the
 * tests. For `npm run campaign`; of a room that is one process see database/room-on-mariadb.test.ts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type MariaDbServer, startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atOneEnd, type ClusterProcess, type ClusterUnderTest, startCluster } from '../testing/cluster-under-test.ts';
import { type OneTable, openOneTable } from '../testing/one-table.ts';
import { until } from '../testing/playing-guest.ts';

/** How long the database is away; without it nothing is played here. */
const AWAY_MS = Number(process.env.ABOVEBOARD_DATABASE_AWAY_MS ?? 0);
const campaign = test.runIf(AWAY_MS > 0);
const TEST_MS = 300_000 + 2 * AWAY_MS;
const WITHIN_MS = 120_000;
/** Turns shorter than the database is away: a clock that went on would act. */
const SETTINGS = { leaseMs: 5_000, turnMs: Math.round(AWAY_MS / 2), revealMs: 5_000, revealMaxMs: 10_000 };

const onEnd = atOneEnd(afterAll);
let mariaDb: MariaDbServer;
let cluster: ClusterUnderTest;
let table: OneTable;

beforeAll(async () => {
  if (AWAY_MS === 0) return;
  mariaDb = await startMariaDb();
  onEnd(() => mariaDb.end());
  cluster = await startCluster({ onEnd, databaseUrl: await mariaDb.createDatabase(), settings: SETTINGS });
  table = await openOneTable(cluster, onEnd);
  await table.handsGoOn();
}, 240_000);

/** The hand in play is played to its end; until the database is back no other begins and nobody's turn runs out. */
async function expectRest(away: () => Promise<void>): Promise<void> {
  const handNo = await table.lastHandNo();
  const hasPaused = table.watchPauses();
  await away();
  await pause(AWAY_MS / 2);
  const acked = table.guests.map((guest) => guest.acked.length);
  await pause(AWAY_MS / 2);
  expect(
    table.guests.map((guest) => guest.acked.length),
    'nothing is acknowledged that no hand may keep',
  ).toEqual(acked);
  expect(hasPaused(), 'a table that stands still').toBe(true);
  expect(Math.max(...table.guests.map(({ view }) => view()?.deal.handNo ?? 0))).toBeLessThanOrEqual(handNo + 2);
}

async function expectGoesOn(after: number): Promise<void> {
  const processes: readonly ClusterProcess[] = [
    ...cluster.shards,
    ...cluster.gateways,
    cluster.api,
    cluster.worker,
    cluster.log,
  ];
  const areReady = async (): Promise<boolean> =>
    (await Promise.all(processes.map(({ url }) => fetch(`${url}/readyz`)))).every(({ ok }) => ok);
  await until(areReady, 'all processes to be ready again', WITHIN_MS);
  await table.handsGoOn();
  await table.expectPlayedOut(after);
}

campaign(
  '[CLUSTER-69] the database is killed and comes back: its tables stand still meanwhile, no hand ends early, no chip is lost',
  { timeout: TEST_MS },
  async () => {
    await expectRest(() => mariaDb.kill());
    await mariaDb.start();
    await expectGoesOn(0);
  },
);

campaign(
  '[CLUSTER-69] the database stands still with its connections open: as when it is gone',
  { timeout: TEST_MS },
  async () => {
    const handNo = await table.lastHandNo();
    await expectRest(async () => mariaDb.freeze()).finally(() => mariaDb.thaw());
    await expectGoesOn(handNo);
  },
);
