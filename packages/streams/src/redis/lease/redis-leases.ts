/** Leases on Redis, by the clock of Redis alone. */
import { err, ok, type Scheduler } from '@aboveboard/kit';
import { RESP_TYPES } from '@redis/client';
import type { HeldLease, Lease, Leases } from '../../lease/leases.ts';
import { watchLeases } from '../../lease/watch-leases.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf } from '../connection/redis-fault.ts';
import { runScript, type Script } from '../connection/script.ts';
import { gathering } from './gathering.ts';
import { ACQUIRE, RELEASE, RENEW } from './lease-scripts.ts';

export interface RedisLeasesOptions {
  /** Part of the key, and its hash tag: rooms that share a Redis have spaces of their own. */
  readonly space?: string;
  /** How often a watch looks. */
  readonly watchEveryMs?: number;
}

/** A hash of thousands as one list: an object of so many keys takes longer to make than to read. */
const FLAT = { typeMapping: { [RESP_TYPES.MAP]: Array } };

/** Name, holder, epoch, ttlMs. */
type Renewal = readonly [string, string, number, number];

/** Leases over the client given. What one turn of the event loop renews goes in one script. Each call fails with a RedisFault when Redis cannot be asked. */
export function redisLeases(redis: Redis, scheduler: Scheduler, options: RedisLeasesOptions = {}): Leases {
  const key = `ab:{${options.space ?? 'leases'}}:leases`;
  const run = <T>(script: Script, ...args: (string | number)[]): Promise<T> =>
    runScript<T>(redis, script, [key], args.map(String)).catch((error: unknown) => {
      throw faultOf(error);
    });
  /** By two plain commands and not by a script, which takes Redis a multiple of their time where there are thousands. */
  const list = async (): Promise<readonly HeldLease[]> => {
    const asked = Promise.all([redis.sendCommand<string[]>(['TIME']), redis.sendCommand<string[]>(['HGETALL', key], FLAT)]);
    const [time, all] = await asked.catch((error: unknown) => {
      throw faultOf(error);
    });
    return heldOf(all, Number(time[0]) * 1_000 + Math.floor(Number(time[1]) / 1_000));
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

/** @param all names and what is known of each, by turns: see lease-scripts.ts */
function heldOf(all: readonly string[], nowMs: number): HeldLease[] {
  const held: HeldLease[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const [name = '', text = ''] = [all[i], all[i + 1]];
    const [epoch = '', untilMs = ''] = text.split(' ', 2);
    const remainingMs = Number(untilMs) - nowMs;
    const holder = text.slice(epoch.length + untilMs.length + 2);
    if (remainingMs > 0) held.push({ name, holder, epoch: Number(epoch), remainingMs });
  }
  return held.sort((a, b) => (a.name < b.name ? -1 : 1));
}
