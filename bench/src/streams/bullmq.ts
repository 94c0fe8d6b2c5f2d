/**
 * BullMQ over ioredis, its default client, as its guide has it: `Queue.addBulk`, a worker's `concurrency`, and jobs removed as they
 * complete. It numbers its jobs itself, which costs it less than ids of ours would.
 */
import { latePeers } from '../measure/late-peers.ts';
import type { Side } from './side.ts';

export const BULLMQ = ['bullmq', 'ioredis'];
export const bullmqPeers = latePeers('bench/peers/streams', BULLMQ, '16 MB');

interface BullJob {
  readonly data: string;
}
interface BullQueue {
  waitUntilReady(): Promise<unknown>;
  add(name: string, data: string): Promise<unknown>;
  addBulk(jobs: readonly { name: string; data: string }[]): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}
interface BullWorker {
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): void;
}
interface BullModule {
  Queue: new (name: string, options: object) => BullQueue;
  Worker: new (name: string, handle: (job: BullJob) => Promise<null>, options: object) => BullWorker;
}
interface IoRedis {
  quit(): Promise<unknown>;
}
interface IoRedisModule {
  Redis: new (options: { path: string; maxRetriesPerRequest: null }) => IoRedis;
}

export async function bullmqSide(socketPath: string): Promise<Side> {
  const { Queue, Worker } = bullmqPeers.load<BullModule>('bullmq');
  const { Redis } = bullmqPeers.load<IoRedisModule>('ioredis');
  const connection = new Redis({ path: socketPath, maxRetriesPerRequest: null });
  const queue = new Queue('bench', { connection, defaultJobOptions: { removeOnComplete: true } });
  await queue.waitUntilReady();
  return {
    add: async (payload) => void (await queue.add('import', payload)),
    addMany: async (payloads) => void (await queue.addBulk(payloads.map((data) => ({ name: 'import', data })))),
    async work(concurrency, onJob) {
      const handle = async ({ data }: BullJob): Promise<null> => {
        onJob(data);
        return null;
      };
      const worker = new Worker('bench', handle, { connection, concurrency, autorun: false });
      worker.on('error', (error) => process.stderr.write(`bullmq: ${error.message}\n`));
      await worker.waitUntilReady();
      return { begin: () => void worker.run(), stop: () => worker.close() };
    },
    async left() {
      const counts = await queue.getJobCounts();
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async close() {
      await queue.close();
      await connection.quit();
    },
  };
}
