/** What a Redis can do to queues, done to a real one, at the scale of `testing/scale.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '@aboveboard/kit';
import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { QueueSpec, QueueStore } from '../../queue/queue-store.ts';
import type { WorkerOptions } from '../../queue/queue-worker.ts';
import { idOf, queue, queueRoom, storeOn, until } from '../../testing/queue-room.ts';
import { resettingProxy } from '../../testing/resetting-proxy.ts';
import { FAULT_TEST_MS, scaled } from '../../testing/scale.ts';

const timeout = FAULT_TEST_MS;

/** A handler that takes a while and writes down what it did. */
function scribe(ms: number) {
  const runs: string[] = [];
  const handle: WorkerOptions['handle'] = async (jobs) => {
    await pause(ms);
    runs.push(...jobs.map((job) => job.id));
    return jobs.map(() => ok(null));
  };
  return { runs, handle };
}

test('[QUEUE-1] a Redis that stands still for 30 s loses no job, and its workers go on within a second', {
  timeout,
}, async () => {
  const { server, store, add, work } = await queueRoom();
  for (let i = 0; i < 40; i++) await add(`n${i}`);
  const { runs, handle } = scribe(20);
  work({ handle, concurrency: 2 });
  await until(() => runs.length > 5, 5_000);
  server.freeze();
  await pause(scaled(30_000));
  const before = runs.length;
  server.thaw();
  await until(() => runs.length > before, 1_500); // a second, and a busy machine
  await until(() => new Set(runs).size === 40, 5_000 + queue.leaseMs * 2);
  await until(async () => (await store.counts(queue)).running === 0, 2_000 + queue.leaseMs * 2);
  expect((await store.counts(queue)).dead).toBe(0);
});

test('[QUEUE-1] a Redis killed and started again has its jobs, and idle workers pick up within a second', {
  timeout,
}, async () => {
  const { server, redis, add, work, isDone } = await queueRoom({ appendonly: true });
  await add('before');
  await add('late', { delayMs: 1_500 });
  await server.kill();
  work();
  await pause(scaled(10_000));
  const isBack = new Promise<number>((resolve) => redis.once('ready', () => resolve(Date.now())));
  await server.start();
  const backAtMs = await isBack;
  await until(isDone('before'), 3_000);
  expect(Date.now() - backAtMs).toBeLessThan(1_000);
  await until(isDone('late'), 3_000);
});

test('[QUEUE-1] workers whose connections were lost while they were idle pick up within a second', { timeout }, async () => {
  const { server, redis, work, isDone } = await queueRoom();
  const admin = await storeOn(server.socketPath);
  work({ queue: { ...queue, leaseMs: 600_000 }, lookEveryMs: 600_000 }); // so that only being told brings it to look
  await pause(200);
  for (const lost of [['normal', 'pubsub'], ['normal'], ['pubsub']]) {
    const isBack = lost.includes('normal') ? new Promise((resolve) => redis.once('ready', resolve)) : null;
    for (const type of lost) await admin.redis.sendCommand(['CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes']);
    await admin.store.add(queue, [{ id: idOf(`after ${lost}`), payload: '' }]); // while nobody can be told
    await isBack;
    const backAtMs = Date.now();
    await until(isDone(`after ${lost}`), 3_000);
    expect(Date.now() - backAtMs).toBeLessThan(1_000);
  }
});

test('[QUEUE-1] [QUEUE-15] connections of which every twentieth piece is a reset lose no job', { timeout }, async () => {
  const { server, store, work } = await queueRoom();
  const proxy = await resettingProxy(server.socketPath, 0.05, seededRandom(7));
  const shaken = (await storeOn(proxy.socketPath, { answerWithinMs: 2_000 })).store;
  const jobs = scaled(1_500);
  const { runs, handle } = scribe(1);
  const workers = ['a', 'b'].map((name) => work({ store: shaken, name, handle, concurrency: 4, lookEveryMs: 100 }));
  for (let i = 0; i < jobs; i++) await addUntilTaken(shaken, `n${i}`);
  const isEmpty = async () => {
    const { waiting, delayed, running } = await store.counts(queue);
    return waiting.normal + delayed + running === 0;
  };
  await until(isEmpty, 10_000 + scaled(60_000) + queue.leaseMs * 4);
  expect(new Set(runs).size).toBe(jobs);
  expect((await store.counts(queue)).dead).toBe(0);
  expect(proxy.resets()).toBeGreaterThan(scaled(100));
  await Promise.all(workers.map((worker) => worker.stop().catch(() => {})));
});

/** As contracts/streams.md says: an add that failed is made again under the same id. */
async function addUntilTaken(store: QueueStore, text: string): Promise<void> {
  for (;;) {
    try {
      await store.add(queue, [{ id: idOf(text), payload: text }]);
      return;
    } catch (error) {
      expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    }
  }
}

test('[QUEUE-7] a Redis out of memory says so to those who add, and its workers drain it', { timeout }, async () => {
  const { store, work } = await queueRoom({ args: ['--maxmemory', '4mb', '--maxmemory-policy', 'noeviction'] });
  const keepsNothing: QueueSpec = { ...queue, keepResultMs: 0 };
  const payload = 'x'.repeat(50_000);
  let added = 0;
  const fill = async () => {
    for (; ; added++) await store.add(queue, [{ id: idOf(`n${added}`), payload }]);
  };
  await expect(fill()).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
  expect(added).toBeGreaterThan(10);
  work({ queue: keepsNothing });
  await until(async () => (await store.counts(queue)).oldestWaitingMs === null, 5_000);
  expect((await store.add(queue, [{ id: idOf('after'), payload: '' }]))[0]?.ok).toBe(true);
});

test('[QUEUE-15] a Redis that does not answer fails the call in time, and jobs leased for it go back unharmed', async () => {
  const { server, add } = await queueRoom();
  const { store } = await storeOn(server.socketPath, { answerWithinMs: 200 });
  await store.claim(queue, 'w', 5); // from now on Redis knows the script
  await add('a');
  server.freeze();
  const late = { code: 'UNAVAILABLE' };
  await expect(store.claim(queue, 'w', 5)).rejects.toMatchObject(late);
  await expect(store.claim(queue, 'w', 5)).rejects.toMatchObject(late);
  await expect(store.complete(queue, { id: idOf('b'), run: 1 }, null)).rejects.toMatchObject(late);
  await expect(store.counts(queue)).rejects.toMatchObject(late);
  server.thaw();
  expect((await store.claim(queue, 'w', 5)).jobs).toMatchObject([{ id: 'a', run: 2, errors: [] }]); // not its first run
});
