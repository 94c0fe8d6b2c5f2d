/**
 * What the roles of the room are given: time, chance, storage, streams, keys, the log. Nothing in this package reaches for them
 * by itself, so that a whole room runs again exactly from one seed.
 */
import type { Aead, Kek, Origin } from '@aboveboard/fairness';
import type { Clock, Ids, Random, Result, Scheduler } from '@aboveboard/kit';
import type { LobbyTable, LoggedEntry, TableSettings } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import type { Leases, Streams } from '@aboveboard/streams';
import type { DealProtocol } from './deal/deal-protocol.ts';
import type { Journals } from './journal/journal.ts';

/**
 * The keys a shard holds; see design/keys.md. KEKs seal the boxes of hands in play and live outside the database; record keys seal
 * hole cards at rest. The first of each list is the current one; those that follow still open what they sealed.
 */
export interface KeyRing {
  keks(): readonly [Kek, ...Kek[]];
  recordKeys(): readonly [Kek, ...Kek[]];
}

/** The operator's deal key `<host>/deal`, which signs promises and cutnotes: Ed25519, 32 secret bytes. */
export interface DealKey {
  readonly name: string;
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Which entry this is: the log takes one entry of each type for a (table, hand number). */
export interface LogKey {
  /** Empty for what concerns the whole room. */
  readonly tableId: string;
  /** 0 for what concerns the whole table. */
  readonly handNo: number;
  /** First byte after the version: 1 OPEN, 2 CLOSE, 5 RULES … */
  readonly type: number;
}

/** The public, append-only log of sealed and closed hands. */
export interface TransparencyLog {
  /** `<host>/log/<half-year>`, part of every hand id. */
  readonly origin: Origin;
  /**
   * Appends once: the same bytes under the same key give the same index and promise again.
   *
   * @returns CONFLICT when other bytes stand under this key already: a fault of ours that must raise the alarm.
   * @throws when the log cannot be reached; try again, it is safe.
   */
  append(key: LogKey, bytes: Uint8Array): Promise<Result<LoggedEntry, 'CONFLICT'>>;
  find(key: LogKey): Promise<LoggedEntry | null>;
}

/** What an operator must know of. The server writes it to its log and counts it. */
export interface Findings {
  report(finding: Finding): void;
}
export interface Finding {
  readonly code:
    | 'BOX_UNREADABLE'
    | 'LOG_CONFLICT'
    | 'LEDGER_FAULT'
    | 'RECOVERY_FAILED'
    | 'TABLE_FAULT'
    | 'STORAGE_LOST'
    | 'LOG_LOST'
    /** Of a hand in play, so that nobody can say how it was played: stacks went back. */
    | 'JOURNAL_LOST'
    /** The lease of a table could not be renewed in time; it stands still. */
    | 'MESSAGING_LOST'
    /** Reconciliation or the daily close found what should not be; of no table and no hand. */
    | 'BOOKS_DIFFER'
    /** The room is not backed up as its settings want; of no table and no hand. */
    | 'BACKUP_FAILED';
  /** Empty where it is about none. */
  readonly tableId: string;
  readonly handNo: number | null;
  readonly detail: string;
}

/**
 * Named places where a crash test stops the process. A room has none: `noFailPoints`.
 * Those of a hand are passed once each, in this order, when the hand gets there; those of the relay once for all events told together,
 * and those of a daily close once each, in this order.
 */
export type FailPointName =
  | 'before-open'
  | 'after-open-row'
  | 'between-reveals-and-cut'
  | 'after-cut'
  | 'mid-betting'
  | 'at-showdown'
  | 'before-settle-commit'
  | 'after-settle-commit'
  | 'before-publish'
  | 'after-publish'
  | 'after-mark'
  | 'after-closing-entries'
  | 'before-close-commit'
  | 'after-close-commit';
export interface FailPoints {
  /** @param tableId empty for the relay's. */
  hit(name: FailPointName, tableId: string): void | Promise<void>;
}
export const noFailPoints: FailPoints = { hit: () => undefined };

/** Times in milliseconds; what belongs to one table stands in its settings instead. */
export interface ShardConfig {
  /** One process in one life: a process started again has another name. */
  readonly shardId: string;
  /** A table, and the shard itself, is held for so long; renewed so often. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** How often a shard looks at who has which table, and at which tables there are. */
  readonly lookMs: number;
  readonly tablesMs: number;
  /** Between the end of a hand and the next deal, so that people see who won. */
  readonly betweenHandsMs: number;
  /** Longer before a hand whose game a person chooses, until that is done. */
  readonly choiceMs: number;
  /** The window for seeds, and the most that slow connections stretch it to. */
  readonly revealMs: number;
  readonly revealMaxMs: number;
  /** How long the first in the waiting list has for a seat that came free. */
  readonly seatOfferMs: number;
  /** A seat that sits out this long is stood up, its chips back in the wallet. */
  readonly sitOutMs: number;
  /** Most requests waiting at one table; above it they are answered BUSY. */
  readonly mailboxLimit: number;
  /** While so many hands have ended and are not durable, no new one begins: a crash would run each of them out again. */
  readonly heldHandsLimit: number;
  /** Commands of a player in 10 s, through whatever gateways, but commits and seeds; null where a gateway alone counts them. */
  readonly commandsPerPlayer: number | null;
  readonly waitListLimit: number;
  /** Most frames kept for clients that resume. */
  readonly historyLimit: number;
  /** Wait before a failed write is tried again, at first and at most; random jitter is added. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
}

export const DEFAULT_SHARD_CONFIG: ShardConfig = {
  shardId: 'main',
  leaseMs: 5_000,
  renewMs: 1_500,
  lookMs: 500,
  tablesMs: 2_000,
  betweenHandsMs: 4_000,
  choiceMs: 8_000,
  revealMs: 2_000,
  revealMaxMs: 5_000,
  seatOfferMs: 30_000,
  sitOutMs: 10 * 60_000,
  mailboxLimit: 256,
  heldHandsLimit: 200,
  commandsPerPlayer: null,
  waitListLimit: 50,
  historyLimit: 512,
  retryMs: 100,
  retryMaxMs: 5_000,
};

export interface ShardPorts {
  readonly db: Db;
  /** Accepted actions of hands in play: `databaseJournals` or `streamJournals`, the same for all shards of a room. */
  readonly journals: Journals;
  readonly streams: Streams;
  /** Who has which table, of all shards that share this database. */
  readonly leases: Leases;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: TransparencyLog;
  /** Seals, cuts and opens decks; the only holder of undealt cards. SCB-1: `createDealer`. */
  readonly deals: DealProtocol;
  /** Seals the private record of a hand. */
  readonly aead: Aead;
  readonly keyRing: KeyRing;
  readonly findings: Findings;
  readonly failPoints: FailPoints;
  /** Events were written to the outbox, and are there for good. */
  readonly eventsWritten: () => void;
  readonly config: ShardConfig;
}

export interface NewTable {
  readonly settings: Omit<TableSettings, 'tableId'>;
  /** Who made it; null for the room's own tables. */
  readonly ownerId: string | null;
}

export interface Shard {
  /** Takes its share of the tables: ends what a crash left unfinished, opens them, and takes requests. */
  start(): Promise<void>;
  /**
   * No new hand begins; each table goes to another shard when its hand is over, and hands still open after `withinMs` are run out. Then
   * nothing of this shard runs any more.
   */
  stop(withinMs: number): Promise<void>;
  /** `invite` opens a private table and is given here only; it is stored hashed. */
  createTable(table: NewTable): Promise<{ readonly settings: TableSettings; readonly invite: string | null }>;
  /** No new hand begins; the hand in play ends, everybody's chips go back, then the table is closed for good. */
  closeTable(tableId: string): Promise<void>;
  /** A table that stands still or could not be opened is taken anew: what is unfinished at it is ended. Any other goes on as it is. */
  reopenTable(tableId: string): Promise<void>;
  /** Public tables, as the lobby shows them, oldest first. */
  tables(): readonly LobbyTable[];
  /** Tables where a player has a seat. */
  seatedAt(playerId: string): readonly string[];
  isHealthy(): boolean;
}
