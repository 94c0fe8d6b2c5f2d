/**
 * The roles of this process, composed: the whole room over memory and SQLite, or some roles of a room whose processes share a MariaDB and a
 * Redis. Which of the two is the only difference; the roles are the same.
 */
import { createHash } from 'node:crypto';
import { assert } from '@aboveboard/kit';
import {
  type ApiPorts,
  type BooksDesk,
  createAppendOnlyLog,
  createCashier,
  createSessions,
  type EventBell,
  type FailPoints,
  type Findings,
  type Gateway,
  type GatewayCrier,
  type LogRole,
  type OwnerWatch,
  type RemoteDesk,
  type Shard,
  startLogRole,
  watchOwners,
} from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { Registry, Streams } from '@aboveboard/streams';
import type { Logger } from 'pino';
import { openBooks } from './books/open-books.ts';
import type { Messaging } from './cluster/messaging.ts';
import { composeApi } from './composition/compose-api.ts';
import { composeGateway } from './composition/compose-gateway.ts';
import { type ComposedShard, composeShard } from './composition/compose-shard.ts';
import { type Ground, isRole, openGround, REAL, type Surroundings } from './composition/ground.ts';
import type { ServerConfig } from './config/settings.ts';
import { grantPolicy } from './house/grant-policy.ts';
import { HOUSE_TABLES, leastBuyIn } from './house/house-tables.ts';
import type { KekRing } from './keys/kek-ring.ts';
import { createSessionTraces, type SessionTraces } from './sessions/session-traces.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface Roles {
  readonly ground: Ground;
  readonly db: Db;
  readonly streams: Streams;
  readonly messaging: Messaging;
  readonly registry: Registry;
  /** Rings when the shard has written events. */
  readonly bell: EventBell;
  readonly owners: OwnerWatch;
  readonly crier: GatewayCrier;
  /** Null where another process is this, as with all that can be null here. */
  readonly shard: Shard | null;
  readonly gateway: Gateway | null;
  readonly desk: RemoteDesk | null;
  readonly api: ApiPorts;
  readonly keks: KekRing | null;
  /** From where sessions are used. */
  readonly traces: SessionTraces;
  readonly metrics: Metrics;
  readonly findings: Findings;
  readonly books: BooksDesk;
  /** What the shard needs to hear before it starts. */
  readonly shardNeeds: ComposedShard | null;
  /** Takes what other processes ask the log. */
  startLog(): Promise<LogRole>;
}

/** Opens what is in the data folder and what the settings name, and composes the roles; nothing runs yet. */
export async function composeRoles(
  config: ServerConfig,
  logger: Logger,
  failPoints: FailPoints,
  surroundings: Surroundings = REAL,
): Promise<Roles> {
  const ground = await openGround(config, logger, failPoints, surroundings);
  const { os, db, messaging, roomKeys, metrics, findings } = ground;
  const { clock, random, scheduler } = os;
  const cashier = createCashier({ db, clock, policy: grantPolicy(config, leastBuyIn(HOUSE_TABLES)) });
  const sessions = createSessions({ db, clock, random, sha256Hex });
  const traces = createSessionTraces({
    ...{ db, clock, key: roomKeys.keys.traceKey },
    failed: (err) => logger.warn({ err }, 'from where a session was used could not be noted'),
  });
  const owners = watchOwners({ leases: messaging.leases, scheduler, everyMs: Math.max(20, Math.round(config.leaseMs / 10)) });
  const shardNeeds = isRole(config, 'shard') ? composeShard(ground) : null;
  const shard = shardNeeds?.shard ?? null;
  const gateway = isRole(config, 'gateway') ? composeGateway(ground, { sessions, cashier, traces, owners }) : null;
  const { api, crier, desk } = composeApi(ground, { sessions, cashier, owners, shard });
  const books = openBooks(config.data, { db, host: roomKeys.host, findings, failPoints, logger });
  const { registry, bell } = ground;
  return {
    ...{ ground, db, messaging, registry, bell, owners, crier, shard, gateway, desk, api, traces, metrics, findings, books },
    streams: messaging.streams,
    keks: roomKeys.keys.keks,
    shardNeeds,
    startLog: () => {
      const { origin, dealKey } = roomKeys;
      assert(dealKey, 'the log signs promises');
      const log = createAppendOnlyLog({ db, clock, origin, dealKey });
      const failed = (err: unknown): void => logger.error({ err }, 'the log could not answer; it tries again');
      return startLogRole({ streams: messaging.streams, scheduler, log, failed });
    },
  };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
