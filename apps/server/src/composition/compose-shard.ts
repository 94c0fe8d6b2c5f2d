/** The shard of this process, and the log as it sees it. */
import { assert } from '@aboveboard/kit';
import {
  createAppendOnlyLog,
  createDealer,
  createRemoteLog,
  createShard,
  DEFAULT_SHARD_CONFIG,
  databaseJournals,
  type JournalKind,
  type Shard,
  type ShardConfig,
  streamJournals,
  type TransparencyLog,
  useJournals,
} from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import { ConfigError } from '../config/load-config.ts';
import { nodeAead } from '../keys/node-aead.ts';
import { countHands } from '../telemetry/count-hands.ts';
import type { Ground } from './ground.ts';

export interface ComposedShard {
  readonly shard: Shard;
  /** Before the shard: what it asks the log while it starts must be heard. */
  start(): Promise<void>;
  stop(): void;
}

/** The log answers at once, or its table pauses. */
const LOG_WITHIN_MS = 2_000;

export function composeShard(ground: Ground): ComposedShard {
  const { config, os, db, messaging, roomKeys, findings, failPoints, bell, metrics } = ground;
  const { origin, dealKey, keys } = roomKeys;
  const { streams, leases } = messaging;
  assert(dealKey, 'a shard signs cutnotes');
  const isWhole = config.roles === undefined;
  const remote = isWhole ? null : createRemoteLog({ ...os, streams, origin, asker: ground.name, deadlineMs: LOG_WITHIN_MS });
  const log: TransparencyLog = remote ?? createAppendOnlyLog({ db, clock: os.clock, origin, dealKey });
  const shard = createShard({
    ...os,
    ...{ db, streams, leases, findings, failPoints },
    log: countHands(log, metrics.handEnded),
    journals: isWhole ? databaseJournals(db) : streamJournals(streams, db),
    deals: createDealer({ random: os.random, aead: nodeAead, keyRing: keys.ring, dealKey, origin }),
    aead: nodeAead,
    keyRing: keys.ring,
    eventsWritten: bell.ring,
    config: shardConfig(ground),
  });
  const start = async (): Promise<void> => {
    await refuseOtherJournals(db, isWhole ? 'database' : 'stream');
    await remote?.start();
  };
  return { shard, start, stop: () => remote?.stop() };
}

/** @throws ConfigError where hands are open whose journal is the other one */
async function refuseOtherJournals(db: Db, kind: JournalKind): Promise<void> {
  const used = await useJournals(db, kind);
  if (used.ok) return;
  const { hands } = used.error;
  const [was, how] =
    kind === 'database'
      ? ['several processes over Redis', 'with its roles and its Redis (npx aboveboard serve --role …)']
      : ['one process', 'as one process (npx aboveboard serve, without roles)'];
  throw new ConfigError(
    `This room was last run as ${was}, and ${hands} of its hands ${hands === 1 ? 'is' : 'are'} not over: how they were played is known there alone. Start it ${how}, stop it in order (SIGTERM, and wait), and start it again as you want it. See docs/operate/cluster.md.`,
  );
}

/** What a gateway lets through of a player comes at times in a crowd, after a reconnect and where a shard took over: so much more a shard takes. */
const SEVERAL_GATEWAYS = 2;

/** Looks that follow from how long a lease lasts, so that a test's are as much shorter as its leases. */
function shardConfig({ config, name, renewMs }: Ground): ShardConfig {
  const { betweenHandsMs, revealMs, revealMaxMs, leaseMs, roles, commandsPerPlayer } = config;
  return {
    ...DEFAULT_SHARD_CONFIG,
    ...{ shardId: name, betweenHandsMs, revealMs, revealMaxMs, leaseMs, renewMs },
    commandsPerPlayer: roles === undefined ? null : SEVERAL_GATEWAYS * commandsPerPlayer,
    lookMs: Math.max(20, Math.round(leaseMs / 10)),
    tablesMs: Math.max(100, Math.round(leaseMs / 2.5)),
  };
}
