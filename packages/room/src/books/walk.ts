/** Long work in small pieces: others have their turn between two of them. */
import type { Difference } from '@aboveboard/ledger';

export interface Walk {
  /** Lets others have a turn. */
  readonly breathe: () => Promise<void>;
  /** Hears how far it is. */
  readonly progress: (done: number, of: number) => void;
}

/** Differences that are named; of a database that is damaged through and through the rest says no more. */
export const MAX_DIFFERENCES = 1_000;

export type Found = Difference[];

/** Adds what there is room for. */
export function note(found: Found, more: readonly Difference[]): void {
  found.push(...more.slice(0, Math.max(0, MAX_DIFFERENCES - found.length)));
}
