/** Makes the list of faults of a failing simulation as short as it can: what is left is what it takes. */
import type { Fault } from './faults.ts';
import type { Broken } from './invariants/judge.ts';

export interface Shrunk {
  readonly faults: readonly Fault[];
  readonly broken: Broken;
  readonly runs: number;
}

/** Runs of one shrinking, at most. */
const MOST_RUNS = 80;

/**
 * Leaves out halves, then quarters, down to single faults, as long as the same promise is broken.
 *
 * @param run plays the same seed with other faults
 */
export async function shrink(
  faults: readonly Fault[],
  broken: Broken,
  run: (faults: readonly Fault[]) => Promise<Broken | null>,
): Promise<Shrunk> {
  let kept = faults;
  let found = broken;
  let runs = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1 && runs < MOST_RUNS; ) {
    let hasShrunk = false;
    for (let at = 0; at < kept.length && runs < MOST_RUNS; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      runs += 1;
      const still = await run(without);
      if (still?.promise === broken.promise) {
        kept = without;
        found = still;
        hasShrunk = true;
      } else at += size;
    }
    if (size === 1 && !hasShrunk) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return { faults: kept, broken: found, runs };
}
