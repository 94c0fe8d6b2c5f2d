/** A server of the test's own with a queue on it, and workers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ok } from '@aboveboard/kit';
import { seededRandom } from '@aboveboard/testkit';
import { diesWithUs } from '@aboveboard/testkit/dies-with-us';
import { expect, onTestFinished } from 'vitest';
import type { JobId, NewJob } from '../queue/job.ts';
import type { QueueSpec } from '../queue/queue-store.ts';
import { queueWorker, type Worker, type WorkerOptions } from '../queue/queue-worker.ts';
import { connectRedis, type Redis } from '../redis/connection/connect-redis.ts';
import type { RedisQueueOptions } from '../redis/queue/asker.ts';
import { type RedisQueueStore, redisQueueStore } from '../redis/queue/redis-queue-store.ts';
import { osScheduler } from './os-scheduler.ts';
import { type RedisServer, type RedisServerOptions, startRedis } from './redis-server.ts';
import { scaled } from './scale.ts';

/** Its lease lasts 5 s at full scale. */
export const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: scaled(5_000),
  maxAttempts: 3,
  maxJobs: 10_000,
  maxPayloadBytes: 100_000,
  dedupeMs: 3_600_000,
  keepResultMs: 600_000,
};
export const osClock = { nowMs: () => Date.now() };
export const idOf = (text: string) => text as JobId;

export interface QueueRoom {
  readonly server: RedisServer;
  readonly redis: Redis;
  readonly store: RedisQueueStore;
  /** Adds a job whose id is its payload. */
  add(text: string, more?: Partial<NewJob>): Promise<unknown>;
  /** A worker in this process whose jobs have the result `by the test`, where nothing else is said; it ends with the test. */
  work(more?: Partial<WorkerOptions>): Worker;
  isDone(text: string): () => Promise<boolean>;
}

export async function queueRoom(ofServer: RedisServerOptions = {}): Promise<QueueRoom> {
  const server = await startRedis(ofServer);
  const { redis, store } = await storeOn(server.socketPath);
  return {
    server,
    redis,
    store,
    add: (text, more = {}) => store.add(queue, [{ id: idOf(text), payload: text, ...more }]),
    work: (more = {}) => {
      const handle: WorkerOptions['handle'] = async (jobs) => jobs.map(() => ok('by the test'));
      const rest = { clock: osClock, scheduler: osScheduler, random: seededRandom(1) };
      const worker = queueWorker({ store, queue, name: 't', handle, ...rest, ...more });
      onTestFinished(() => void worker.stop().catch(() => {}));
      return worker;
    },
    isDone: (text) => async () => (await store.look(queue, idOf(text)))?.state === 'done',
  };
}

/** One more connection, and a store over it; both end with the test. */
export async function storeOn(socketPath: string, options: RedisQueueOptions = {}) {
  const redis = await connectRedis({ socketPath });
  const store = await redisQueueStore(redis, options);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  return { redis, store };
}

/** @param withinMs at the scale of the test. */
export function until(isSo: () => unknown, withinMs: number): Promise<unknown> {
  return expect.poll(isSo, { interval: 5, timeout: withinMs }).toBe(true);
}

/** A worker in another process, and what it says. */
export async function workElsewhere(socketPath: string) {
  const script = fileURLToPath(new URL('./work-in-process.ts', import.meta.url));
  const args = [script, socketPath, JSON.stringify(queue), String(scaled(20_000))];
  const child: ChildProcess = spawn(...diesWithUs(process.execPath, args), { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout?.on('data', (text) => lines.push(...String(text).split('\n').filter(Boolean)));
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const hears = (line: string, withinMs = 10_000) =>
    expect.poll(() => lines.includes(line), { interval: 2, timeout: withinMs }).toBe(true);
  await hears('ready');
  return { hears, kill };
}
