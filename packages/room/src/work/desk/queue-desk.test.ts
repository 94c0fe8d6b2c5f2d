import { type Clock, ok } from '@aboveboard/kit';
import { auditEntries, type Db } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import {
  type JobId,
  memoryQueueStore,
  purge,
  type QueueSpec,
  type QueueStore,
  queueWorker,
  type RunningJob,
} from '@aboveboard/streams';
import { connectRedis, redisQueueStore } from '@aboveboard/streams/redis';
import { osScheduler } from '@aboveboard/streams/testing/os-scheduler';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { seededIds, seededRandom } from '@aboveboard/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Change, QueueDesk } from './desk-types.ts';
import { createQueueDesk } from './queue-desk.ts';

const QUEUE: QueueSpec = {
  name: 'chores',
  leaseMs: 2_000,
  maxAttempts: 1,
  maxJobs: 10_000,
  maxPayloadBytes: 1_000,
  dedupeMs: 0,
  keepResultMs: 60_000,
};
const clock: Clock = { nowMs: () => Date.now() };
const ANA: Change = { who: { kind: 'operator', name: 'Ana', principalId: 'p-1' }, why: 'the disk was full' };

async function inMemory(): Promise<QueueStore> {
  return memoryQueueStore({ clock });
}

async function onRedis(): Promise<QueueStore> {
  const { socketPath } = await startRedis();
  const redis = await connectRedis({ socketPath });
  const store = await redisQueueStore(redis);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  return store;
}

async function deskOver(store: QueueStore): Promise<{ desk: QueueDesk; db: Db }> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  return { db, desk: createQueueDesk({ db, clock, ids: seededIds(seededRandom(1)), store, queues: [QUEUE] }) };
}

const waiting = (...ids: string[]) => ({ state: 'waiting' as const, ids: ids as JobId[] });
const jobs = (n: number, name = 'job') =>
  Array.from({ length: n }, (_, i) => ({ id: `${name}-${i}` as JobId, payload: JSON.stringify({ chore: i }) }));

/** A worker that does what `handle` says, until the test is over. */
function work(store: QueueStore, handle: (job: RunningJob) => Promise<boolean>): void {
  const worker = queueWorker({
    store,
    queue: QUEUE,
    name: 'hands',
    clock,
    scheduler: osScheduler,
    random: seededRandom(7),
    concurrency: 8,
    graceMs: 200,
    handle: async ([job]) => {
      const isDone = job !== undefined && (await handle(job));
      return [isDone ? { ok: true, value: null } : { ok: false, error: { reason: 'refused', message: 'no dishes' } }];
    },
  });
  onTestFinished(async () => void (await worker.stop()));
}

async function actions(db: Db): Promise<string[]> {
  const entries = await auditEntries(db.reader, { limit: 500 });
  return entries
    .toReversed()
    .map(({ action, actor, why, details }) => `${actor}: ${action} ${(details as { stage: string }).stage}, since ${why}`);
}

describe.each([
  ['in memory', inMemory],
  ['on Redis', onRedis],
])('the desk over queues %s', (_, open) => {
  test('[DESK-1] [DESK-2] every change is in the audit log before it is made, and with its outcome after', async () => {
    const store = await open();
    const { desk, db } = await deskOver(store);
    const seen: string[][] = [];
    const spied: QueueStore = {
      ...store,
      pause: async (queue) => {
        seen.push(await actions(db));
        return store.pause(queue);
      },
    };
    const spying = createQueueDesk({ db, clock, ids: seededIds(seededRandom(2)), store: spied, queues: [QUEUE] });
    expect(await spying.pause(ANA, 'chores')).toEqual({ ok: true, value: undefined });
    expect(seen).toEqual([['Ana: queue.pause begun, since the disk was full']]);

    await desk.addJobs(ANA, 'chores', jobs(3));
    await desk.discard(ANA, 'chores', waiting('job-0', 'job-1', 'no-such'), 'purge');
    await desk.requeue(ANA, 'chores', ['job-2'] as JobId[]);
    await desk.resume(ANA, 'chores');
    expect((await actions(db)).map((line) => line.split(',')[0])).toEqual(
      ['pause', 'add', 'purge', 'requeue', 'resume'].flatMap((verb) => [`Ana: queue.${verb} begun`, `Ana: queue.${verb} done`]),
    );
    const [purged] = await auditEntries(db.reader, { limit: 1, action: 'queue.purge' });
    expect(purged).toMatchObject({
      actorKind: 'operator',
      subject: 'chores',
      details: { stage: 'done', jobs: 3, removed: 2, ids: ['job-0', 'job-1', 'no-such'], principalId: 'p-1' },
    });
  });

  test('looking tells what is there, and moves nothing', async () => {
    const store = await open();
    const { desk, db } = await deskOver(store);
    await store.add(QUEUE, [...jobs(5), { id: 'later' as JobId, payload: '{}', delayMs: 60_000 }]);
    const stats = await desk.stats();
    expect(stats).toMatchObject({
      ok: true,
      value: [{ name: 'chores', counts: { waiting: { normal: 5 }, delayed: 1, dead: 0 }, limits: { maxJobs: 10_000 } }],
    });
    const first = await desk.peek('chores', 'waiting', 3);
    const next = first.ok ? first.value.next : null;
    const second = await desk.peek('chores', 'waiting', 3, next ?? '');
    expect([first, second].flatMap((page) => (page.ok ? page.value.items.map(({ id }) => id) : []))).toEqual(
      jobs(5).map(({ id }) => id),
    );
    expect(await desk.look('chores', ['job-1', 'none'] as JobId[])).toMatchObject({ value: [{ state: 'waiting' }, null] });
    expect(await store.counts(QUEUE)).toMatchObject({ waiting: { normal: 5 }, running: 0 });
    expect(await actions(db)).toEqual([]);
  });

  test('[DESK-3] peeking, purging and queueing again while eight workers run loses no job and does none of the removed', async () => {
    const store = await open();
    const { desk } = await deskOver(store);
    const all = jobs(600);
    const done = new Set<string>();
    const written = new Set<string>();
    const removed = new Set<string>();
    let isMended = false;
    await store.add(QUEUE, all);
    work(store, async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (!isMended && Number(id.slice(4)) % 3 === 0) return false;
      expect(removed, 'a removed job ran').not.toContain(id);
      done.add(id);
      return true;
    });
    const purging: QueueStore = {
      ...store,
      discard: async (queue, state, ids) => {
        const answer = await desk.discard(ANA, queue.name, { state, ids }, 'purge');
        if (!answer.ok) throw new Error(answer.error.message);
        for (const id of answer.value) removed.add(id);
        return answer.value;
      },
    };
    const looking = Promise.all(Array.from({ length: 20 }, () => desk.peek('chores', 'waiting', 100)));
    await expect.poll(() => done.size, { interval: 2 }).toBeGreaterThan(50);
    await purge(purging, QUEUE, 'waiting', async (page) => {
      for (const { id } of page) written.add(id);
    });
    await looking;
    isMended = true;
    for (;;) {
      const dead = await desk.deadLetters('chores', 100);
      if (!dead.ok || dead.value.items.length === 0) break;
      await desk.requeue(
        ANA,
        'chores',
        dead.value.items.map(({ id }) => id),
      );
    }
    await expect.poll(async () => liveIn(await store.counts(QUEUE)), { timeout: 60_000 }).toBe(0);
    expect(removed.size).toBeGreaterThan(0);
    expect([...removed].filter((id) => !written.has(id) || done.has(id))).toEqual([]);
    expect(all.filter(({ id }) => !done.has(id) && !removed.has(id))).toEqual([]);
  });

  test('[DESK-3] a job that runs is neither removed nor queued again', async () => {
    const store = await open();
    const { desk } = await deskOver(store);
    await store.add(QUEUE, jobs(1));
    const { jobs: claimed } = await store.claim(QUEUE, 'hands', 1);
    expect(claimed).toHaveLength(1);
    expect(await desk.discard(ANA, 'chores', waiting('job-0'), 'discard')).toEqual({ ok: true, value: [] });
    expect(await desk.requeue(ANA, 'chores', ['job-0'] as JobId[])).toEqual({
      ok: true,
      value: [{ id: 'job-0', outcome: 'NOT_FOUND' }],
    });
    expect((await store.counts(QUEUE)).running).toBe(1);
  });

  test('what is not there is refused, with the names of what is', async () => {
    const { desk, db } = await deskOver(await open());
    expect(await desk.pause(ANA, 'dishes')).toMatchObject({
      ok: false,
      error: { code: 'NO_SUCH_QUEUE', message: 'There is no queue "dishes"; there are chores.' },
    });
    expect(await desk.deadLetter('chores', 'none' as JobId)).toMatchObject({ ok: false, error: { code: 'NO_SUCH_JOB' } });
    expect(await actions(db)).toEqual([]);
  });

  test('[DESK-2] without a reason nothing is changed', async () => {
    const store = await open();
    const { desk, db } = await deskOver(store);
    expect(await desk.pause({ ...ANA, why: '  ' }, 'chores')).toMatchObject({ ok: false, error: { code: 'NO_REASON' } });
    expect((await store.counts(QUEUE)).isPaused).toBe(false);
    expect(await actions(db)).toEqual([]);
  });
});

test('[DESK-1] a change that the store does not make stands in the audit log as failed', async () => {
  const server = await startRedis();
  const redis = await connectRedis({ socketPath: server.socketPath, maxReconnects: 1 });
  const store = await redisQueueStore(redis);
  onTestFinished(() => {
    store.close();
    redis.destroy();
  });
  const { desk, db } = await deskOver(store);
  await server.kill();
  await expect(desk.pause(ANA, 'chores')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await actions(db)).toEqual([
    'Ana: queue.pause begun, since the disk was full',
    'Ana: queue.pause failed, since the disk was full',
  ]);
});

test('[DESK-1] where the audit log cannot be written, nothing is changed', async () => {
  const store = await inMemory();
  const { desk, db } = await deskOver(store);
  await db.transaction(async (trx) => ok(await trx.schema.dropTable('audit_entry').execute()));
  await expect(desk.pause(ANA, 'chores')).rejects.toThrow();
  expect((await store.counts(QUEUE)).isPaused).toBe(false);
});

function liveIn(counts: Awaited<ReturnType<QueueStore['counts']>>): number {
  const { waiting, held, delayed, running } = counts;
  return waiting.urgent + waiting.normal + waiting.bulk + held + delayed + running;
}
