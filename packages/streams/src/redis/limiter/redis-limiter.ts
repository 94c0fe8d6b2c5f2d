/** Limits on Redis, shared by all who share it, by its clock alone. One round trip for each demand. */
import { assertDemand, type Demand, type Limit, type Limiter, slotOf } from '../../limiter/limiter.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf } from '../connection/redis-fault.ts';
import { runScript } from '../connection/script.ts';
import { TAKE } from './limiter-script.ts';

/** Limits over the client given. A call rejects with a RedisFault when Redis cannot be asked; it may have been granted then. */
export function redisLimiter(redis: Redis): Limiter {
  return {
    take: async (demand) => {
      assertDemand(demand);
      const waitUs = await takeOn(redis, demand);
      return waitUs === 0 ? { isGranted: true } : { isGranted: false, waitMs: Math.ceil(waitUs / 1_000) };
    },
  };
}

async function takeOn(redis: Redis, { queue, limits, n = 1 }: Demand): Promise<number> {
  const keys = limits.map((limited) => `ab:{${queue}}:limit:${slotOf(limited)}`);
  const args = [String(n), ...limits.flatMap(({ limit }) => argumentsOf(limit).map(String))];
  try {
    return await runScript<number>(redis, TAKE, keys, args);
  } catch (error) {
    throw faultOf(error);
  }
}

function argumentsOf(limit: Limit): readonly (string | number)[] {
  const perUs = limit.perMs * 1_000;
  return limit.kind === 'fixed-window' ? ['w', limit.count, perUs, 0] : ['b', limit.count, perUs, limit.burst];
}
