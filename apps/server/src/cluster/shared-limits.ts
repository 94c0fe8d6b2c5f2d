/**
 * Limits of addresses that all processes of a room share, over its Redis: sessions that are made, and connections that say hello. Each process
 * counts by itself besides, and alone while Redis does not answer: to come in must not hang on it.
 * @see rules/CLUSTER.md CLUSTER-67
 */
import type { Limiter, TokenBucket } from '@aboveboard/streams';
import type { ServerConfig } from '../config/settings.ts';

/** Milliseconds until the next one may come from this address; 0: it may come now, and is counted. */
export interface SharedLimits {
  login(address: string): Promise<number>;
  hello(address: string): Promise<number>;
}

export const NO_SHARED_LIMITS: SharedLimits = { login: async () => 0, hello: async () => 0 };

type Wanted = Pick<ServerConfig, 'loginsPerAddress' | 'commandsPerAddress'>;

/** @param failed hears that Redis was not there for it */
export function sharedLimits(
  limiter: Limiter,
  space: string,
  { loginsPerAddress, commandsPerAddress }: Wanted,
  failed: (error: unknown) => void,
): SharedLimits {
  const taking = (limit: TokenBucket) => async (address: string) => {
    try {
      const taken = await limiter.take({ queue: `${space}.door`, limits: [{ limit, key: address }] });
      return taken.isGranted ? 0 : taken.waitMs;
    } catch (error) {
      failed(error);
      return 0;
    }
  };
  return {
    login: taking(bucket('logins', loginsPerAddress, 60_000)),
    hello: taking(bucket('hellos', commandsPerAddress, 10_000)),
  };
}

function bucket(name: string, count: number, perMs: number): TokenBucket {
  return { kind: 'token-bucket', name, count, perMs, burst: count };
}
