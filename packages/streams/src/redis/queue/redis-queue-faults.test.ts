/** What queues on Redis survive, against a real server, with times scaled to a tenth. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ok } from '@aboveboard/kit';
import { seededRandom } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import type { JobId, NewJob, QueueSpec } from '../../queue/queue-store.ts';
import { queueWorker, type WorkerOptions } from '../../queue/queue-worker.ts';
import { planRepeat, startRepeater } from '../../queue/repeat.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { type RedisServerOptions, startRedis } from '../../testing/redis-server.ts';
import { connectRedis } from '../connection/connect-redis.ts';
import { redisQueueStore } from './redis-queue-store.ts';

const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 500,
  maxAttempts: 3,
  maxJobs: 10_000,
  maxPayloadBytes: 100_000,
  dedupeMs: 3_600_000,
  keepResultMs: 60_000,
};
const id = (text: string) => text as JobId;
const clock = { nowMs: () => Date.now() };

async function setUp(options: RedisServerOptions = {}) {
  const server = await startRedis(options);
  const redis = await connectRedis({ socketPath: server.socketPath });
  const store = await redisQueueStore(redis);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  const add = (text: string, more: Partial<NewJob> = {}) => store.add(queue, [{ id: id(text), payload: text, ...more }]);
  const work = (more: Partial<WorkerOptions> = {}) => {
    const handle: WorkerOptions['handle'] = async (jobs) => jobs.map(() => ok('by the test'));
    const worker = queueWorker({
      store,
      queue,
      name: 't',
      handle,
      clock,
      scheduler: osScheduler,
      random: seededRandom(1),
      ...more,
    });
    onTestFinished(() => void worker.stop().catch(() => {}));
    return worker;
  };
  const isDone = (text: string) => async () => (await store.look(queue, id(text)))?.state === 'done';
  const until = (isSo: () => unknown, timeout: number) => expect.poll(isSo, { interval: 5, timeout }).toBe(true);
  return { server, redis, store, add, work, isDone, until };
}

/** A worker in another process, and what it says. */
async function workElsewhere(socketPath: string) {
  const script = fileURLToPath(new URL('../../testing/work-in-process.ts', import.meta.url));
  const args = [script, socketPath, JSON.stringify(queue)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  child.stdout?.on('data', (text) => lines.push(...String(text).split('\n').filter(Boolean)));
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const hears = (line: string) => expect.poll(() => lines.includes(line), { interval: 2, timeout: 10_000 }).toBe(true);
  await hears('ready');
  return { hears, kill, lines };
}

test('[QUEUE-6] a worker killed in the middle of a job is taken over', async () => {
  const { server, store, add, work, isDone, until } = await setUp();
  const other = await workElsewhere(server.socketPath);
  await add('hang');
  await other.hears('began hang');
  await other.kill();
  const killedAtMs = Date.now();
  work();
  await until(isDone('hang'), 3_000);
  expect(Date.now() - killedAtMs).toBeLessThan(1_000);
  expect(await store.look(queue, id('hang'))).toMatchObject({ result: 'by the test' });
});

test('[QUEUE-6] a worker with a blocked event loop loses its job, hears of it, and goes on', async () => {
  const { server, store, add, work, isDone, until } = await setUp();
  const other = await workElsewhere(server.socketPath);
  await add('block');
  await other.hears('began block');
  const worker = work();
  await until(isDone('block'), 1_000);
  await worker.stop();
  await other.hears('told LEASE_LOST');
  await add('next');
  await until(isDone('next'), 3_000);
  expect(await store.look(queue, id('block'))).toMatchObject({ result: 'by the test' });
  expect(await store.look(queue, id('next'))).toMatchObject({ result: 'by the process' });
});

test('[QUEUE-5] a job of nine leases runs once, beside an idle worker', async () => {
  const { add, work, isDone, until } = await setUp();
  let runs = 0;
  const handle: WorkerOptions['handle'] = async () => {
    runs += 1;
    await pause(4_500);
    return [ok(null)];
  };
  work({ handle, name: 'a' });
  work({ handle, name: 'b' });
  await add('long');
  await until(isDone('long'), 8_000);
  expect(runs).toBe(1);
});

test('[QUEUE-12] a job that outlasts the grace of a stopping worker runs elsewhere at once', async () => {
  const { store, add, work, isDone, until } = await setUp();
  const began = Promise.withResolvers<void>();
  const handle: WorkerOptions['handle'] = async ([job]) => {
    began.resolve();
    await pause(60_000, null, { signal: job?.signal as AbortSignal });
    return [ok(null)];
  };
  const stopping = work({ handle, graceMs: 100 });
  await add('a');
  await began.promise;
  expect(await stopping.stop()).toEqual({ givenBack: 1 });
  expect(await store.counts(queue)).toMatchObject({ waiting: { normal: 1 }, running: 0 });
  work({ name: 'next' });
  await until(isDone('a'), 400); // sooner than its lease would have run out
});

test('[QUEUE-13] two schedulers on one Redis fire each slot once', async () => {
  const { store } = await setUp();
  const planned = planRepeat({ name: 'tick', cron: '* * * * * *', timeZone: 'UTC', job: { payload: '' } });
  if (!planned.ok) throw new Error(planned.error.message);
  const clocks = [clock, { nowMs: () => Date.now() + 400 }];
  const repeaters = clocks.map((of) =>
    startRepeater({ store, queue, plans: [planned.value], clock: of, scheduler: osScheduler }),
  );
  await pause(3_300);
  for (const repeater of repeaters) repeater.stop();
  const ids = (await store.claim(queue, 'w', 100)).jobs.map((job) => Date.parse(job.id.slice('tick@'.length)));
  expect(ids.length).toBeGreaterThanOrEqual(3);
  expect(ids).toEqual(ids.map((_, i) => (ids[0] as number) + i * 1_000));
});

test('[QUEUE-1] a Redis frozen for six leases loses no job', async () => {
  const { server, store, add, work, until } = await setUp();
  for (let i = 0; i < 40; i++) await add(`n${i}`);
  const done = new Set<string>();
  const handle: WorkerOptions['handle'] = async (jobs) => {
    await pause(20);
    for (const job of jobs) done.add(job.id);
    return jobs.map(() => ok(null));
  };
  work({ handle, concurrency: 2 });
  await until(() => done.size > 5, 3_000);
  server.freeze();
  await pause(3_000);
  server.thaw();
  await until(() => done.size === 40, 5_000);
  await until(async () => (await store.counts(queue)).running === 0, 2_000);
  expect((await store.counts(queue)).dead).toBe(0);
});

test('[QUEUE-1] a Redis killed and started again has its jobs, and idle workers pick up within a second', async () => {
  const { server, add, work, isDone, until } = await setUp({ appendonly: true });
  await add('before');
  await add('late', { delayMs: 1_500 });
  await server.kill();
  work();
  await server.start();
  const backAtMs = Date.now();
  await until(isDone('before'), 3_000);
  expect(Date.now() - backAtMs).toBeLessThan(1_300); // a reconnect is at most a second away
  await until(isDone('late'), 3_000);
});

test('[QUEUE-7] a Redis out of memory says so to those who add, and its workers drain it', async () => {
  const { store, work, until } = await setUp({ args: ['--maxmemory', '4mb', '--maxmemory-policy', 'noeviction'] });
  const payload = 'x'.repeat(50_000);
  let added = 0;
  const fill = async () => {
    for (; ; added++) await store.add(queue, [{ id: id(`n${added}`), payload }]);
  };
  await expect(fill()).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
  expect(added).toBeGreaterThan(10);
  work({ queue: { ...queue, keepResultMs: 0 } });
  await until(async () => (await store.counts(queue)).oldestWaitingMs === null, 5_000);
  expect((await store.add(queue, [{ id: id('after'), payload: '' }]))[0]?.ok).toBe(true);
});

test('[QUEUE-15] a Redis that does not answer fails the call in time, and jobs leased for it go back unharmed', async () => {
  const { server, redis, add } = await setUp();
  const store = await redisQueueStore(redis, { answerWithinMs: 200 });
  onTestFinished(store.close);
  await store.claim(queue, 'w', 5); // from now on Redis knows the script
  await add('a');
  server.freeze();
  const late = { code: 'UNAVAILABLE' };
  await expect(store.claim(queue, 'w', 5)).rejects.toMatchObject(late);
  await expect(store.claim(queue, 'w', 5)).rejects.toMatchObject(late);
  await expect(store.complete(queue, { id: id('b'), run: 1 }, null)).rejects.toMatchObject(late);
  await expect(store.counts(queue)).rejects.toMatchObject(late);
  server.thaw();
  expect((await store.claim(queue, 'w', 5)).jobs).toMatchObject([{ id: 'a', run: 2, errors: [] }]); // not its first run
});
