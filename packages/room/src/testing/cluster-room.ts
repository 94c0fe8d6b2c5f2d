/**
 * A room of several shards and gateways for tests: one database, and streams and leases in memory that all of them share, on virtual
 * time. Players come in through the gateways' own door, frame by frame, and move from one to the other.
 */
import { assert } from '@aboveboard/kit';
import { DEFAULT_GRANT_POLICY } from '@aboveboard/ledger';
import type { TableSettings } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { type Leases, memoryLeases, memoryStreams, type Streams } from '@aboveboard/streams';
import { seededIds, seededRandom, type VirtualTime, virtualTime } from '@aboveboard/testkit';
import { createCashier } from '../cashier/cashier.ts';
import { createDealer } from '../deal/scb1-dealer.ts';
import { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from '../gateway/config.ts';
import { createGateway } from '../gateway/gateway.ts';
import type { GatewayPorts } from '../gateway/ports.ts';
import { watchOwners } from '../gateway/watch-owners.ts';
import { databaseJournals } from '../journal/database-journals.ts';
import { createAppendOnlyLog } from '../log/append-only-log.ts';
import {
  DEFAULT_SHARD_CONFIG,
  type Finding,
  noFailPoints,
  type Shard,
  type ShardConfig,
  type TransparencyLog,
} from '../ports.ts';
import { createShard } from '../shard/shard.ts';
import { type Mortal, mortal } from './mortal.ts';
import type { Policy } from './test-player.ts';
import { aead, newKeys, ORIGIN, TEST_SETTINGS } from './test-room.ts';
import { type WireGateway, WirePlayer } from './wire-player.ts';

export interface ClusterOptions {
  readonly seed: number;
  readonly shards?: number;
  readonly gateways?: number;
  readonly gateway?: Partial<GatewayConfig>;
  readonly shard?: Partial<ShardConfig>;
  /** Of all gateways together. */
  readonly arrivals?: GatewayPorts['arrivals'];
  /** Stands between a shard or a gateway and its leases, to cut it off from them. */
  readonly wrapLog?: (log: TransparencyLog) => TransparencyLog;
  readonly wrapLeases?: (leases: Leases, id: string) => Leases;
  /** The same between a shard and its streams. */
  readonly wrapStreams?: (streams: Streams, id: string) => Streams;
}

/** A shard that can die without a word, or sleep and know nothing of it. */
export type MortalShard = Shard & { readonly id: string } & Pick<Mortal, 'die' | 'sleep' | 'wake'>;

export interface ClusterRoom {
  readonly db: Db;
  readonly time: VirtualTime;
  readonly streams: Streams;
  readonly leases: Leases;
  readonly shards: readonly MortalShard[];
  readonly gateways: readonly WireGateway[];
  readonly findings: readonly Finding[];
  readonly failures: readonly string[];
  /** One more, while the others run. */
  startShard(id: string): Promise<MortalShard>;
  newTable(settings?: Partial<TableSettings>): Promise<string>;
  /** A bot with 10 000 chips; nobody connects it yet. */
  player(tableId: string, policy?: Policy | null): Promise<WirePlayer>;
  /** The same player once more, who only looks. */
  shadow(player: WirePlayer, tableId: string): WirePlayer;
  ownerOf(tableId: string): Promise<string | null>;
}

export async function openCluster(options: ClusterOptions): Promise<ClusterRoom> {
  const time = virtualTime();
  const { clock, scheduler } = time;
  const random = seededRandom(options.seed);
  const ids = seededIds(random);
  const keys = newKeys(random);
  const db = await openDatabase(':memory:');
  const streams = memoryStreams();
  const leases = memoryLeases(clock, scheduler);
  const findings: Finding[] = [];
  const failures: string[] = [];
  const cashier = createCashier({ db, clock, policy: DEFAULT_GRANT_POLICY });
  const ownLog = createAppendOnlyLog({ db, clock, origin: ORIGIN, dealKey: keys.dealKey });
  const log = options.wrapLog?.(ownLog) ?? ownLog;
  const principalOf = (token: string) => {
    const id = token.slice('ab1_'.length);
    return { id, name: id.slice(0, 4), kind: 'bot' as const, roles: [], createdMs: 0, seenMs: 0 };
  };
  const newShard = (id: string): MortalShard => {
    const life = mortal(scheduler, options.wrapStreams?.(streams, id) ?? streams, options.wrapLeases?.(leases, id) ?? leases);
    const shard = createShard({
      ...{ ...life, db, journals: databaseJournals(db), clock, random, ids, aead, log },
      keyRing: keys.keyRing,
      deals: createDealer({ origin: ORIGIN, aead, random, ...keys }),
      findings: { report: (finding) => void findings.push(finding) },
      failPoints: noFailPoints,
      eventsWritten: () => undefined,
      config: { ...DEFAULT_SHARD_CONFIG, shardId: id, betweenHandsMs: 1_000, ...options.shard },
    });
    return Object.assign(shard, { id, die: life.die, sleep: life.sleep, wake: life.wake });
  };
  const newGateway = async (id: string): Promise<WireGateway> => {
    const life = mortal(scheduler, options.wrapStreams?.(streams, id) ?? streams, options.wrapLeases?.(leases, id) ?? leases);
    const shards = watchOwners({ leases: life.leases, scheduler: life.scheduler });
    const gateway = createGateway({
      ...{ ...life, clock, ids, random, cashier, shards },
      ...(options.arrivals && { arrivals: options.arrivals }),
      sessions: { open: async () => '', resolve: async (token) => principalOf(token), revoke: async () => undefined },
      fairness: { origin: ORIGIN, dealKeyName: keys.dealKey.name, dealKey: '00'.repeat(32) },
      fingerprint: '00'.repeat(32),
      config: {
        ...DEFAULT_GATEWAY_CONFIG,
        commandsPerPlayer: 10_000,
        commandsPerAddress: 10_000,
        ...options.gateway,
        gatewayId: id,
      },
      events: {
        closed: () => undefined,
        cameIn: () => undefined,
        streamCutOff: () => undefined,
        failed: (what, error) => void failures.push(`${id}: ${what}: ${error}`),
      },
    });
    await shards.start();
    await gateway.start();
    return Object.assign(gateway, { id, die: life.die });
  };

  const shards = Array.from({ length: options.shards ?? 1 }, (_, i) => newShard(`shard-${i}`));
  for (const shard of shards) await shard.start();
  const gateways = await Promise.all(Array.from({ length: options.gateways ?? 2 }, (_, i) => newGateway(`gateway-${i}`)));
  await time.advance(600); // every directory has seen every shard
  return {
    ...{ db, time, streams, leases, shards, gateways, findings, failures },
    startShard: async (id) => {
      const shard = newShard(id);
      await shard.start();
      return shard;
    },
    newTable: async (settings = {}) => {
      const [shard] = shards;
      assert(shard, 'a cluster without a shard');
      const made = await shard.createTable({ settings: { ...TEST_SETTINGS, ...settings }, ownerId: null });
      await time.settle();
      return made.settings.tableId;
    },
    player: async (tableId, policy = null) => {
      const playerId = ids.uuid();
      const granted = await cashier.claimGrant(playerId, ids.uuid());
      assert(granted.ok, 'no grant for a new player');
      return new WirePlayer({ time, ids, playerId, tableId, policy });
    },
    shadow: ({ playerId }, tableId) => new WirePlayer({ time, ids, playerId, tableId, policy: null }),
    ownerOf: async (tableId) => (await leases.list()).find(({ name }) => name === `table:${tableId}`)?.holder ?? null,
  };
}
