import { join } from 'node:path';
import type { Db } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { type JobId, memoryQueueStore, type NewJob, type QueueSpec, type Shelved } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { databaseShelf } from './job-shelf.ts';

const QUEUE: QueueSpec = {
  name: 'chores',
  leaseMs: 1_000,
  maxAttempts: 2,
  maxJobs: 10_000,
  maxPayloadBytes: 1_000,
  dedupeMs: 0,
  keepResultMs: 0,
};
const job = (id: string, more: Partial<NewJob> = {}): NewJob => ({ id: id as JobId, payload: `"${id}"`, ...more });

async function openDb(path = join(dataFolder(), 'room.db')): Promise<Db> {
  const db = await openDatabase(path);
  onTestFinished(() => db.close());
  return db;
}

test('[WORK-10] jobs that wait, are held, put off, between two runs, running or dead lie as they lay, in a store that is opened again', async () => {
  const { clock, advance } = virtualTime();
  const db = await openDb();
  const before = memoryQueueStore({ clock, shelf: databaseShelf(db) });
  await before.add(QUEUE, [job('dead'), job('failed', { key: 'k' }), job('held', { key: 'k' }), job('runs'), job('waits')]);
  await before.add(QUEUE, [job('later', { delayMs: 60_000, priority: 'urgent', trace: 'a trace' })]);
  const [dead, failed, runs] = (await before.claim(QUEUE, 'w', 3)).jobs;
  expect([dead?.id, failed?.id, runs?.id]).toEqual(['dead', 'failed', 'runs']);
  if (!dead || !failed) return;
  await before.bury(QUEUE, dead, 'refused', 'no retry will help');
  await before.fail(QUEUE, failed, 'not now', 30_000);
  await before.pause(QUEUE);

  const after = memoryQueueStore({ clock, shelf: databaseShelf(db) });
  expect(await after.counts(QUEUE)).toMatchObject({
    ...{ waiting: { urgent: 0, normal: 2, bulk: 0 }, held: 1, delayed: 2, running: 0, dead: 1, isPaused: true },
  });
  const letter = await after.deadLetter(QUEUE, dead.id);
  expect(letter).toMatchObject({
    payload: '"dead"',
    reason: 'refused',
    errors: [{ attempt: 1, message: 'no retry will help' }],
  });
  const [later] = (await after.peek(QUEUE, 'delayed', 2)).items.filter(({ id }) => id === 'later');
  expect(later).toMatchObject({ priority: 'urgent', trace: 'a trace' });
  await after.resume(QUEUE);
  expect((await after.claim(QUEUE, 'w', 9)).jobs.map(({ id }) => id)).toEqual(['runs', 'waits']);
  await advance(60_000);
  expect((await after.claim(QUEUE, 'w', 9)).jobs.map(({ id }) => id)).toEqual(['later', 'failed']);
});

test('[WORK-10] what is kept and dropped at once is done in the order it was asked for, many in one transaction', async () => {
  const db = await openDb();
  let transactions = 0;
  const counted: Db = {
    ...db,
    transaction: (work) => {
      transactions += 1;
      return db.transaction(work);
    },
  };
  const shelf = databaseShelf(counted);
  const shelved = (id: string, order: number): Shelved => ({
    ...{ id: id as JobId, payload: '', priority: 'normal', key: null, trace: null, addedAtMs: 1, startedAtMs: null },
    ...{ errors: [], state: 'waiting', atMs: 1, order, reason: null },
  });
  const asked: Promise<void>[] = [];
  for (let i = 0; i < 300; i++) {
    asked.push(shelf.keep('q', [shelved(`job-${i}`, i)]));
    if (i % 3 === 0) asked.push(shelf.drop('q', [`job-${i}` as JobId]));
  }
  await Promise.all(asked);
  const kept = Array.from({ length: 300 }, (_, i) => `job-${i}`).filter((_, i) => i % 3 !== 0);
  expect((await shelf.load('q')).map(({ id }) => id)).toEqual(kept);
  expect(transactions).toBeLessThan(10);
});

test('a write that fails is told to whoever asked for it, and the next one is tried', async () => {
  const db = await openDb();
  let isFull = true;
  const shelf = databaseShelf({
    ...db,
    transaction: (work) => (isFull ? Promise.reject(new Error('the disk is full')) : db.transaction(work)),
  });
  const store = memoryQueueStore({ clock: virtualTime().clock, shelf });
  await expect(store.add(QUEUE, [job('a')])).rejects.toThrow('the disk is full');
  isFull = false;
  expect(await store.add(QUEUE, [job('b')])).toEqual([{ ok: true, value: 'b' }]);
});
