import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { JobId, JobLease } from '../job.ts';
import { queueStoreContract } from '../queue-store.contract.ts';
import type { QueueSpec } from '../queue-store.ts';
import { memoryQueueStore } from './memory-queue-store.ts';
import type { JobShelf, Shelved } from './memory-shelf.ts';

queueStoreContract('[QUEUE-2] [QUEUE-3] [QUEUE-4] [QUEUE-6] [QUEUE-7] queues in memory', () => {
  const { clock, advance } = virtualTime();
  return { store: memoryQueueStore({ clock }), pass: advance };
});

const id = (text: string) => text as JobId;
const spec: QueueSpec = {
  name: 'jobs',
  leaseMs: 200,
  maxAttempts: 3,
  maxJobs: 50,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 1_000,
};

/** A shelf that is as durable as this test. */
function shelfOf(kept: Map<JobId, Shelved>, paused = new Set<string>()): JobShelf {
  return {
    isPaused: async (queue) => paused.has(queue),
    setPaused: async (queue, isPaused) => void (isPaused ? paused.add(queue) : paused.delete(queue)),
    load: async () => [...kept.values()].sort((a, b) => a.order - b.order),
    keep: async (_queue, jobs) => {
      for (const job of jobs) kept.set(job.id, structuredClone(job));
    },
    drop: async (_queue, ids) => {
      for (const id of ids) kept.delete(id);
    },
  };
}

test('[QUEUE-14] a paused queue is paused after a restart, until it is resumed', async () => {
  const { clock } = virtualTime();
  const shelf = shelfOf(new Map());
  const open = () => memoryQueueStore({ clock, shelf });
  await open().pause(spec);
  const after = open();
  expect(await after.counts(spec)).toMatchObject({ isPaused: true });
  await after.resume(spec);
  expect(await open().counts(spec)).toMatchObject({ isPaused: false });
});

test('[QUEUE-14] a shelf that cannot be read says so, and is read again by the next call', async () => {
  const { clock } = virtualTime();
  const shelf = shelfOf(new Map(), new Set(['jobs']));
  let isDown = true;
  const load: JobShelf['load'] = (queue) => (isDown ? Promise.reject(new Error('no disk')) : shelf.load(queue));
  const store = memoryQueueStore({ clock, shelf: { ...shelf, load } });
  store.onReady(spec, () => {});
  await expect(store.counts(spec)).rejects.toThrow('no disk');
  isDown = false;
  expect(await store.counts(spec)).toMatchObject({ isPaused: true });
});

test('[QUEUE-14] waiting, held, delayed, running and dead jobs are there after a restart, in their order', async () => {
  const kept = new Map<JobId, Shelved>();
  const { clock, advance } = virtualTime();
  const open = () => memoryQueueStore({ clock, shelf: shelfOf(kept) });
  const before = open();
  const key = { key: 'k', payload: '' };
  await before.add(spec, [
    { id: id('dead'), payload: '' },
    { id: id('done'), payload: '' },
    { id: id('failed'), ...key },
    { id: id('behind it'), ...key },
    { id: id('runs'), payload: '' },
    { id: id('waits'), payload: '', priority: 'bulk' },
    { id: id('late'), payload: '', delayMs: 500 },
  ]);
  const runs = (await before.claim(spec, 'w', 4)).jobs;
  expect(runs.map((job) => job.id)).toEqual(['dead', 'done', 'failed', 'runs']);
  const [dead, done, failed] = runs as readonly JobLease[] as [JobLease, JobLease, JobLease];
  await before.bury(spec, dead, 'refused', 'no');
  await before.complete(spec, done, 'fine');
  await before.fail(spec, failed, 'again', 100);

  const after = open();
  const { jobs } = await after.claim(spec, 'w', 9);
  expect(jobs.map((job) => job.id)).toEqual(['runs', 'waits']);
  await advance(150);
  const again = (await after.claim(spec, 'w', 9)).jobs;
  expect(again).toMatchObject([{ id: 'failed', errors: [{ message: 'again' }] }]);
  await after.complete(spec, again[0] as JobLease, null);
  expect((await after.claim(spec, 'w', 9)).jobs).toMatchObject([{ id: 'behind it' }]);
  await advance(500);
  expect((await after.claim(spec, 'w', 9)).jobs).toMatchObject([{ id: 'late' }]);
  expect((await after.deadLetters(spec, 9)).items).toMatchObject([{ id: 'dead', errors: [{ message: 'no' }] }]);
  expect(await after.look(spec, id('done'))).toBeNull();
});
