/**
 * Queues on Redis Streams: every step is one script, so nothing lies between two of its parts, and every time is Redis's own.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { JobLease } from '../../queue/job.ts';
import type { LeaseState, QueueSpec, QueueStore } from '../../queue/queue-store.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { type AddAnswer, createAdder } from './adder.ts';
import { createAsker, type RedisQueueOptions } from './asker.ts';
import { listenForHints } from './hints.ts';
import { claimedOf } from './job-fields.ts';
import { createLostClaims } from './lost-claims.ts';
import { operations } from './operations.ts';
import { RENEW, TAKE_OVER } from './scripts/leases.ts';
import { type Settlement, workerTurns } from './worker-turns.ts';

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
  const { run, prefixOf } = asker;
  const adderOf = ofEach((queue) => createAdder(asker, queue));
  const turnsOf = ofEach((queue) => workerTurns(asker, queue));
  const lease = createLostClaims(asker);
  type Booked = Omit<Settlement, 'id' | 'run' | 'b'> & Partial<Settlement>;
  const settle = async (queue: QueueSpec, { id, run }: JobLease, booked: Booked) => {
    const answer = await turnsOf(queue).settle({ b: '', ...booked, id, run });
    return answer === 'LEASE_LOST' ? err('LEASE_LOST' as const) : ok(answer);
  };
  const plain = async (answer: ReturnType<typeof settle>): Promise<Result<void, 'LEASE_LOST'>> => {
    const settled = await answer;
    return settled.ok ? ok(undefined) : settled;
  };
  const hints = await listenForHints(redis);

  return {
    ...operations(redis, asker),

    async add(queue, jobs) {
      const answers = await adderOf(queue)(jobs);
      return jobs.map(({ id }, i) => {
        const answer = answers[i] as AddAnswer;
        return answer === 'ADDED' ? ok(id) : err(answer);
      });
    },

    async claim(queue, worker, limit) {
      const [next, jobs] = await lease(queue, worker, (claim) => turnsOf(queue).claim({ worker, claim, limit }));
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
    complete: (queue, lease, result) =>
      plain(settle(queue, lease, { what: 'complete', a: result === null ? '' : `=${result}` })),
    fail: async (queue, lease, message, delayMs) =>
      (await settle(queue, lease, { what: 'fail', a: message, b: delayMs })) as Awaited<ReturnType<QueueStore['fail']>>,
    bury: (queue, lease, reason, message) => plain(settle(queue, lease, { what: 'bury', a: message, b: reason })),
    giveBack: (queue, lease) => plain(settle(queue, lease, { what: 'give-back', a: '' })),
    progress: (queue, lease, progress) => plain(settle(queue, lease, { what: 'progress', a: JSON.stringify(progress) })),
    onReady: (queue, listener) => hints.on(`${prefixOf(queue)}wake`, listener),
    close: hints.close,
  };
}

/** What `make` makes of each queue, made once. */
function ofEach<T>(make: (queue: QueueSpec) => T): (queue: QueueSpec) => T {
  const known = new WeakMap<QueueSpec, T>();
  return (queue) => {
    const made = known.get(queue) ?? make(queue);
    known.set(queue, made);
    return made;
  };
}
