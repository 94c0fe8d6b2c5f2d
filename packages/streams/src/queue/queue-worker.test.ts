import { ok } from '@aboveboard/kit';
import { seededRandom, virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { JobId, NewJob } from './job.ts';
import { memoryQueueStore } from './memory/memory-queue-store.ts';
import type { QueueSpec } from './queue-store.ts';
import { queueWorker, type WorkerOptions } from './queue-worker.ts';
import type { Handler } from './worker/handle-batch.ts';
import type { RunningJob } from './worker/runs.ts';

const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 5_000,
  maxAttempts: 3,
  maxJobs: 100,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 1_000_000,
};
const id = (text: string) => text as JobId;

function setUp() {
  const time = virtualTime();
  const store = memoryQueueStore({ clock: time.clock });
  const { clock, scheduler, advance } = time;
  const work = (handle: Handler, more: Partial<WorkerOptions> = {}) =>
    queueWorker({ store, queue, name: 'w', handle, clock, scheduler, random: seededRandom(1), ...more });
  const add = (text: string, more: Partial<NewJob> = {}) => store.add(queue, [{ id: id(text), payload: text, ...more }]);
  const stateOf = async (text: string) => (await store.look(queue, id(text)))?.state ?? null;
  const pause = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      scheduler.after(ms, resolve);
      signal?.addEventListener('abort', () => reject(new Error(String(signal.reason))));
    });
  return { store, work, add, advance, clock, stateOf, pause };
}
const allDone = (jobs: readonly RunningJob[]) => jobs.map((job) => ok(`did ${job.payload}`));

test('[QUEUE-1] does what is there and what comes, as many at a time as it has places', async () => {
  const { work, add, advance, stateOf, pause } = setUp();
  let open = 0;
  let most = 0;
  for (let i = 0; i < 10; i++) await add(`n${i}`);
  const worker = work(
    async (jobs) => {
      most = Math.max(most, ++open);
      await pause(100);
      open -= 1;
      return allDone(jobs);
    },
    { concurrency: 3 },
  );
  await advance(450);
  expect(most).toBe(3);
  expect(await stateOf('n9')).toBe('done');
  await add('later');
  await advance(101); // heard of at once, not at the next look
  expect(await stateOf('later')).toBe('done');
  await worker.stop();
});

test('a batch is handled in one call, each of its jobs answered for itself', async () => {
  const { store, work, add, advance, stateOf } = setUp();
  for (let i = 0; i < 5; i++) await add(`n${i}`);
  const sizes: number[] = [];
  const worker = work(
    async (jobs) => {
      sizes.push(jobs.length);
      return jobs.map((job) =>
        job.payload === 'n1'
          ? { ok: false, error: { reason: 'refused', message: 'never' } }
          : job.payload === 'n2'
            ? { ok: false, error: { reason: 'malformed', message: 'not a job of mine' } }
            : ok(null),
      );
    },
    { batchSize: 4 },
  );
  await advance(10);
  expect(sizes).toEqual([4, 1]);
  expect(await stateOf('n0')).toBe('done');
  const letters = (await store.deadLetters(queue, 9)).items;
  expect(letters.map((letter) => [letter.id, letter.reason, letter.errors[0]?.message])).toEqual([
    ['n1', 'refused', 'never'],
    ['n2', 'malformed', 'not a job of mine'],
  ]);
  await worker.stop();
});

test('[QUEUE-8] a failing job waits outside and is dead after three runs, with every error', async () => {
  const { store, work, add, advance } = setUp();
  await add('fails');
  await add('works');
  let runs = 0;
  const worker = work(async (jobs) => {
    if (jobs[0]?.payload === 'fails') throw new Error(`no ${++runs}`);
    return allDone(jobs);
  });
  await advance(1);
  expect(await store.counts(queue)).toMatchObject({ delayed: 1, running: 0 }); // the only place is free again
  await advance(2_000);
  expect(await store.deadLetter(queue, id('fails'))).toMatchObject({
    reason: 'exhausted',
    errors: [{ message: 'no 1' }, { message: 'no 2' }, { message: 'no 3' }],
  });
  await worker.stop();
});

test('[QUEUE-5] a job longer than its lease is run once', async () => {
  const { work, add, advance, stateOf, pause } = setUp();
  await add('long');
  let runs = 0;
  const handle: Handler = async (jobs) => {
    runs += 1;
    await pause(45_000);
    return allDone(jobs);
  };
  const workers = [work(handle), work(handle, { name: 'other' })];
  await advance(46_000);
  expect([runs, await stateOf('long')]).toEqual([1, 'done']);
  await Promise.all(workers.map((worker) => worker.stop()));
});

test('[QUEUE-10] a run past its time is told so, and fails', async () => {
  const { store, work, add, advance, pause } = setUp();
  await add('slow');
  const worker = work(
    async ([job]) => {
      await pause(60_000, job?.signal);
      return [];
    },
    { timeoutMs: 1_000 },
  );
  await advance(10_000);
  const letter = await store.deadLetter(queue, id('slow'));
  expect(letter?.errors.map((error) => error.message)).toEqual(Array(3).fill('TIMED_OUT: TIMED_OUT'));
  await worker.stop();
});

test('[QUEUE-10] a handler deaf to its signal loses its place after the grace', async () => {
  const { work, add, advance, stateOf } = setUp();
  await add('deaf');
  await add('next');
  const worker = work((jobs) => (jobs[0]?.payload === 'deaf' ? new Promise(() => {}) : Promise.resolve(allDone(jobs))), {
    timeoutMs: 1_000,
    graceMs: 500,
  });
  await advance(1_400);
  expect(await stateOf('next')).toBe('waiting');
  await advance(200);
  expect(await stateOf('next')).toBe('done');
  await worker.stop();
});

test('[QUEUE-11] a cancelled run is told so at the next renewal and does not run again', async () => {
  const { store, work, add, advance, stateOf, pause } = setUp();
  await add('a');
  let reason: unknown = null;
  const worker = work(async ([job]) => {
    job?.signal.addEventListener('abort', () => (reason = job.signal.reason));
    await pause(60_000, job?.signal);
    return [];
  });
  await advance(10);
  await store.cancel(queue, id('a'));
  await advance(1_500);
  expect([reason, await stateOf('a')]).toEqual(['CANCELLED', 'cancelled']);
  await worker.stop();
});

test('[QUEUE-12] a worker that stops finishes what it can and gives the rest back', async () => {
  const { store, work, add, advance, stateOf, pause } = setUp();
  for (const text of ['short', 'heeds', 'deaf', 'not begun']) await add(text);
  const worker = work(
    async ([job]) => {
      await pause(job?.payload === 'short' ? 500 : 60_000, job?.payload === 'heeds' ? job.signal : undefined);
      return [ok(null)];
    },
    { concurrency: 3, graceMs: 1_000 },
  );
  await advance(10);
  const stopped = worker.stop();
  await advance(2_100);
  expect(await stopped).toEqual({ givenBack: 2 });
  expect(await stateOf('short')).toBe('done');
  expect(await store.counts(queue)).toMatchObject({ running: 0, waiting: { normal: 3 } });
  const again = await store.claim(queue, 'next', 9);
  expect(again.jobs.every((job) => job.errors.length === 0)).toBe(true);
});

test('[QUEUE-12] a worker that finds nothing while it stops has stopped', async () => {
  const { store, work, advance, pause, clock } = setUp();
  const slow: typeof store = {
    ...store,
    async claim(...args) {
      await pause(100);
      return store.claim(...args);
    },
  };
  const worker = work(async (jobs) => allDone(jobs), { store: slow, graceMs: 5_000 });
  await advance(50);
  const stopped = worker.stop().then(() => clock.nowMs());
  const before = clock.nowMs();
  await advance(10_000);
  expect((await stopped) - before).toBe(50);
});

test('[QUEUE-12] jobs that come when the worker has stopped already go back', async () => {
  const { store, work, add, advance, pause } = setUp();
  await add('a');
  const slow: typeof store = {
    ...store,
    async claim(...args) {
      const claim = await store.claim(...args);
      await pause(100);
      return claim;
    },
  };
  let runs = 0;
  const handle: Handler = async (jobs) => {
    runs += 1;
    return allDone(jobs);
  };
  const worker = work(handle, { store: slow, graceMs: 10 });
  await advance(1);
  const stopped = worker.stop();
  await advance(50);
  await stopped;
  expect(await store.counts(queue)).toMatchObject({ running: 1 });
  await advance(100);
  expect(await store.counts(queue)).toMatchObject({ running: 0, waiting: { normal: 1 } });
  expect(runs).toBe(0);
});

test('says how many run, and when the store last answered, whether it looks for work or renews', async () => {
  const { work, add, advance, clock, pause } = setUp();
  const worker = work(async (jobs) => {
    await pause(20_000);
    return allDone(jobs);
  });
  await advance(9_000);
  expect(clock.nowMs() - worker.health().answeredAtMs).toBeLessThanOrEqual(1_000);
  await add('a');
  await advance(9_000); // its only place is taken, so it does not look
  expect(worker.health().running).toBe(1);
  expect(clock.nowMs() - worker.health().answeredAtMs).toBeLessThanOrEqual(1_500);
  await advance(15_000);
  expect(worker.health().running).toBe(0);
  await worker.stop();
});

test('a result larger than a payload may be is a failure, and the job is dead in the end', async () => {
  const { store, work, add, advance } = setUp();
  await add('a');
  const worker = work(async () => [ok('♠'.repeat(34))]);
  await advance(5_000);
  const errors = (await store.deadLetter(queue, id('a')))?.errors.map((error) => error.message);
  expect(errors).toEqual(Array(3).fill('its result is larger than a payload may be'));
  await worker.stop();
});

test('progress is seen while a job runs', async () => {
  const { store, work, add, advance, pause } = setUp();
  await add('a');
  const worker = work(async ([job]) => {
    await job?.progress({ done: 2, total: 5 });
    await pause(100);
    return [ok(null)];
  });
  await advance(10);
  expect(await store.look(queue, id('a'))).toMatchObject({ state: 'running', progress: { done: 2, total: 5 } });
  await advance(200);
  await worker.stop();
});

test('a store that fails for a while is heard of, and costs no job', async () => {
  const { store, add, advance, clock, work, stateOf } = setUp();
  await add('a');
  let isDown = true;
  const troubles: unknown[] = [];
  const guarded = <T extends unknown[], R>(call: (...args: T) => Promise<R>) => {
    return async (...args: T): Promise<R> => {
      if (isDown) throw new Error('down');
      return call(...args);
    };
  };
  const flaky = { ...store, claim: guarded(store.claim), complete: guarded(store.complete) };
  let runs = 0;
  const worker = work(
    async (jobs) => {
      runs += 1;
      isDown = true;
      return allDone(jobs);
    },
    { store: flaky, onTrouble: (error) => troubles.push(error) },
  );
  await advance(1_500);
  expect(troubles.length).toBeGreaterThan(0);
  expect(clock.nowMs() - worker.health().answeredAtMs).toBe(1_500);
  isDown = false;
  await advance(1_300);
  isDown = false;
  await advance(1_500);
  expect([runs, await stateOf('a')]).toEqual([1, 'done']);
  await worker.stop();
});
