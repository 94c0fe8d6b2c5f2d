/**
 * The arithmetic of limits, in whole numbers. A bucket is counted in grains: a token is `perMs` × 1000 grains, of which `count`
 * come in each microsecond, so that nothing is lost to rounding at any rate.
 *
 * The same steps are written out in Lua in redis/limiter; the contract suite holds the two together.
 */
import type { Limit } from './limiter.ts';

/** What is kept of a limit: grains at a moment in µs for a bucket, taken in a numbered window for a window. */
export interface Kept {
  readonly amount: number;
  readonly at: number;
}

export interface Weighed {
  /** What stands now, before anything is taken. */
  readonly kept: Kept;
  /** 0 when `n` can be had now. */
  readonly waitUs: number;
}

/** Brings what was kept up to the present, and says how long `n` would have to wait. A clock set back is taken as it is. */
export function weigh(limit: Limit, before: Kept | undefined, n: number, nowUs: number): Weighed {
  const perUs = limit.perMs * 1_000;
  if (limit.kind === 'fixed-window') {
    const window = Math.floor(nowUs / perUs);
    const taken = before?.at === window ? before.amount : 0;
    return { kept: { amount: taken, at: window }, waitUs: taken + n <= limit.count ? 0 : (window + 1) * perUs - nowUs };
  }
  const full = limit.burst * perUs;
  const gained = Math.max(0, nowUs - (before?.at ?? nowUs)) * limit.count;
  const grains = Math.min(full, (before?.amount ?? full) + gained);
  return { kept: { amount: grains, at: nowUs }, waitUs: Math.ceil(Math.max(0, n * perUs - grains) / limit.count) };
}

/** What is kept once `n` have been taken. */
export function spend(limit: Limit, { amount, at }: Kept, n: number): Kept {
  return limit.kind === 'fixed-window' ? { amount: amount + n, at } : { amount: amount - n * limit.perMs * 1_000, at };
}

/** When it makes no difference any more whether this is kept: the bucket is full, the window over. In µs since 1970. */
export function spentUntilUs(limit: Limit, { amount, at }: Kept): number {
  const perUs = limit.perMs * 1_000;
  if (limit.kind === 'fixed-window') return (at + 1) * perUs;
  return at + Math.ceil((limit.burst * perUs - amount) / limit.count);
}
