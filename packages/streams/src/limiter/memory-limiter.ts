/** Limits in memory: for the one-process room and for simulation. A restart finds every bucket full and every window empty. */
import type { Clock } from '@aboveboard/kit';
import { type Kept, spend, spentUntilUs, weigh } from './allowance.ts';
import { assertDemand, type Demand, type Limiter, slotOf, type Taken } from './limiter.ts';
import { type Expiring, sweep } from './sweep.ts';

interface Entry extends Expiring {
  readonly kept: Kept;
}

/** Entries looked at in each call for ones that make no difference any more: more than a call adds, so the rest stays bounded. */
const SWEPT_PER_ENTRY = 2;

export function memoryLimiter(clock: Clock): Limiter {
  const entries = new Map<string, Entry>();
  return {
    take: async (demand) => {
      assertDemand(demand);
      const nowUs = Math.floor(clock.nowMs() * 1_000);
      sweep(entries, demand.limits.length * SWEPT_PER_ENTRY, nowUs);
      return take(entries, demand, nowUs);
    },
  };
}

function take(entries: Map<string, Entry>, { queue, limits, n = 1 }: Demand, nowUs: number): Taken {
  const weighed = limits.map((limited) => {
    const id = `${queue}:${slotOf(limited)}`;
    return { id, limit: limited.limit, ...weigh(limited.limit, entries.get(id)?.kept, n, nowUs) };
  });
  const waitUs = Math.max(...weighed.map((each) => each.waitUs));
  for (const { id, limit, kept } of weighed) {
    const after = waitUs === 0 ? spend(limit, kept, n) : kept;
    entries.set(id, { kept: after, untilUs: spentUntilUs(limit, after) });
  }
  return waitUs === 0 ? { isGranted: true } : { isGranted: false, waitMs: Math.ceil(waitUs / 1_000) };
}
