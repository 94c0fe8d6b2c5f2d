/**
 * A worker in a process of its own, for tests that kill or block it: `work-in-process.ts SOCKET-PATH QUEUE-SPEC-AS-JSON BLOCK-MS`.
 *
 * The payload says what to do: `hang` does nothing for ever, `block` blocks the event loop for so many ms, anything else is done at once.
 * It writes `began <payload>` and `told <why>` on lines of their own.
 */
import { randomBytes } from 'node:crypto';
import { ok } from '@aboveboard/kit';
import type { QueueSpec } from '../queue/queue-store.ts';
import { queueWorker } from '../queue/queue-worker.ts';
import { connectRedis } from '../redis/connection/connect-redis.ts';
import { redisQueueStore } from '../redis/queue/redis-queue-store.ts';
import { osScheduler } from './os-scheduler.ts';

const [socketPath = '', spec = '', blockMs = ''] = process.argv.slice(2);
const store = await redisQueueStore(await connectRedis({ socketPath }));
queueWorker({
  store,
  queue: JSON.parse(spec) as QueueSpec,
  name: `process ${process.pid}`,
  clock: { nowMs: () => Date.now() },
  scheduler: osScheduler,
  random: { bytes: (length) => randomBytes(length) },
  async handle([job]) {
    job?.signal.addEventListener('abort', () => process.stdout.write(`told ${job.signal.reason}\n`));
    process.stdout.write(`began ${job?.payload}\n`);
    if (job?.payload === 'hang') await new Promise(() => {});
    if (job?.payload === 'block') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(blockMs));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return [ok('by the process')];
  },
});
process.stdout.write('ready\n');
