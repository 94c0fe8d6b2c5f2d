/**
 * A whole shard for tests: real SQLite, real streams in memory, real decks and signatures; only time and chance are given. Keys outlive
 * the database, so that a room can be opened again on what a crash left of it.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Aead, type Origin, publicKeyOf } from '@aboveboard/fairness';
import { assert, type Random } from '@aboveboard/kit';
import { DEFAULT_GRANT_POLICY, ISSUANCE } from '@aboveboard/ledger';
import { DEFAULT_HOUSE_RULES, type TableSettings } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { memoryLeases, memoryStreams, type Streams } from '@aboveboard/streams';
import { seededIds, seededRandom, type VirtualTime, virtualTime } from '@aboveboard/testkit';
import { type BooksMark, FROM_THE_FIRST } from '../books/books-mark.ts';
import { checkBooks as checkAllBooks } from '../books/check-books.ts';
import { createCashier } from '../cashier/cashier.ts';
import { createDealer } from '../deal/scb1-dealer.ts';
import { databaseJournals } from '../journal/database-journals.ts';
import type { Journals } from '../journal/journal.ts';
import { createAppendOnlyLog } from '../log/append-only-log.ts';
import {
  DEFAULT_SHARD_CONFIG,
  type DealKey,
  type FailPoints,
  type Finding,
  type KeyRing,
  noFailPoints,
  type Shard,
  type ShardConfig,
  type TransparencyLog,
} from '../ports.ts';
import { createShard } from '../shard/shard.ts';
import { createTestGateway, type TestGateway } from './test-gateway.ts';
import type { PlayerOptions, TestPlayer } from './test-player.ts';

/** A test's own seed, or the one in `ABOVEBOARD_SEED`, to look further or to see a failure again. */
export function seedOr(own: number): number {
  return Number(process.env.ABOVEBOARD_SEED ?? own);
}

export const ORIGIN = 'test.example/log/2026h2' as Origin;

export interface TestRoomOptions {
  readonly seed: number;
  readonly path?: string;
  readonly time?: VirtualTime;
  readonly keys?: TestKeys;
  readonly failPoints?: FailPoints;
  readonly eventsWritten?: () => void;
  readonly config?: Partial<ShardConfig>;
  /** In the database, where nothing else is said. */
  readonly journals?: (db: Db) => Journals;
  /** Stands between the room and its database or log, to make them fail. */
  readonly wrapDb?: (db: Db) => Db;
  readonly wrapLog?: (log: TransparencyLog) => TransparencyLog;
}

export interface TestKeys {
  readonly dealKey: DealKey;
  readonly keyRing: KeyRing;
}

export interface TestRoom {
  readonly db: Db;
  readonly time: VirtualTime;
  readonly shard: Shard;
  readonly streams: Streams;
  readonly gateway: TestGateway;
  readonly keys: TestKeys;
  readonly findings: Finding[];
  readonly random: ReturnType<typeof seededRandom>;
  readonly config: ShardConfig;
  newTable(settings?: Partial<TableSettings>): Promise<{ settings: TableSettings; invite: string | null }>;
  /** A player with 10 000 chips, connected and watching the table. */
  player(name: string, table: string, options?: PlayerOptions): Promise<TestPlayer>;
  /** Throws unless the books agree with themselves and with the tables. */
  checkBooks(): Promise<void>;
}

export const TEST_SETTINGS: Omit<TableSettings, 'tableId'> = {
  name: 'Test',
  game: 'NT',
  seats: 6,
  smallBlind: 5,
  bigBlind: 10,
  ante: 0,
  bigBlindAnte: 0,
  bringIn: 0,
  smallBet: 10,
  bigBet: 20,
  straddles: 0,
  house: DEFAULT_HOUSE_RULES,
  minBuyIn: 200,
  maxBuyIn: 2_000,
  rake: { basisPoints: 500, cap: 30 },
  turnMs: 20_000,
  timeBankMs: 60_000,
  rejoinMs: 90_000,
  isPrivate: false,
};

export async function openTestRoom(options: TestRoomOptions): Promise<TestRoom> {
  const time = options.time ?? virtualTime();
  const random = seededRandom(options.seed);
  const keys = options.keys ?? newKeys(random);
  const real = await openDatabase(options.path ?? ':memory:');
  const db = options.wrapDb?.(real) ?? real;
  const streams = memoryStreams();
  const findings: Finding[] = [];
  const config = { ...DEFAULT_SHARD_CONFIG, ...options.config };
  const { clock, scheduler } = time;
  const log = createAppendOnlyLog({ db, clock, origin: ORIGIN, dealKey: keys.dealKey });
  const shard = createShard({
    ...{
      db,
      journals: (options.journals ?? databaseJournals)(db),
      streams,
      leases: memoryLeases(clock, scheduler),
      clock,
      scheduler,
      random,
      ids: seededIds(random),
      aead,
      config,
      keyRing: keys.keyRing,
    },
    log: options.wrapLog?.(log) ?? log,
    deals: createDealer({ origin: ORIGIN, aead, random, ...keys }),
    findings: { report: (finding) => void findings.push(finding) },
    failPoints: options.failPoints ?? noFailPoints,
    eventsWritten: options.eventsWritten ?? (() => undefined),
  });
  await shard.start();
  const gateway = await createTestGateway({
    streams,
    shardId: config.shardId,
    dealKey: keys.dealKey.publicKey,
    origin: ORIGIN,
    random,
  });
  const cashier = createCashier({ db: real, clock, policy: DEFAULT_GRANT_POLICY });
  const ids = seededIds(random);
  let mark = FROM_THE_FIRST;
  return {
    ...{ db: real, time, shard, streams, gateway, keys, findings, random, config },
    newTable: (settings = {}) => shard.createTable({ settings: { ...TEST_SETTINGS, ...settings }, ownerId: null }),
    player: async (name, table, playerOptions = {}) => {
      const playerId = playerOptions.playerId ?? ids.uuid();
      if (!playerOptions.playerId) {
        const granted = await cashier.claimGrant(playerId, ids.uuid());
        assert(granted.ok, 'no grant for a new player');
      }
      const player = gateway.connect(playerId, name, table, playerOptions);
      await time.settle();
      return player;
    },
    checkBooks: async () => {
      mark = await checkBooks(real, mark);
    },
  };
}

export function newKeys(random: Random): TestKeys {
  const secret = random.bytes(32);
  return {
    dealKey: { name: 'test.example/deal', secret, publicKey: publicKeyOf(secret) },
    keyRing: {
      keks: keyList(random),
      recordKeys: keyList(random),
    },
  };
}

function keyList(random: Random): KeyRing['keks'] {
  const key = { id: 1, key: random.bytes(32) };
  return () => [key];
}

export const aead: Aead = {
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

/**
 * One moment of the books against the tables. A test room has nobody who tells events, so those may wait.
 *
 * @returns what the next look may go on from
 */
export async function checkBooks(db: Db, from: BooksMark = FROM_THE_FIRST): Promise<BooksMark> {
  const walk = { breathe: async () => undefined, progress: () => undefined };
  const { differences, balances, mark } = await db.snapshot((reader) => checkAllBooks(reader, from, 0, walk));
  assert(differences.length === 0, `the books disagree: ${JSON.stringify(differences)}`);
  assert((balances.get(ISSUANCE) ?? 0) < 0, 'no chips were issued');
  return mark;
}

/** A folder for databases that crash; removed by `remove`. */
export function crashFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-room-'));
  let copies = 0;
  return {
    path: join(folder, 'room.db'),
    /** The files as a killed process leaves them: with what is committed, without what is not. */
    copy: (path = join(folder, 'room.db')): string => {
      const to = join(folder, `copy-${copies++}.db`);
      for (const suffix of ['', '-wal']) {
        if (existsSync(`${path}${suffix}`)) copyFileSync(`${path}${suffix}`, `${to}${suffix}`);
      }
      return to;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
