/**
 * Priorities: of ten jobs, six urgent, three normal and one bulk, as long as there are of all; what one has not, the others have.
 *
 * A wheel of turns says whose turn the next job is. Every priority is on it, so none starves; an empty one is passed over at once.
 */

/** Highest first. */
export const PRIORITIES = ['urgent', 'normal', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Turns are spread so that a burst of one is never longer than it must be. Indices into PRIORITIES. */
export const WHEEL: readonly number[] = [0, 1, 0, 0, 1, 0, 2, 0, 1, 0];

/**
 * How many jobs to take of each priority for up to `limit` of them, when the wheel stands at `turn`.
 *
 * Each has its share of the next `limit` turns; what it cannot fill goes to the others, highest first.
 *
 * @param ready jobs ready of each priority, in the order of PRIORITIES.
 */
export function sharesOf(ready: readonly number[], turn: number, limit: number): number[] {
  const shares = PRIORITIES.map(() => 0);
  for (let i = 0; i < limit; i++) {
    const index = WHEEL[(turn + i) % WHEEL.length] as number;
    shares[index] = (shares[index] as number) + 1;
  }
  const taken = shares.map((share, index) => Math.min(share, ready[index] as number));
  let left = limit - taken.reduce((sum, n) => sum + n, 0);
  return taken.map((n, index) => {
    const more = Math.min(left, (ready[index] as number) - n);
    left -= more;
    return n + more;
  });
}
