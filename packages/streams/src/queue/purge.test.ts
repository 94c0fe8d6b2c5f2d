import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { JobId, JobRecord } from './job.ts';
import { memoryQueueStore } from './memory/memory-queue-store.ts';
import { purge } from './purge.ts';
import type { QueueSpec } from './queue-store.ts';

const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 5_000,
  maxAttempts: 3,
  maxJobs: 1_000,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};

test('a purge writes down what it removes first, and leaves alone what has begun meanwhile and what else there is', async () => {
  const store = memoryQueueStore({ clock: virtualTime().clock });
  const add = (n: number, delayMs: number) =>
    store.add(
      queue,
      Array.from({ length: n }, (_, i) => ({ id: `${delayMs}/${i}` as JobId, payload: 'p', delayMs })),
    );
  await add(250, 0);
  await add(3, 1_000);
  const written: JobRecord[] = [];
  const removed = await purge(store, queue, 'waiting', async (jobs) => {
    written.push(...jobs);
    await store.claim(queue, 'w', 1); // a worker at the same time
  });
  expect([removed, written.length]).toEqual([247, 250]);
  expect(new Set(written.map((job) => job.id)).size).toBe(250);
  expect(await store.counts(queue)).toMatchObject({ waiting: { normal: 0 }, running: 3, delayed: 3 });
  expect(await purge(store, queue, 'delayed', async () => {})).toBe(3);
});

test('dead letters are purged as they are', async () => {
  const store = memoryQueueStore({ clock: virtualTime().clock });
  await store.add(queue, [{ id: 'a' as JobId, payload: 'p' }]);
  for (const job of (await store.claim(queue, 'w', 1)).jobs) await store.bury(queue, job, 'refused', 'no');
  const written: unknown[] = [];
  expect(await purge(store, queue, 'dead', async (letters) => void written.push(...letters))).toBe(1);
  expect(written).toMatchObject([{ id: 'a', reason: 'refused', payload: 'p', errors: [{ message: 'no' }] }]);
  expect((await store.counts(queue)).dead).toBe(0);
});
