/**
 * Fills a room with people, bots, hands and movements of chips, so that there is something to look at.
 *
 * All of it is real: the room's own roles on its own database, and players who come in by the gateway. Only time is not waited for, and chance follows
 * from a number. Sessions that chance gave away are revoked at the end.
 */
import { assert, ok } from '@aboveboard/kit';
import { catchUp, houseConsumers, noFailPoints } from '@aboveboard/room';
import { type Db, revokeAllSessions, watchedDb } from '@aboveboard/storage';
import type { Logger } from 'pino';
import { composeRoles, type Roles } from '../composition.ts';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';
import { takeFolder } from '../database/data-folder.ts';
import { openHouseTables } from '../house/house-tables.ts';
import { osPorts } from '../ports/os-ports.ts';
import { eveningsFor } from './demo-plan.ts';
import { newDemoPlayers } from './demo-players.ts';
import { moveChips } from './move-chips.ts';
import { playEvening } from './play-evening.ts';
import { seededIds, seededRandom } from './seeded-ports.ts';
import { type SimulatedTime, simulatedTime } from './simulated-time.ts';

export interface DemoWish {
  readonly seed: number;
  /** To be played at least. */
  readonly hands: number;
  /** Also where the room was used before. */
  readonly isAdding: boolean;
  /** Hears how many hands have ended, now and then. */
  readonly progress: (hands: number) => void;
}

export interface DemoReport {
  readonly seed: number;
  readonly evenings: number;
  /** Ended, void deals left out. */
  readonly hands: number;
  readonly tables: number;
  readonly guests: number;
  readonly bots: number;
  readonly transfers: number;
  /** What reconciliation found afterwards: 0 where all is well. */
  readonly differences: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** People come after work. */
const BEGIN_MS = 19 * 60 * 60_000;

/** One process has the whole room: looking twice a second whether it still does would be most of the work of simulated weeks. */
const DEMO_LEASE_MS = 60 * 60_000;

/** @throws ConfigError when the room is used, or its database or folder cannot be had. */
export async function seedDemo(config: ServerConfig, wish: DemoWish, logger: Logger): Promise<DemoReport> {
  const lock = takeFolder(config.data);
  try {
    return await seedIn({ ...config, metricsPort: undefined, backupLogEveryMs: 0, leaseMs: DEMO_LEASE_MS }, wish, logger);
  } finally {
    lock.release();
  }
}

async function seedIn(config: ServerConfig, wish: DemoWish, logger: Logger): Promise<DemoReport> {
  const evenings = eveningsFor(wish.hands);
  const today = Math.floor(osPorts.clock.nowMs() / DAY_MS) * DAY_MS;
  const beginningOf = (evening: number): number => today - (evenings - evening) * DAY_MS + BEGIN_MS;
  const random = seededRandom(wish.seed);
  let rest = async (): Promise<void> => {};
  const time = simulatedTime(beginningOf(0) - DAY_MS / 2, () => rest());
  const os = { clock: time.clock, scheduler: time.scheduler, random, ids: seededIds(random) };
  const through = (real: Db): Db => {
    const watched = watchedDb(real);
    rest = watched.rest;
    return watched.db;
  };
  const roles = await composeRoles(config, logger, noFailPoints, { os, through, connections: 1 }); // so that chance is drawn in one order
  try {
    if (!wish.isAdding) await refuseUsed(roles.db, config);
    return await play({ config, roles, time, os, wish, beginningOf, evenings });
  } finally {
    await roles.db.close();
  }
}

async function refuseUsed({ reader }: Db, { data }: ServerConfig): Promise<void> {
  const count = async (table: 'principal' | 'hand'): Promise<number> => {
    const { n } = await reader
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const [people, hands] = [await count('principal'), await count('hand')];
  if (people + hands === 0) return;
  throw new ConfigError(
    `The room in ${data} is in use: ${people} people, bots and operators, ${hands} hands. Nothing was changed. Name an empty folder (or database) for a demo, or say --add to play it here as well.`,
  );
}

interface Demo {
  readonly config: ServerConfig;
  readonly roles: Roles;
  readonly time: SimulatedTime;
  readonly os: typeof osPorts;
  readonly wish: DemoWish;
  readonly evenings: number;
  readonly beginningOf: (evening: number) => number;
}

async function play({ config, roles, time, os, wish, evenings, beginningOf }: Demo): Promise<DemoReport> {
  const { shard, gateway, owners, db, api, bell } = roles;
  assert(shard && gateway, 'a demo is played by a whole room');
  const by = <T>(work: Promise<T>): Promise<T> => within(time, work);
  await by(shard.start());
  await by(owners.start());
  const tableIds = await by(openHouseTables(config, api));
  await by(gateway.start());
  const players = await by(newDemoPlayers(api, tableIds));
  const tables = new Set<number>();
  let hands = 0;
  let transfers = 0;
  bell.onRing(() => wish.progress(++hands));
  for (let evening = 0; evening < evenings; evening++) {
    await time.pass(beginningOf(evening), () => false);
    const target = Math.ceil((wish.hands * (evening + 1)) / evenings);
    const played = await playEvening({ shard, gateway, api, time, os, players, evening, isEnough: () => hands >= target });
    for (const place of played) tables.add(place);
    transfers += await by(moveChips(api, os, players.guests, evening));
  }
  await by(gateway.stop());
  owners.stop();
  await by(shard.stop(0));
  await by(revokeAll(db, players.ids, time));
  await catchUp(
    { ...osPorts, db, streams: roles.streams, failPoints: noFailPoints, failed: () => {} },
    houseConsumers(osPorts),
  );
  const { n } = await db.reader
    .selectFrom('hand')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', '=', 'ended')
    .executeTakeFirstOrThrow();
  const { differences } = await roles.books.reconcile(true);
  return {
    ...{ seed: wish.seed, evenings, hands: Number(n), tables: tables.size, transfers },
    ...{ guests: players.guests.length, bots: players.ids.length - players.guests.length },
    differences: differences.length,
  };
}

/** Work of the room that may need time to pass. */
async function within<T>(time: SimulatedTime, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  work.then(over, over);
  await time.pass(time.clock.nowMs() + DAY_MS / 12, () => isOver);
  return work;
}

async function revokeAll(db: Db, ids: readonly string[], { clock }: SimulatedTime): Promise<void> {
  await db.transaction(async (trx) => {
    for (const id of ids) await revokeAllSessions(trx, id, clock.nowMs());
    return ok(undefined);
  });
}
