/** When to run a failed job again. */
export interface RetryPolicy {
  /** The longest wait after the first failed run; it doubles with each. */
  readonly baseMs: number;
  readonly maxMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { baseMs: 500, maxMs: 10_000 };

/**
 * The wait before the next run, in ms: anything from nothing up to a bound that doubles with each failure ("full jitter"), so that
 * jobs which failed together do not come back together.
 *
 * @param failures runs that failed so far, 1 or more.
 * @param chance from 0 up to but not 1.
 */
export function retryDelayMs(failures: number, chance: number, { baseMs, maxMs }: RetryPolicy = DEFAULT_RETRY): number {
  return Math.floor(chance * Math.min(maxMs, baseMs * 2 ** (failures - 1)));
}
