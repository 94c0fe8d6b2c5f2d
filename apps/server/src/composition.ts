/**
 * The roles of the room, composed in one process: gateway, shard and api over streams in memory and one database.
 */
import { createHash } from 'node:crypto';
import { toHex } from '@aboveboard/fairness';
import { protocolFingerprint } from '@aboveboard/protocol';
import {
  type ApiPorts,
  allQueues,
  type BooksDesk,
  type ChipRules,
  createAppendOnlyLog,
  createCashier,
  createDealer,
  createEventBell,
  createGateway,
  createSealedHands,
  createSessions,
  createShard,
  DEFAULT_GATEWAY_CONFIG,
  DEFAULT_SHARD_CONFIG,
  databaseJournals,
  type EventBell,
  type FailPoints,
  type Findings,
  type Gateway,
  type GatewayConfig,
  gatewayStream,
  houseQueues,
  type OwnerWatch,
  type Shard,
  type ShardConfig,
  watchOwners,
} from '@aboveboard/room';
import { type Db, findSetting } from '@aboveboard/storage';
import { memoryLeases, memoryStreams, type Streams } from '@aboveboard/streams';
import type { Logger } from 'pino';
import { openBooks } from './books/open-books.ts';
import type { ServerConfig } from './config/settings.ts';
import { openRoomDatabase } from './database/room-database.ts';
import { grantPolicy } from './house/grant-policy.ts';
import { HOUSE_TABLES, leastBuyIn } from './house/house-tables.ts';
import type { KekRing } from './keys/kek-ring.ts';
import { openKeys } from './keys/keys.ts';
import { refuseRestored } from './keys/log-guard.ts';
import { LOG_ORIGIN, logNameOf } from './keys/log-origin.ts';
import { nodeAead } from './keys/node-aead.ts';
import { type OsPorts, osPorts } from './ports/os-ports.ts';
import { createSessionTraces, type SessionTraces } from './sessions/session-traces.ts';
import { countHands } from './telemetry/count-hands.ts';
import { type Metrics, openMetrics } from './telemetry/metrics.ts';

export interface Roles {
  readonly db: Db;
  readonly streams: Streams;
  /** Rings when the shard has written events. */
  readonly bell: EventBell;
  readonly shard: Shard;
  readonly gateway: Gateway;
  /** Which shard has which table, for the gateway. */
  readonly owners: OwnerWatch;
  readonly api: ApiPorts;
  readonly keks: KekRing;
  /** From where sessions are used. */
  readonly traces: SessionTraces;
  readonly metrics: Metrics;
  readonly findings: Findings;
  readonly books: BooksDesk;
}

/** What a room stands in. */
export interface Surroundings {
  readonly os: OsPorts;
  /** Stands between the roles and their database. */
  readonly through: (db: Db) => Db;
  /** To a MariaDB, where it is not for the room to say. */
  readonly connections?: number;
}

const REAL: Surroundings = { os: osPorts, through: (db) => db };

/** Opens what is in the data folder and composes the roles; nothing runs yet. */
export async function composeRoles(
  config: ServerConfig,
  logger: Logger,
  failPoints: FailPoints,
  { os, through, connections }: Surroundings = REAL,
): Promise<Roles> {
  const { clock, random } = os;
  const queueNames = allQueues(houseQueues({ maxJobs: config.queueMaxJobs })).map(({ name }) => name);
  const metrics = await openMetrics(queueNames, config.metricsPort !== undefined);
  const db = through(await openRoomDatabase(config, { onConflict: metrics.conflict, connections }));
  await refuseRestored(db); // before its keys: a restored room has no deal key yet, and this says what to do about it
  const isNewRoom = (await findSetting(db.reader, LOG_ORIGIN)) === null;
  const keys = openKeys(config.data, clock, isNewRoom); // before the log has a name: a crash between the two makes no used room
  const { origin, host } = await logNameOf(db, config, clock.nowMs());
  const dealKey = keys.dealKey(host);
  const fairness = { origin, dealKeyName: dealKey.name, dealKey: toHex(dealKey.publicKey) };
  const streams = memoryStreams();
  const leases = memoryLeases(clock, os.scheduler);
  const bell = createEventBell();
  const log = countHands(createAppendOnlyLog({ db, clock, origin, dealKey }), metrics.handEnded);
  const cashier = createCashier({
    db,
    clock,
    policy: grantPolicy(config, leastBuyIn(HOUSE_TABLES)),
  });
  const findings: Findings = {
    report: (finding) => {
      logger.error({ finding }, 'finding');
      metrics.finding(finding.code);
    },
  };
  const sessions = createSessions({ db, clock, random, sha256Hex });
  const traces = createSessionTraces({
    ...{ db, clock, key: keys.traceKey },
    failed: (err) => logger.warn({ err }, 'from where a session was used could not be noted'),
  });
  const shard = createShard({
    ...os,
    db,
    journals: databaseJournals(db),
    streams,
    leases,
    log,
    deals: createDealer({ random, aead: nodeAead, keyRing: keys.ring, dealKey, origin }),
    aead: nodeAead,
    keyRing: keys.ring,
    findings,
    failPoints,
    eventsWritten: bell.ring,
    config: shardConfig(config),
  });
  const owners = watchOwners({ leases, scheduler: os.scheduler });
  const gateway = createGateway({
    ...os,
    streams,
    sessions,
    cashier,
    leases,
    shards: owners,
    fairness,
    fingerprint: protocolFingerprint(),
    config: gatewayConfig(config),
    events: {
      closed: (connectionId, reason) => logger.debug({ connectionId, reason }, 'connection ended'),
      cameIn: (principal, { remoteAddress, device }) => traces.used(principal, { address: remoteAddress, device }),
      streamCutOff: () => logger.warn('the gateway fell behind its stream'),
      failed: (what, err) => logger.error({ err, what }, 'the gateway failed at something'),
    },
  });
  const api: ApiPorts = {
    ...os,
    db,
    sessions,
    shard,
    cashier,
    chips: chipRules(config),
    fairness,
    sealedHands: createSealedHands({ aead: nodeAead, keyRing: keys.ring }),
    tableTimes: { turnMs: config.turnMs, timeBankMs: config.timeBankMs, rejoinMs: config.rejoinMs },
    walletChanged: async (playerId, wallet) => {
      await streams.append(gatewayStream(gatewayConfig(config).gatewayId), [
        JSON.stringify({ kind: 'wallet', playerId, ...wallet }),
      ]);
    },
    endConnections: (principalId) => gateway.endPrincipal(principalId),
  };
  const books = openBooks(config.data, { db, host, findings, failPoints, logger });
  return { db, streams, bell, shard, gateway, owners, api, keks: keys.keks, traces, metrics, findings, books };
}

function shardConfig({ betweenHandsMs, revealMs, revealMaxMs }: ServerConfig): ShardConfig {
  return { ...DEFAULT_SHARD_CONFIG, betweenHandsMs, revealMs, revealMaxMs };
}

function chipRules(config: ServerConfig): ChipRules {
  return {
    transferMost: config.transferMost,
    transferMostPerDay: config.transferMostPerDay,
    approvalMs: config.approvalMs,
    bonusPerDay: config.bonusPerDay,
    freeroll: { perPlayer: config.freerollChips, holdsBelow: config.freerollBelow, perRoom: config.freerollPerDay },
  };
}

function gatewayConfig(config: ServerConfig): GatewayConfig {
  const { helloMs, heartbeatMs, commandsPerPlayer, commandsPerAddress, connectionsPerAddress } = config;
  return {
    ...DEFAULT_GATEWAY_CONFIG,
    helloMs,
    heartbeatMs,
    commandsPerPlayer,
    commandsPerAddress,
    connectionsPerAddress,
    lightPerPlayer: 4 * commandsPerPlayer,
  };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
