/**
 * Queues on Redis Streams: every step is one script, so nothing lies between two of its parts, and every time is Redis's own.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { assertNewJob, assertQueueSpec } from '../../queue/bounds.ts';
import { PRIORITIES, type Priority, WHEEL } from '../../queue/priority.ts';
import type {
  AddRefusal,
  ClaimedJob,
  DeadLetter,
  DeathReason,
  JobId,
  JobLease,
  JobProgress,
  JobRecord,
  JobState,
  LeaseState,
  QueueSpec,
  QueueStore,
} from '../../queue/queue-store.ts';
import { utf8Length } from '../../stream/utf8-length.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { patience } from '../connection/patience.ts';
import { faultOf } from '../connection/redis-fault.ts';
import { runScript, type Script } from '../connection/script.ts';
import {
  ADD,
  CANCEL,
  CLAIM,
  COUNTS,
  DISCARD,
  LETTER,
  PAUSE,
  PEEK,
  RENEW,
  REQUEUE,
  SETTLE,
  TAKE_OVER,
} from './queue-scripts.ts';

/** A worker that has had no job for this long is forgotten by the consumer groups; it is a consumer again when it claims. */
const FORGET_WORKER_MS = 3_600_000;

export interface RedisQueueOptions {
  /** Rooms that share one Redis have a space each; none by default. Letters, digits, `_`, `.` and `-`. */
  readonly space?: string;
  /** A call that is not answered within this fails as UNAVAILABLE; 10 s by default. */
  readonly answerWithinMs?: number;
}

export interface RedisQueueStore extends QueueStore {
  /** Ends the connection that listens. The client given stays as it is. */
  close(): void;
}

/**
 * Queues over the client given, with one more connection that hears of jobs that are ready.
 *
 * Every call fails with a RedisFault when Redis does not answer, and adding and requeueing when it is out of memory.
 */
export async function redisQueueStore(redis: Redis, options: RedisQueueOptions = {}): Promise<RedisQueueStore> {
  const { wait } = patience(options.answerWithinMs ?? 10_000);
  const prefixOf = prefixesIn(options.space);
  type Args = readonly (string | number)[];
  const evaluate = <T>(queue: QueueSpec, script: Script, args: Args, isOver: AbortSignal): Promise<T> =>
    runScript<T>(redis, script, [`${prefixOf(queue)}book`], [prefixOf(queue), ...args.map(String)], isOver);
  const run = <T>(queue: QueueSpec, script: Script, ...args: Args): Promise<T> =>
    wait((isOver) => evaluate<T>(queue, script, args, isOver)).catch(fail);
  /** For what leases jobs: those that come too late for whoever asked go back. */
  const lease = <T>(
    queue: QueueSpec,
    script: Script,
    jobsOf: (answer: T) => readonly string[][],
    ...args: Args
  ): Promise<T> => {
    const giveBack = (answer: T) => {
      for (const job of jobsOf(answer).map(claimedOf)) settle(queue, job, 'give-back').catch(() => {}); // else its lease runs out
    };
    return wait((isOver) => evaluate<T>(queue, script, args, isOver), giveBack).catch(fail);
  };
  const settle = async (queue: QueueSpec, { id, run: number }: JobLease, what: string, a = '', b: string | number = '') => {
    const answer = await run<string>(queue, SETTLE, id, number, queue.keepResultMs, queue.maxAttempts, what, a, b);
    return answer === 'LEASE_LOST' ? err('LEASE_LOST' as const) : ok(answer);
  };
  const plain = async (answer: ReturnType<typeof settle>): Promise<Result<void, 'LEASE_LOST'>> => {
    const settled = await answer;
    return settled.ok ? ok(undefined) : settled;
  };
  const ears = await listen(redis);

  return {
    async add(queue, jobs) {
      jobs.forEach(assertNewJob);
      const fits = jobs.filter((job) => utf8Length(job.payload) <= queue.maxPayloadBytes);
      const args = fits.flatMap((job) => {
        const priority = PRIORITIES.indexOf(job.priority ?? 'normal');
        return [job.id, job.payload, priority, job.key ?? '', job.trace ?? '', job.delayMs ?? 0];
      });
      const answers = fits.length === 0 ? [] : await run<string[]>(queue, ADD, queue.maxJobs, queue.dedupeMs, ...args);
      let answered = 0;
      return jobs.map((job): Result<JobId, AddRefusal> => {
        if (job !== fits[answered]) return err('TOO_LARGE');
        const answer = answers[answered++];
        return answer === 'ADDED' ? ok(job.id) : err(answer as AddRefusal);
      });
    },

    async claim(queue, worker, limit) {
      const args = [worker, limit, WHEEL.join('')];
      const [next, jobs] = await lease<[string, string[][]]>(queue, CLAIM, (answer) => answer[1], ...args);
      return { jobs: jobs.map(claimedOf), nextDueInMs: next === '-1' ? null : Number(next) };
    },

    async takeOver(queue, worker, limit) {
      const { leaseMs, maxAttempts, keepResultMs } = queue;
      const args = [worker, limit, leaseMs, maxAttempts, keepResultMs, FORGET_WORKER_MS];
      const [jobs, buried] = await lease<[string[][], number]>(queue, TAKE_OVER, (answer) => answer[0], ...args);
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
      const fields = ['state', 'progress', 'result'];
      const [state, progress, result] = await wait(() => redis.hmGet(`${prefixOf(queue)}job:${id}`, fields)).catch(fail);
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
      const letters = () => redis.xRange(`${prefixOf(queue)}dead`, start, '+', { COUNT: limit + 1 });
      const found = (await wait(letters).catch(fail)) ?? [];
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
    onReady: (queue, listener) => ears.on(`${prefixOf(queue)}wake`, listener),
    close: ears.close,
  };
}

function fail(error: unknown): never {
  throw faultOf(error);
}

/** All keys of one queue share one slot of a Redis Cluster. */
function prefixesIn(space: string | undefined): (queue: QueueSpec) => string {
  assert(space === undefined || /^[\w.-]+$/.test(space), `not a space's name: ${space}`);
  return (queue) => {
    assertQueueSpec(queue);
    return space === undefined ? `ab:{${queue.name}}:queue:` : `ab:{${space}/${queue.name}}:queue:`;
  };
}

/** A connection that hears hints. Those of the time it was lost are made up for by one to everybody when it is back. */
async function listen(redis: Redis) {
  const own: Redis = redis.duplicate();
  const listeners = new Map<string, Set<() => void>>();
  own.on('error', () => {}); // the client connects again by itself
  await own.connect();
  own.on('ready', () => {
    for (const ofChannel of listeners.values()) for (const listener of ofChannel) listener();
  });
  const hear = (_message: string, channel: string): void => {
    for (const listener of listeners.get(channel) ?? []) listener();
  };
  return {
    on(channel: string, listener: () => void) {
      const ofChannel = listeners.get(channel) ?? new Set();
      if (ofChannel.size === 0) own.subscribe(channel, hear).catch(() => {}); // asked again by the client when it is back
      listeners.set(channel, ofChannel.add(listener));
      return { unsubscribe: () => void ofChannel.delete(listener) };
    },
    close: () => own.destroy(),
  };
}

function recordOf([id, payload, priority, key, trace, added, started, errors]: readonly string[]): JobRecord {
  return {
    id: id as JobId,
    payload: payload ?? '',
    priority: PRIORITIES[Number(priority)] as Priority,
    key: key || null,
    trace: trace || null,
    addedAtMs: Number(added),
    startedAtMs: started ? Number(started) : null,
    errors: JSON.parse(`[${errors ?? ''}]`),
  };
}

function claimedOf(fields: readonly string[]): ClaimedJob {
  return { ...recordOf(fields), run: Number(fields[8]), waitedMs: Number(fields[9]) };
}

function letterOf(of: Readonly<Record<string, string>>): DeadLetter {
  const fields = ['id', 'payload', 'pri', 'key', 'trace', 'added', 'started', 'errors'].map((field) => of[field] ?? '');
  return { ...recordOf(fields), reason: of.reason as DeathReason, diedAtMs: Number(of.died) };
}
