/**
 * Queues on Redis Streams: every step is one script, so nothing lies between two of its parts, and every time is Redis's own.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '@aboveboard/kit';
import type { AddRefusal, JobId, JobLease, JobProgress, JobState } from '../../queue/job.ts';
import { WHEEL } from '../../queue/priority.ts';
import type { LeaseState, QueueSpec, QueueStore } from '../../queue/queue-store.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { createAsker, type RedisQueueOptions } from './asker.ts';
import { createBatches, fitting } from './batches.ts';
import { listenForHints } from './hints.ts';
import { claimedOf, letterOf, recordOf } from './job-fields.ts';
import { createLostClaims } from './lost-claims.ts';
import { CLAIM, RENEW, TAKE_OVER } from './scripts/claiming.ts';
import { COUNTS, LETTER, PEEK } from './scripts/looking.ts';
import { DISCARD, PAUSE, REQUEUE } from './scripts/operating.ts';
import { CANCEL } from './scripts/settling.ts';

/** A worker that has had no job for this long is forgotten by the consumer groups; it is a consumer again when it claims. */
const FORGET_WORKER_MS = 3_600_000;

export interface RedisQueueStore extends QueueStore {
  /** Ends the connection that listens. The client given stays as it is. */
  close(): void;
}

/**
 * Queues over the client given, with one more connection that hears of jobs that are ready.
 *
 * Every call fails with a RedisFault when Redis does not answer in time, and adding and requeueing when it is out of memory.
 */
export async function redisQueueStore(redis: Redis, options: RedisQueueOptions = {}): Promise<RedisQueueStore> {
  const asker = createAsker(redis, options);
  const { run, wait, prefixOf } = asker;
  const batchesOf = createBatches(asker);
  const lease = createLostClaims(asker);
  const settle = async (queue: QueueSpec, run: JobLease, what: string, a = '', b: string | number = '') => {
    const answer = await batchesOf(queue).settle([run, what, a, b]);
    return answer === 'LEASE_LOST' ? err('LEASE_LOST' as const) : ok(answer);
  };
  const plain = async (answer: ReturnType<typeof settle>): Promise<Result<void, 'LEASE_LOST'>> => {
    const settled = await answer;
    return settled.ok ? ok(undefined) : settled;
  };
  const hints = await listenForHints(redis);

  return {
    async add(queue, jobs) {
      const fits = fitting(queue, jobs);
      const answers = fits.length === 0 ? [] : await batchesOf(queue).add(fits);
      let answered = 0;
      return jobs.map((job): Result<JobId, AddRefusal> => {
        if (job !== fits[answered]) return err('TOO_LARGE');
        const answer = answers[answered++];
        return answer === 'ADDED' ? ok(job.id) : err(answer as AddRefusal);
      });
    },

    async claim(queue, worker, limit) {
      await nextTurn(); // behind what was settled in this one, whose keys may be free then
      const ask = (claim: string) => run<[string, string[][]]>(queue, CLAIM, worker, claim, limit, WHEEL.join(''));
      const [next, jobs] = await lease(queue, worker, ask);
      return { jobs: jobs.map(claimedOf), nextDueInMs: next === '-1' ? null : Number(next) };
    },

    async takeOver(queue, worker, limit) {
      const args = [limit, queue.leaseMs, queue.maxAttempts, queue.keepResultMs, FORGET_WORKER_MS];
      const ask = (claim: string) => run<[string[][], number]>(queue, TAKE_OVER, worker, claim, ...args);
      const [jobs, buried] = await lease(queue, worker, ask);
      return { jobs: jobs.map(claimedOf), buried };
    },

    renew: async (queue, leases) =>
      leases.length === 0 ? [] : run<LeaseState[]>(queue, RENEW, ...leases.flatMap((lease) => [lease.id, lease.run])),
    complete: (queue, lease, result) => plain(settle(queue, lease, 'complete', result === null ? '' : `=${result}`)),
    fail: async (queue, lease, message, delayMs) =>
      (await settle(queue, lease, 'fail', message, delayMs)) as Result<'RETRIED' | 'BURIED' | 'CANCELLED', 'LEASE_LOST'>,
    bury: (queue, lease, reason, message) => plain(settle(queue, lease, 'bury', message, reason)),
    giveBack: (queue, lease) => plain(settle(queue, lease, 'give-back')),
    progress: (queue, lease, progress) => plain(settle(queue, lease, 'progress', JSON.stringify(progress))),

    async cancel(queue, id) {
      const answer = await run<'REMOVED' | 'ASKED' | 'NOT_FOUND'>(queue, CANCEL, id, queue.keepResultMs);
      return answer === 'NOT_FOUND' ? err(answer) : ok(answer);
    },

    async look(queue, id) {
      const fields = () => redis.hmGet(`${prefixOf(queue)}job:${id}`, ['state', 'progress', 'result']);
      const [state, progress, result] = await wait(fields);
      if (!state) return null;
      return {
        state: state as JobState,
        progress: progress ? (JSON.parse(progress) as JobProgress) : null,
        result: result ? result.slice(1) : null,
      };
    },

    async counts(queue) {
      const [urgent = 0, normal = 0, bulk = 0, held = 0, delayed = 0, running = 0, dead = 0, oldest = -1, paused = 0] =
        await run<number[]>(queue, COUNTS);
      const oldestWaitingMs = oldest < 0 ? null : oldest;
      return { waiting: { urgent, normal, bulk }, held, delayed, running, dead, oldestWaitingMs, isPaused: paused === 1 };
    },

    async peek(queue, state, limit, from = '') {
      const [next, jobs] = await run<[string, string[][]]>(queue, PEEK, state, limit, from);
      return { items: jobs.map(recordOf), next: next === '' ? null : next };
    },

    pause: async (queue) => void (await run(queue, PAUSE, 1)),
    resume: async (queue) => void (await run(queue, PAUSE, 0)),

    async deadLetters(queue, limit, from) {
      const start = from === undefined ? '-' : `(${from}`;
      const found = (await wait(() => redis.xRange(`${prefixOf(queue)}dead`, start, '+', { COUNT: limit + 1 }))) ?? [];
      const page = found.slice(0, limit);
      const items = page.map(({ message }) => letterOf(message));
      return { items, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
    },

    async deadLetter(queue, id) {
      const fields = await run<string[]>(queue, LETTER, id);
      if (fields.length === 0) return null;
      return letterOf(Object.fromEntries(fields.flatMap((field, i) => (i % 2 === 0 ? [[field, fields[i + 1] ?? '']] : []))));
    },

    async requeue(queue, id) {
      const answer = await run<'OK' | 'NOT_FOUND' | 'UNREADABLE'>(queue, REQUEUE, id);
      return answer === 'OK' ? ok(undefined) : err(answer);
    },

    discard: async (queue, ids) => (ids.length === 0 ? [] : run<JobId[]>(queue, DISCARD, ...ids)),
    onReady: (queue, listener) => hints.on(`${prefixOf(queue)}wake`, listener),
    close: hints.close,
  };
}
