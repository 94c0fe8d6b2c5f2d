/** What is measured, how much of it, and what it is called in the report. */
import type { SideName } from './side.ts';

export interface Amounts {
  readonly rounds: number;
  /** Jobs to work off; a quarter of them one at a time. */
  readonly work: number;
  readonly add: number;
  readonly memory: number;
  /** At `PER_SECOND` a second. */
  readonly waits: number;
}

export const FULL: Amounts = { rounds: 5, work: 20_000, add: 20_000, memory: 100_000, waits: 5_000 };
export const QUICK: Amounts = { rounds: 3, work: 5_000, add: 5_000, memory: 20_000, waits: 1_000 };

export const CONCURRENCIES = [1, 8, 32, 100];
export const PROCESSES = [1, 2];
/** Single adds awaited at a time. */
export const PARALLEL = 100;
/** Jobs of one call that adds many. */
export const BULK = 1_000;
export const PER_SECOND = 1_000;
export const WAITS_CONCURRENCY = 32;

/** Groups of measurements, by which a run can be cut short. */
export const GROUPS = ['work', 'add', 'latency', 'memory'] as const;
export type Group = (typeof GROUPS)[number];

export const DURABILITIES = ['everysec', 'always'] as const;
/** The `appendfsync` of Redis: what a power cut loses is up to a second, or nothing that was answered. */
export type Durability = (typeof DURABILITIES)[number];

/** One figure of one side in one round. */
export interface Reading {
  readonly side: SideName;
  readonly metric: string;
  readonly value: number;
}
