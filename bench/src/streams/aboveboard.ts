/** Ours as the house uses it: `queueWorker` over `redisQueueStore`, a job a run, ids refused while they are there. */
import { randomBytes } from 'node:crypto';
import { ok } from '@aboveboard/kit';
import { type JobId, type NewJob, type QueueSpec, queueWorker } from '@aboveboard/streams';
import { connectRedis, redisQueueStore } from '@aboveboard/streams/redis';
import { osScheduler } from '@aboveboard/streams/testing/os-scheduler';
import type { Side } from './side.ts';

/** How long ids are refused after a job's adding, and ends can be asked for. */
export interface Memory {
  readonly dedupeMs: number;
  readonly keepResultMs: number;
}

export async function aboveboardSide(socketPath: string, memory: Memory): Promise<Side> {
  const redis = await connectRedis({ socketPath });
  const store = await redisQueueStore(redis);
  const queue: QueueSpec = {
    name: 'bench',
    leaseMs: 30_000,
    maxAttempts: 3,
    maxJobs: 1_000_000,
    maxPayloadBytes: 65_536,
    ...memory,
  };
  const own = randomBytes(4).toString('hex');
  let added = 0;
  const jobOf = (payload: string): NewJob => ({ id: `${own}-${added++}` as JobId, payload });
  const addAll = async (payloads: readonly string[]): Promise<void> => {
    for (const answer of await store.add(queue, payloads.map(jobOf)))
      if (!answer.ok) throw new Error(`refused: ${answer.error}`);
  };
  return {
    add: (payload) => addAll([payload]),
    addMany: addAll,
    work: async (concurrency, onJob) => {
      let worker: ReturnType<typeof queueWorker> | null = null;
      return {
        begin() {
          worker = queueWorker({
            store,
            queue,
            name: `process ${process.pid}`,
            concurrency,
            clock: { nowMs: () => Date.now() },
            scheduler: osScheduler,
            random: { bytes: (length) => randomBytes(length) },
            async handle([job]) {
              if (job) onJob(job.payload);
              return [ok(null)];
            },
          });
        },
        stop: async () => void (await worker?.stop()),
      };
    },
    async left() {
      const { waiting, held, delayed, running, dead } = await store.counts(queue);
      return waiting.urgent + waiting.normal + waiting.bulk + held + delayed + running + dead;
    },
    async close() {
      store.close();
      redis.destroy();
    },
  };
}
