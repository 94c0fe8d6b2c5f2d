/**
 * One worker of tools/soak-streams.ts: `soak-worker.ts TASK-AS-JSON`. Each run that came to its end is four bytes in its log, the number
 * of its job, written before the queue hears of it: what a killed worker had done is known even if the queue never heard.
 */
import { randomBytes } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@aboveboard/kit';
import { type QueueSpec, queueWorker } from '@aboveboard/streams';
import { connectRedis, redisQueueStore } from '@aboveboard/streams/redis';
import { osScheduler } from '../packages/streams/src/testing/os-scheduler.ts';
import type { SoakPayload } from './soak/job-plan.ts';

/** What the parent gives as the one argument, in JSON. */
export interface SoakTask {
  readonly socketPath: string;
  readonly queue: QueueSpec;
  readonly concurrency: number;
  readonly log: string;
}

const { socketPath, queue, concurrency, log }: SoakTask = JSON.parse(process.argv[2] ?? '');
const file = openSync(log, 'a');
const store = await redisQueueStore(await connectRedis({ socketPath }));
const worker = queueWorker({
  store,
  queue,
  name: `soak ${process.pid}`,
  concurrency,
  clock: { nowMs: () => Date.now() },
  scheduler: osScheduler,
  random: { bytes: (length) => randomBytes(length) },
  async handle([job]) {
    const { number, failsForEver, takesMs }: SoakPayload = JSON.parse(job?.payload ?? '');
    if (takesMs > 0) await pause(takesMs);
    if (failsForEver) throw new Error(`job ${number} fails for ever`);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(number);
    writeSync(file, bytes);
    return [ok(null)];
  },
  onTrouble: (error) => process.stderr.write(`worker ${process.pid}: ${error instanceof Error ? error.message : error}\n`),
});

process.on('message', (order: 'rss' | 'stop') => {
  if (order === 'rss') process.send?.(process.memoryUsage().rss);
  else void worker.stop().then(() => process.exit());
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
