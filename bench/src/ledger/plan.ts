/** What is measured, how much of it, and what it is called in the report. */

/** Hands that share a transaction. */
export const GROUPS = [1, 20, 100] as const;
export const PLACES = ['SQLite', 'MariaDB'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface Amounts {
  readonly rounds: number;
  /** Hands of a round, one a transaction, and in larger groups. */
  readonly alone: number;
  readonly grouped: number;
  /** How long hands end at the rate of the bar. */
  readonly pacedS: number;
}

export const FULL: Amounts = { rounds: 5, alone: 600, grouped: 4_000, pacedS: 4 };
export const QUICK: Amounts = { rounds: 3, alone: 100, grouped: 600, pacedS: 1 };

/** Settled hands that are filed by player and table in one transaction, in the background, as a room does it. */
export const FILED_AT_ONCE = 200;

/** Tables, six players at each: a group of a hundred hands is of as many tables. */
export const TABLES = 200;
export const SEATS = 6;

/** Settled hands a second, durable (design/figures.md); 99 of 100 of them within so long. */
export const BAR_PER_SECOND: Readonly<Record<PlaceName, number>> = { SQLite: 5_000, MariaDB: 1_000 };
export const BAR_P99_MS = 50;

/** A way to settle hands: `naive` with a transaction each, ours by the hands that share one, `paced` as a shard does at the rate of the bar. */
export type Way = 'naive' | `group of ${(typeof GROUPS)[number]}` | 'paced';

/** One way at one place in one round. */
export interface Reading {
  readonly place: PlaceName;
  readonly way: Way;
  readonly perSecond: number;
  /** From handing over to durable, each hand's. */
  readonly waitsMs: readonly number[];
  /** Of our process and the server's, a hand. */
  readonly ownCpuUs: number;
  readonly serverCpuUs: number;
  readonly statements: number;
}

/** What it takes to file the hands that were settled, in the background. */
export interface Filing {
  readonly place: PlaceName;
  readonly hands: number;
  /** Of our process and the server's, a hand. */
  readonly ownCpuUs: number;
  readonly serverCpuUs: number;
  /** How long one transaction keeps others waiting, ms. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}
