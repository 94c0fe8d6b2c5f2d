/** The roles of the room as the server composes them, on what one life of a process is given. Nothing of the room is modelled. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type Aead, type Origin, publicKeyOf, toHex } from '@aboveboard/fairness';
import { err } from '@aboveboard/kit';
import { DEFAULT_GRANT_POLICY } from '@aboveboard/ledger';
import { protocolFingerprint } from '@aboveboard/protocol';
import {
  createAppendOnlyLog,
  createCashier,
  createDealer,
  createEventBell,
  createGateway,
  createRemoteLog,
  createSessions,
  createShard,
  createWorkerRole,
  DEFAULT_GATEWAY_CONFIG,
  DEFAULT_SHARD_CONFIG,
  type DealKey,
  databaseJournals,
  type Finding,
  type HandFiles,
  houseConsumers,
  houseQueues,
  type KeyRing,
  noFailPoints,
  noTraces,
  startLogRole,
  streamJournals,
  watchOwners,
} from '@aboveboard/room';
import { memoryLimiter, type QueueStore } from '@aboveboard/streams';
import { seededIds } from '../seeded-chance.ts';
import { chanceOf } from './chance.ts';
import type { Life, Running } from './hosts.ts';
import type { Tempo } from './shape.ts';
import type { Door } from './sockets.ts';

export const ORIGIN = 'simulated.example/log/2026h2' as Origin;
/** For hands in play when a process goes down in order. */
const STOP_WITHIN_MS = 4_000;
const LOG_DEADLINE_MS = 1_000;

export interface RoleContext {
  readonly seed: number;
  readonly dealKey: DealKey;
  readonly keyRing: KeyRing;
  /** A role `log` runs apart, and shards ask it. */
  readonly isLogApart: boolean;
  /** Accepted actions stand in streams, not in the database. */
  readonly isJournalInStreams: boolean;
  readonly tempo: Tempo;
  readonly found: (by: string, finding: Finding) => void;
}

export function newKeys(seed: number): Pick<RoleContext, 'dealKey' | 'keyRing'> {
  const chance = chanceOf(seed, 'keys');
  const secret = chance.bytes(32);
  const key = { id: 1, key: chance.bytes(32) };
  return {
    dealKey: { name: 'simulated.example/deal', secret, publicKey: publicKeyOf(secret) },
    keyRing: { keks: () => [key], recordKeys: () => [key] },
  };
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function localLog(context: RoleContext, { database, process }: Life) {
  return createAppendOnlyLog({ db: database.db, clock: process.clock, origin: ORIGIN, dealKey: context.dealKey });
}

export async function runShard(context: RoleContext, life: Life): Promise<Running> {
  const { id, process, database, streams, leases } = life;
  const random = chanceOf(context.seed, `random ${id}`);
  const { clock, scheduler } = process;
  const ids = seededIds(random);
  const remote = context.isLogApart
    ? createRemoteLog({ streams, scheduler, ids, origin: ORIGIN, asker: id, deadlineMs: LOG_DEADLINE_MS })
    : null;
  await remote?.start();
  const shard = createShard({
    ...{ db: database.db, streams, leases, clock, scheduler, random, ids, aead, keyRing: context.keyRing },
    journals: context.isJournalInStreams ? streamJournals(streams, database.db) : databaseJournals(database.db),
    log: remote ?? localLog(context, life),
    deals: createDealer({ origin: ORIGIN, aead, random, dealKey: context.dealKey, keyRing: context.keyRing }),
    findings: { report: (finding) => process.isDead || context.found(id, finding) },
    failPoints: noFailPoints,
    eventsWritten: () => undefined,
    config: {
      ...DEFAULT_SHARD_CONFIG,
      shardId: id,
      betweenHandsMs: context.tempo.betweenHandsMs,
      revealMs: 1_500,
      revealMaxMs: 2_500,
      retryMaxMs: 1_000,
    },
  });
  await shard.start();
  return {
    stop: async () => {
      await shard.stop(STOP_WITHIN_MS);
      remote?.stop();
    },
  };
}

export async function runGateway(context: RoleContext, life: Life, doors: Set<Door>): Promise<Running> {
  const { id, process, database, streams, leases } = life;
  const random = chanceOf(context.seed, `random ${id}`);
  const { clock, scheduler } = process;
  const { db } = database;
  const shards = watchOwners({ leases, scheduler });
  const { dealKey } = context;
  const gateway = createGateway({
    ...{ streams, leases, clock, scheduler, random, ids: seededIds(random), shards },
    sessions: createSessions({ db, clock, random, sha256Hex }),
    cashier: createCashier({ db, clock, policy: DEFAULT_GRANT_POLICY }),
    fairness: { origin: ORIGIN, dealKeyName: dealKey.name, dealKey: toHex(dealKey.publicKey) },
    fingerprint: FINGERPRINT,
    config: { ...DEFAULT_GATEWAY_CONFIG, gatewayId: id, heartbeatMs: 4_000 },
    events: {
      cameIn: () => undefined,
      closed: () => undefined,
      streamCutOff: () => undefined,
      failed: () => undefined,
    },
  });
  await shards.start();
  await gateway.start();
  const door: Door = { process, accept: (connection) => gateway.accept(connection, null) };
  doors.add(door);
  process.onDeath(() => void doors.delete(door));
  return {
    stop: async () => {
      doors.delete(door);
      await gateway.drain(STOP_WITHIN_MS);
      await gateway.stop();
      shards.stop();
    },
  };
}

export async function runLog(context: RoleContext, life: Life): Promise<Running> {
  const { streams, process } = life;
  return startLogRole({ streams, scheduler: process.scheduler, log: localLog(context, life), failed: () => undefined });
}

export async function runWorker(
  { seed }: RoleContext,
  { id, process, database, streams }: Life,
  store: QueueStore,
): Promise<Running> {
  const { clock, scheduler } = process;
  const random = chanceOf(seed, `random ${id}`);
  const worker = createWorkerRole(
    {
      ...{ db: database.db, streams, clock, scheduler, random, ids: seededIds(random), store, sha256Hex },
      ...{ consumers: houseConsumers({ clock }), bell: createEventBell(), failPoints: noFailPoints, traces: noTraces },
      ...{ files: noFiles, limiter: memoryLimiter(clock), trouble: () => undefined },
    },
    { queues: houseQueues({ maxJobs: 1_000 }), importsPerMinute: 60, graceMs: STOP_WITHIN_MS },
  );
  worker.start();
  return worker;
}

/** A disk that takes what it is given; nobody reads it here. */
const noFiles: HandFiles = {
  readImport: async () => err({ code: 'NOT_FOUND', message: 'there are no files here' }),
  writeArchive: async () => ({
    append: async () => undefined,
    finish: async () => ({ file: 'archive', bytes: 0, sha256: '' }),
    discard: async () => undefined,
  }),
};

const FINGERPRINT = protocolFingerprint();

const aead: Aead = {
  seal: (key, nonce, plaintext, aad) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },
  open: (key, nonce, sealed, aad) => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad).setAuthTag(sealed.subarray(-16));
    try {
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
    } catch {
      return null;
    }
  },
};
