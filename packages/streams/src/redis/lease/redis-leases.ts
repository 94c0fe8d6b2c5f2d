/** Leases on Redis, by the clock of Redis alone. */
import { err, ok, type Scheduler } from '@aboveboard/kit';
import type { HeldLease, Lease, Leases } from '../../lease/leases.ts';
import { watchLeases } from '../../lease/watch-leases.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf } from '../connection/redis-fault.ts';
import { runScript, type Script } from '../connection/script.ts';
import { gathering } from './gathering.ts';
import { ACQUIRE, LIST, RELEASE, RENEW } from './lease-scripts.ts';

export interface RedisLeasesOptions {
  /** Part of the key, and its hash tag: rooms that share a Redis have spaces of their own. */
  readonly space?: string;
  /** How often a watch looks. */
  readonly watchEveryMs?: number;
}

/** Name, holder, epoch, ttlMs. */
type Renewal = readonly [string, string, number, number];

/** Leases over the client given. What one turn of the event loop renews goes in one script. Each call fails with a RedisFault when Redis cannot be asked. */
export function redisLeases(redis: Redis, scheduler: Scheduler, options: RedisLeasesOptions = {}): Leases {
  const keys = [`ab:{${options.space ?? 'leases'}}:leases`];
  const run = <T>(script: Script, ...args: (string | number)[]): Promise<T> =>
    runScript<T>(redis, script, keys, args.map(String)).catch((error: unknown) => {
      throw faultOf(error);
    });
  const list = async (): Promise<readonly HeldLease[]> => {
    const found = await run<readonly (readonly [string, string, number, number])[]>(LIST);
    const held = found.map(([name, holder, epoch, remainingMs]) => ({ name, holder, epoch, remainingMs }));
    return held.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const renewals = gathering((some: readonly Renewal[]) => run<number[]>(RENEW, ...some.flat()));
  return {
    acquire: async ({ name, holder, ttlMs, floor }) => {
      const answer = await run<readonly [number] | readonly [string, number, number]>(ACQUIRE, name, holder, ttlMs, floor);
      if (answer.length === 1) return ok({ name, holder, epoch: answer[0] });
      return err({ name, holder: answer[0], epoch: answer[1], remainingMs: answer[2] });
    },
    renew: async ({ name, holder, epoch }: Lease, ttlMs) => {
      const answer = await renewals.add([name, holder, epoch, ttlMs]);
      return answer === 0 ? err('LOST') : ok(answer === 1 ? 'KEPT' : 'FORGOTTEN');
    },
    release: async ({ name, holder, epoch }) => {
      await run(RELEASE, name, holder, epoch);
    },
    list,
    watch: watchLeases(list, scheduler, options.watchEveryMs ?? 500),
  };
}
