/** One worker of tools/limiter-rate.ts: takes as fast as the limit lets it, and says how much so far when asked. */
import { randomBytes } from 'node:crypto';
import { type Limit, waitFor } from '@aboveboard/streams';
import { connectRedis, redisLimiter } from '@aboveboard/streams/redis';
import { osScheduler } from '../packages/streams/src/testing/os-scheduler.ts';

/** What the parent gives as the one argument, in JSON. */
export interface WorkerTask {
  readonly socketPath: string;
  readonly limit: Limit;
  /** How many of its jobs wait for the limit at once. */
  readonly takers: number;
}

const { socketPath, limit, takers }: WorkerTask = JSON.parse(process.argv[2] ?? '');
const redis = await connectRedis({ socketPath });
const ports = { limiter: redisLimiter(redis), scheduler: osScheduler, random: { bytes: (n: number) => randomBytes(n) } };
let done = 0;

async function take(): Promise<never> {
  for (;;) {
    await waitFor(ports, { queue: 'rate', limits: [{ limit }] });
    done += 1;
  }
}

process.on('message', () => process.send?.(done));
process.on('disconnect', () => process.exit());
await Promise.all(Array.from({ length: takers }, take));
