import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { ClaimedJob, JobId, NewJob } from './job.ts';
import { memoryQueueStore } from './memory/memory-queue-store.ts';
import type { QueueEvents } from './queue-events.ts';
import { queueStoreContract } from './queue-store.contract.ts';
import type { QueueSpec } from './queue-store.ts';
import { watchedQueueStore } from './watched-queue-store.ts';

queueStoreContract('[QUEUE-2] [QUEUE-3] [QUEUE-4] [QUEUE-6] [QUEUE-7] queues that are watched', () => {
  const { clock, advance } = virtualTime();
  return { store: watchedQueueStore(memoryQueueStore({ clock }), {}, clock), pass: advance };
});

const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 200,
  maxAttempts: 2,
  maxJobs: 7,
  maxPayloadBytes: 10,
  dedupeMs: 0,
  keepResultMs: 0,
};
const id = (text: string) => text as JobId;

/** Writes down each event as a line. */
function scribe(lines: string[]): QueueEvents {
  const tell =
    (what: string) =>
    (...about: readonly unknown[]): void =>
      void lines.push([what, ...about].join(' '));
  return {
    produced: tell('produced'),
    refused: tell('refused'),
    claimed: (name, jobs) => tell('claimed')(name, ...jobs.map((job) => `${job.id}:${job.waitedMs}`)),
    reclaimed: tell('reclaimed'),
    completed: tell('completed'),
    retried: tell('retried'),
    cancelled: tell('cancelled'),
    givenBack: tell('given back'),
    deadLettered: tell('dead'),
  };
}

function setUp() {
  const lines: string[] = [];
  const { clock, advance } = virtualTime();
  const store = watchedQueueStore(memoryQueueStore({ clock }), scribe(lines), clock);
  const add = (text: string, more: Partial<NewJob> = {}) => store.add(queue, [{ id: id(text), payload: '', ...more }]);
  const claim = async (): Promise<ClaimedJob> => (await store.claim(queue, 'w', 1)).jobs[0] as ClaimedJob;
  /** What was told since it was last asked. */
  const told = () => lines.splice(0).map((line) => line.replace(' jobs', ''));
  return { store, add, claim, told, advance };
}

test('what is added, refused and claimed is told, with how long it waited', async () => {
  const { store, add, told, advance } = setUp();
  await store.add(
    queue,
    ['a', 'a', 'b'].map((text) => ({ id: id(text), payload: '' })),
  );
  await add('large', { payload: 'x'.repeat(11) });
  await advance(30);
  await store.claim(queue, 'w', 5);
  await store.claim(queue, 'w', 5);
  for (const text of ['c', 'd', 'e', 'f', 'g', 'h']) await add(text, { delayMs: 99 });
  expect(told()).toEqual([
    'produced 2',
    'refused DUPLICATE',
    'refused TOO_LARGE',
    'claimed a:30 b:30',
    ...Array(5).fill('produced 1'),
    'refused FULL',
  ]);
});

test('every end of a run is told, with how long it took', async () => {
  const { store, add, claim, told, advance } = setUp();
  for (const text of ['a', 'b', 'c', 'd']) await add(text);
  told();
  const a = await claim();
  await advance(20);
  await store.complete(queue, a, null);
  await store.complete(queue, a, null); // lost by now: nothing to tell
  const b = await claim();
  await advance(5);
  await store.fail(queue, b, 'no', 0);
  await store.bury(queue, await claim(), 'malformed', 'not mine');
  const d = await claim();
  await store.giveBack(queue, d);
  await store.cancel(queue, id('d'));
  await store.fail(queue, await claim(), 'no again', 0);
  expect(told()).toEqual([
    'claimed a:0',
    'completed 20',
    'claimed b:20',
    'retried 5',
    'claimed c:25',
    'dead malformed 1',
    'claimed d:25',
    'given back',
    'cancelled',
    'claimed b:0',
    'dead exhausted 1',
  ]);
});

test('runs that lapse are told as taken over, or as dead', async () => {
  const { store, add, told, advance } = setUp();
  await add('a');
  await add('b');
  await store.claim(queue, 'w', 2);
  await advance(250);
  const { jobs } = await store.takeOver(queue, 'x', 5);
  await store.cancel(queue, id('a'));
  await store.fail(queue, jobs[0] as ClaimedJob, '', 0);
  await advance(250);
  await store.takeOver(queue, 'x', 5);
  expect(told().slice(2)).toEqual(['claimed a:0 b:0', 'reclaimed 2', 'cancelled', 'dead exhausted 1']);
});
