/** The bench in the command's own process, over a Redis and no room. */
import { randomUUID } from 'node:crypto';
import type { operatorRest as rest } from '@aboveboard/protocol';
import { type BenchOrder, startBench } from '@aboveboard/room';
import { osPorts } from '@aboveboard/server';
import type { Leases } from '@aboveboard/streams';
import { connectRedis, type Redis, redisLeases, redisQueueStore } from '@aboveboard/streams/redis';
import { Complaint } from '../../control/complaint.ts';
import { harmless } from '../../terminal/harmless.ts';

/** Beside the rooms that may use the same Redis. */
const SPACE = 'queue-bench';
const TTL_MS = 15_000;
/** A Redis that is not there is said at once. */
const MOST_ATTEMPTS = 2;
const SHOW_EVERY_MS = 300;

/** @throws Complaint when there is no Redis, or another bench runs on it. */
export async function benchRedis(
  url: string,
  order: BenchOrder,
  signal: AbortSignal,
  progress: { begin(): void; show(report: rest.BenchReport): void },
): Promise<rest.BenchReport> {
  const redis = await connected(url);
  try {
    const leases = redisLeases(redis, osPorts.scheduler, { space: SPACE });
    const release = await aloneOn(leases);
    const store = await redisQueueStore(redis, { space: SPACE });
    const bench = startBench({ ...osPorts, store }, order);
    signal.addEventListener('abort', bench.stop);
    progress.begin();
    const showing = setInterval(() => progress.show(bench.report()), SHOW_EVERY_MS);
    try {
      return await bench.ended;
    } finally {
      clearInterval(showing);
      store.close();
      await release();
    }
  } finally {
    redis.destroy();
  }
}

async function connected(url: string): Promise<Redis> {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url))
    throw new Complaint(`--redis: got ${harmless(url)}, wants an address such as redis://127.0.0.1:6379`);
  try {
    return await connectRedis({ url, maxReconnects: MOST_ATTEMPTS });
  } catch (error) {
    throw new Complaint(`No Redis answers at ${harmless(new URL(url).host)}: ${(error as Error).message}`);
  }
}

/** Takes the lease that one bench on a Redis has. */
async function aloneOn(leases: Leases): Promise<() => Promise<void>> {
  const taken = await leases.acquire({ name: 'bench', holder: randomUUID(), ttlMs: TTL_MS, floor: 0 });
  if (!taken.ok)
    throw new Complaint('A bench is under way on this Redis already, and each would measure the other. Try again later.');
  const renewal = setInterval(() => void leases.renew(taken.value, TTL_MS).catch(() => {}), TTL_MS / 4);
  return async () => {
    clearInterval(renewal);
    await leases.release(taken.value).catch(() => {}); // it runs out by itself
  };
}
