/** What all roles of a process stand on: database, messaging, keys, metrics. */
import { toHex } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import {
  allQueues,
  createEventBell,
  type EventBell,
  type FailPoints,
  type FairnessKeys,
  type Findings,
  houseQueues,
} from '@aboveboard/room';
import { type Db, findSetting } from '@aboveboard/storage';
import { createRegistry, type Registry } from '@aboveboard/streams';
import type { Logger } from 'pino';
import { type Messaging, messagingOverRedis, messagingWithin } from '../cluster/messaging.ts';
import { openRoomKeys, type RoomKeys, type RoomKeysPorts } from '../cluster/room-keys.ts';
import { sealedStreams } from '../cluster/sealed-streams.ts';
import type { Role, ServerConfig } from '../config/settings.ts';
import { openRoomDatabase } from '../database/room-database.ts';
import { openKeys } from '../keys/keys.ts';
import { refuseRestored } from '../keys/log-guard.ts';
import { LOG_ORIGIN, logNameOf } from '../keys/log-origin.ts';
import { type OsPorts, osPorts } from '../ports/os-ports.ts';
import { type Metrics, openMetrics } from '../telemetry/metrics.ts';

/** What a room stands in. */
export interface Surroundings {
  readonly os: OsPorts;
  /** Stands between the roles and their database. */
  readonly through: (db: Db) => Db;
  /** To a MariaDB, where it is not for the room to say. */
  readonly connections?: number;
}

export const REAL: Surroundings = { os: osPorts, through: (db) => db };

export interface Ground {
  readonly config: ServerConfig;
  readonly os: OsPorts;
  readonly logger: Logger;
  readonly failPoints: FailPoints;
  readonly db: Db;
  readonly messaging: Messaging;
  /** This process's own leases, apart from those of its shard and its gateway. */
  readonly registry: Registry;
  /** This process in this life; `main` where it is the whole room. */
  readonly name: string;
  readonly roomKeys: RoomKeys;
  readonly fairness: FairnessKeys;
  readonly metrics: Metrics;
  readonly findings: Findings;
  /** Rings when a shard of this process has written events. */
  readonly bell: EventBell;
  /** Renewed so often, a lease lasts `leaseMs`. */
  readonly renewMs: number;
  close(): Promise<void>;
}

/** Of a lease's length: some tries to renew it before it runs out. */
const RENEW_SHARE = 0.3;

/** Whether a process is `role`; one without roles is the whole room. */
export function isRole({ roles }: Pick<ServerConfig, 'roles'>, role: Role): boolean {
  return roles?.includes(role) ?? true;
}

/** @throws ConfigError when the database, the Redis or the keys cannot be used as they are */
export async function openGround(
  config: ServerConfig,
  logger: Logger,
  failPoints: FailPoints,
  { os, through, connections }: Surroundings,
): Promise<Ground> {
  const queueNames = allQueues(houseQueues({ maxJobs: config.queueMaxJobs })).map(({ name }) => name);
  const metrics = await openMetrics(queueNames, config.metricsPort !== undefined);
  const db = through(await openRoomDatabase(config, { onConflict: metrics.conflict, connections }));
  let messaging: Messaging | null = null;
  const close = async (): Promise<void> => {
    await messaging?.close();
    await metrics.close();
    await db.close();
  };
  try {
    await refuseRestored(db); // before its keys: a restored room has no deal key yet, and this says what to do about it
    const name = nameOf(config, os);
    const renewMs = Math.round(config.leaseMs * RENEW_SHARE);
    messaging = config.roles === undefined ? messagingWithin(os) : await messagingOverRedis(config, os, logger);
    const held = { leases: messaging.leases, scheduler: os.scheduler, holder: name, ttlMs: config.leaseMs, renewMs };
    const registry = createRegistry(held);
    const roomKeys = await keysOf(config, { ...os, db, registry });
    const { origin, host, dealPublicKey, clusterKey } = roomKeys;
    const streams = clusterKey ? sealedStreams(messaging.streams, clusterKey, os.random) : messaging.streams;
    return {
      ...{ config, os, logger, failPoints, db, name, metrics, renewMs, close, registry, roomKeys },
      messaging: { ...messaging, streams },
      fairness: { origin, dealKeyName: `${host}/deal`, dealKey: toHex(dealPublicKey) },
      bell: createEventBell(),
      findings: {
        report: (finding) => {
          logger.error({ finding }, 'finding');
          metrics.finding(finding.code);
        },
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function keysOf(config: ServerConfig, ports: RoomKeysPorts): Promise<RoomKeys> {
  if (config.roles !== undefined) return openRoomKeys(config, config.roles, ports);
  const { db, clock } = ports;
  const isNewRoom = (await findSetting(db.reader, LOG_ORIGIN)) === null;
  const keys = openKeys(config.data, clock, isNewRoom); // before the log has a name: a crash between the two makes no used room
  const { origin, host } = await logNameOf(db, config, clock.nowMs());
  const dealKey = keys.dealKey(host);
  assert(dealKey, 'a whole room signs');
  return { keys, origin, host, dealKey, dealPublicKey: dealKey.publicKey, clusterKey: null };
}

function nameOf({ roles, processName }: ServerConfig, { ids }: OsPorts): string {
  if (roles === undefined) return 'main';
  return `${processName ?? roles.join('-')}-${ids.uuid().slice(0, 8)}`;
}
