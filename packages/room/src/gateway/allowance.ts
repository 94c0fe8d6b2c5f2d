/**
 * Allowances: so many frames in ten seconds for each player or address, refilled evenly.
 *
 * A bucket of our own because it runs on the room's clock: a simulation must be able to flood a gateway in virtual time.
 */
import type { Clock } from '@aboveboard/kit';

export const ALLOWANCE_WINDOW_MS = 10_000;

export interface Allowance {
  /** Takes one; 0 when it was granted, else milliseconds until the next one will be. */
  take(key: string): number;
  /** Forgets whoever has a full allowance again. */
  sweep(): void;
}

interface Bucket {
  left: number;
  atMs: number;
}

export function createAllowance(clock: Clock, perWindow: number): Allowance {
  const buckets = new Map<string, Bucket>();
  const perMs = perWindow / ALLOWANCE_WINDOW_MS;
  const leftNow = (bucket: Bucket, nowMs: number): number => Math.min(perWindow, bucket.left + (nowMs - bucket.atMs) * perMs);
  return {
    take: (key) => {
      const nowMs = clock.nowMs();
      const bucket = buckets.get(key) ?? { left: perWindow, atMs: nowMs };
      const left = leftNow(bucket, nowMs);
      const isGranted = left >= 1;
      buckets.set(key, { left: isGranted ? left - 1 : left, atMs: nowMs });
      return isGranted ? 0 : Math.ceil((1 - left) / perMs);
    },
    sweep: () => {
      const nowMs = clock.nowMs();
      for (const [key, bucket] of buckets) if (leftNow(bucket, nowMs) >= perWindow) buckets.delete(key);
    },
  };
}
