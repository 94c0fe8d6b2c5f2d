/** What a scenario is given, and what it hands back. */

import type { Guest } from '../../bench/src/measure/started-room.ts';
import type { Generator } from './generator.ts';
import type { Pace } from './player.ts';
import type { RoomUnderLoad } from './room.ts';
import type { Viewer, ViewerWish } from './viewer.ts';

export interface Load {
  readonly room: RoomUnderLoad;
  /** `ws://…/ws` of the room itself. */
  readonly url: string;
  readonly sockets: number;
  readonly ms: number;
  readonly pace: Pace;
  readonly generator: Generator;
  /** In [0, 1), from the run's seed. */
  readonly chance: () => number;
  readonly say: (text: string) => void;
  /** Runs when all is audited. */
  atEnd(task: () => Promise<void>): void;
  guests(count: number): Promise<Guest[]>;
  tables(owners: readonly Guest[], seats: number): Promise<string[]>;
  /** What is measured begins here; getting ready for it is no part. */
  begin(): void;
  /** A viewer whose ledger is audited at the end. */
  open(wish: Omit<ViewerWish, 'generator'>): Viewer;
}

export interface Outcome {
  /** Figures of this scenario alone, by name, in the unit that the name ends with. */
  readonly figures: Readonly<Record<string, number>>;
  /** What did not hold, beside what the ledgers say. */
  readonly faults: readonly string[];
  /** Time that was measured. */
  readonly measuredS: number;
}

export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly sockets: number;
  readonly minutes: number;
  run(load: Load): Promise<Outcome>;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @returns whether it came to be within the time. */
export async function until(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const endMs = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > endMs) return false;
    await pause(20);
  }
  return true;
}
