import { err, ok } from '@aboveboard/kit';
import { type JobId, memoryQueueStore, type QueueSpec, queueWorker, type Worker } from '@aboveboard/streams';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { osPorts } from '../ports/os-ports.ts';
import { until } from '../testing/playing-guest.ts';
import { attributeOf, otlpReceiver } from './testing/otlp-receiver.ts';
import { openTraces } from './traces.ts';

const queue: QueueSpec = {
  name: 'sweep',
  leaseMs: 5_000,
  maxAttempts: 2,
  maxJobs: 10,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};
const job = (id: string) => ({ id: id as JobId, payload: id });

async function traced(url: string | undefined) {
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const traces = await openTraces(url, logger);
  onTestFinished(() => traces.close());
  const store = traces.following(memoryQueueStore({ clock: osPorts.clock }));
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { traces, store, logger, logged };
}

/** Fails a job's first run when it says `twice`, and refuses one that says `never`. */
function startWorker({ traces, store, logger }: Awaited<ReturnType<typeof traced>>): Worker {
  const worker = queueWorker({
    ...osPorts,
    store,
    queue,
    name: 'w',
    retry: { baseMs: 1, maxMs: 1 },
    handle: async ([running]) => {
      if (!running) throw new Error('no job');
      const answer = await traces.jobs.within(queue.name, running, async () => {
        logger.info('at work');
        if (running.payload === 'twice' && running.errors.length === 0) throw new Error('out of cards');
        return running.payload === 'never' ? err({ reason: 'refused' as const, message: 'not for me' }) : ok(null);
      });
      return [answer];
    },
  });
  onTestFinished(async () => void (await worker.stop()));
  return worker;
}

const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a trace goes from the request that adds a job to each of its runs, and is received as one', async () => {
  const receiver = await otlpReceiver();
  const room = await traced(receiver.url);
  await room.traces.answering('POST /jobs', CALLER, () => room.store.add(queue, [job('twice')]));
  startWorker(room);
  await until(() => receiver.spans().length >= 4, 'four spans', 20_000);
  const [request, add, first, second] = ['POST /jobs', 'add sweep', 'run sweep', 'run sweep'].map(
    (name, i) => receiver.spans().filter((span) => span.name === name)[i === 3 ? 1 : 0],
  );
  expect(new Set(receiver.spans().map(({ traceId }) => traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
  expect([request, add, first, second].map((span) => span?.parentSpanId)).toEqual([
    'b7ad6b7169203331',
    request?.spanId,
    add?.spanId,
    add?.spanId,
  ]);
  expect([request, add, first].map((span) => span?.kind)).toEqual([2, 4, 5]); // server, producer, consumer
  const ends = [first, second].map((span) =>
    ['messaging.message.id', 'aboveboard.job.attempt', 'aboveboard.job.outcome'].map((key) => attributeOf(span, key)),
  );
  expect(ends).toEqual([
    ['twice', '1', 'failed'],
    ['twice', '2', 'done'],
  ]);
  expect(first?.status).toMatchObject({ code: 2, message: 'out of cards' });
  expect(first?.events.map(({ name }) => name)).toEqual(['exception']);
  expect(attributeOf(add, 'aboveboard.jobs.added')).toBe('1');
});

test('what is written to the log during a run carries its trace, sent or not', async () => {
  const room = await traced(undefined);
  await room.store.add(queue, [job('never')]);
  startWorker(room);
  await until(async () => (await room.store.counts(queue)).dead === 1, 'a dead letter');
  const letter = await room.store.deadLetter(queue, 'never' as JobId);
  const traceId = letter?.trace?.split('-')[1];
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(room.logged().filter((line) => line.traceId === traceId)).toMatchObject([
    { msg: 'at work' },
    { msg: 'a run of a job failed', queue: 'sweep', jobId: 'never', attempt: 1, outcome: 'refused', why: 'not for me' },
  ]);
  room.logger.info('after it');
  expect(room.logged().at(-1)).not.toHaveProperty('traceId');
});

test('a job that brings a trace keeps it, and one whose trace cannot be read begins another', async () => {
  const { traces, store } = await traced(undefined);
  await store.add(queue, [{ ...job('own'), trace: CALLER }]);
  const { jobs } = await store.claim(queue, 'w', 1);
  expect(jobs[0]?.trace).toBe(CALLER);
  for (const trace of ['nonsense', '00-00000000000000000000000000000000-b7ad6b7169203331-01']) {
    expect((await traces.jobs.within('q', { ...(jobs[0] ?? expect.fail()), trace }, async () => ok(1))).value).toBe(1);
  }
});

test('no job waits for a collector that fails; the log tells of it once, and of its return', async () => {
  let status = 400;
  const receiver = await otlpReceiver(() => status);
  const room = await traced(receiver.url);
  const told = () =>
    room
      .logged()
      .map(({ msg }) => String(msg))
      .filter((msg) => msg.includes('traces can'));
  const began = performance.now();
  for (let i = 0; i < 3_000; i++) await room.traces.answering('POST /jobs', '', async () => i);
  expect(performance.now() - began).toBeLessThan(2_000);
  await until(() => told().length === 1, 'word of the outage', 20_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  status = 200;
  await until(
    async () => {
      await room.traces.answering('POST /jobs', '', async () => {});
      return told().length === 2;
    },
    'word of the return',
    20_000,
  );
  expect(told()).toEqual([expect.stringContaining('cannot be sent'), 'traces can be sent again']);
});
