/**
 * Queues in memory, for the one-process room and for simulation: time is passed in and nothing is drawn, so the same calls give the
 * same jobs in the same order. What must survive a restart goes through `JobShelf`.
 */
import { type Clock, err, ok, type Result } from '@aboveboard/kit';
import { utf8Length } from '../stream/utf8-length.ts';
import { assertNewJob, assertQueueSpec } from './bounds.ts';
import {
  emptyQueue,
  enter,
  forget,
  type Job,
  letGoOfKey,
  lift,
  type MemoryQueue,
  newJob,
  promoteDue,
  putOff,
  wake,
} from './memory-queue.ts';
import { type JobShelf, peekAt, type Shelved, shelvedOf, unshelve } from './memory-shelf.ts';
import { sharesOf, WHEEL } from './priority.ts';
import type {
  AddRefusal,
  ClaimedJob,
  DeadLetter,
  DeathReason,
  JobId,
  JobLease,
  JobRecord,
  NewJob,
  QueueCounts,
  QueueSpec,
  QueueStore,
} from './queue-store.ts';

export interface MemoryQueueOptions {
  readonly clock: Clock;
  /** Where waiting, delayed and dead jobs are kept over a restart; without one they are gone with the process. */
  readonly shelf?: JobShelf;
}

/** Takes back what its shelf has, each queue when it is first asked for. */
export function memoryQueueStore({ clock, shelf }: MemoryQueueOptions): QueueStore {
  const queues = new Map<string, Promise<MemoryQueue>>();
  const open = async (name: string): Promise<MemoryQueue> => {
    const queue = emptyQueue();
    unshelve(queue, (await shelf?.load(name)) ?? [], clock.nowMs());
    queue.isPaused = (await shelf?.isPaused(name)) ?? false;
    return queue;
  };
  const queueOf = (spec: QueueSpec): Promise<MemoryQueue> => {
    assertQueueSpec(spec);
    const queue = queues.get(spec.name) ?? open(spec.name);
    queues.set(spec.name, queue);
    return queue;
  };
  const keep = async (spec: QueueSpec, jobs: readonly Shelved[]): Promise<void> => {
    if (shelf !== undefined && jobs.length > 0) await shelf.keep(spec.name, jobs);
  };
  const drop = async (spec: QueueSpec, ids: readonly JobId[]): Promise<void> => {
    if (shelf !== undefined && ids.length > 0) await shelf.drop(spec.name, ids);
  };
  /** Does one step of a run for whoever holds its lease. */
  const settle = async <T>(spec: QueueSpec, lease: JobLease, step: (queue: MemoryQueue, job: Job, nowMs: number) => T) => {
    const queue = await queueOf(spec);
    const job = queue.jobs.get(lease.id);
    if (job === undefined || !isHeldBy(job, lease)) return err('LEASE_LOST' as const);
    const value = step(queue, job, clock.nowMs());
    if (!queue.jobs.has(job.id) || queue.ended.has(job)) await drop(spec, [job.id]);
    else if (!queue.running.has(job)) await keep(spec, [shelvedOf(job)]);
    return ok(value);
  };

  return {
    async add(spec, jobs) {
      const queue = await queueOf(spec);
      const answers = jobs.map((job) => addOne(queue, spec, job, clock.nowMs()));
      const added = answers.flatMap((answer) => (answer.ok ? [shelvedOf(queue.jobs.get(answer.value) as Job)] : []));
      await keep(spec, added);
      return answers;
    },

    async claim(spec, _worker, limit) {
      const queue = await queueOf(spec);
      const nowMs = clock.nowMs();
      promoteDue(queue, nowMs);
      const jobs = queue.isPaused ? [] : takeReady(queue, spec, nowMs, limit);
      queue.isHungry ||= jobs.length < limit;
      const next = queue.delayed[0];
      return { jobs, nextDueInMs: next === undefined ? null : next.atMs - nowMs };
    },

    async takeOver(spec, _worker, limit) {
      const queue = await queueOf(spec);
      const nowMs = clock.nowMs();
      if (queue.isPaused) return { jobs: [], buried: 0 };
      const expired = [...queue.running].filter((job) => job.atMs <= nowMs).slice(0, limit);
      const again = expired.filter((job) => afterFailure(queue, spec, job, 'the lease ran out', nowMs) === 'RETRIED');
      const ended = expired.filter((job) => !queue.jobs.has(job.id) || queue.ended.has(job));
      await drop(
        spec,
        ended.map((job) => job.id),
      );
      const buried = expired.filter((job) => job.state === 'dead');
      await keep(spec, buried.map(shelvedOf));
      return { jobs: again.map((job) => start(queue, spec, job, nowMs)), buried: buried.length };
    },

    async renew(spec, leases) {
      const queue = await queueOf(spec);
      return leases.map((lease) => {
        const job = queue.jobs.get(lease.id);
        if (job === undefined || !isHeldBy(job, lease)) return 'LOST';
        job.atMs = clock.nowMs() + spec.leaseMs;
        return job.isCancelled ? 'CANCELLED' : 'HELD';
      });
    },

    complete: (spec, lease, result) => settle(spec, lease, (queue, job, nowMs) => end(queue, spec, job, 'done', result, nowMs)),

    fail: (spec, lease, message, delayMs) =>
      settle(spec, lease, (queue, job, nowMs) => {
        const fate = afterFailure(queue, spec, job, message, nowMs);
        if (fate !== 'RETRIED') return fate;
        lift(queue, job);
        putOff(queue, job, nowMs + delayMs);
        return fate;
      }),

    bury: (spec, lease, reason, message) =>
      settle(spec, lease, (queue, job, nowMs) => {
        bookError(job, message, nowMs);
        die(queue, job, reason, nowMs);
      }),

    giveBack: (spec, lease) =>
      settle(spec, lease, (queue, job, nowMs) => {
        if (job.isCancelled) return end(queue, spec, job, 'cancelled', null, nowMs);
        lift(queue, job);
        enter(queue, job, nowMs);
      }),

    progress: (spec, lease, progress) =>
      settle(spec, lease, (_queue, job) => {
        job.progress = progress;
      }),

    async cancel(spec, id) {
      const queue = await queueOf(spec);
      const job = queue.jobs.get(id);
      if (job === undefined || ['dead', 'done', 'cancelled'].includes(job.state)) return err('NOT_FOUND');
      if (job.state === 'running') {
        job.isCancelled = true;
        return ok('ASKED');
      }
      end(queue, spec, job, 'cancelled', null, clock.nowMs());
      await drop(spec, [id]);
      return ok('REMOVED');
    },

    async look(spec, id) {
      const queue = await queueOf(spec);
      sweep(queue, clock.nowMs());
      const job = queue.jobs.get(id);
      return job === undefined ? null : { state: job.state, progress: job.progress, result: job.result };
    },

    async counts(spec) {
      return countsOf(await queueOf(spec), clock.nowMs());
    },

    async peek(spec, state, limit, from) {
      const queue = await queueOf(spec);
      const jobs =
        state === 'delayed'
          ? queue.delayed
          : state === 'held'
            ? [...queue.held.values()].flatMap((line) => [...line]).sort((a, b) => a.order - b.order)
            : queue.ready.flatMap((jobs) => [...jobs]);
      return peekAt(jobs.map(recordOf), limit, from);
    },

    async pause(spec) {
      (await queueOf(spec)).isPaused = true;
      await shelf?.setPaused(spec.name, true);
    },

    async resume(spec) {
      const queue = await queueOf(spec);
      queue.isPaused = false;
      wake(queue);
      await shelf?.setPaused(spec.name, false);
    },

    async deadLetters(spec, limit, from) {
      return peekAt([...(await queueOf(spec)).dead].map(letterOf), limit, from);
    },

    async deadLetter(spec, id) {
      const job = (await queueOf(spec)).jobs.get(id);
      return job?.state === 'dead' ? letterOf(job) : null;
    },

    async requeue(spec, id) {
      const queue = await queueOf(spec);
      const job = queue.jobs.get(id);
      if (job?.state !== 'dead') return err('NOT_FOUND');
      lift(queue, job);
      Object.assign(job, { errors: [], reason: null });
      enter(queue, job, clock.nowMs());
      await keep(spec, [shelvedOf(job)]);
      return ok(undefined);
    },

    async discard(spec, ids) {
      const queue = await queueOf(spec);
      const removed = ids.filter((id) => {
        const job = queue.jobs.get(id);
        if (job === undefined || ['running', 'done', 'cancelled'].includes(job.state)) return false;
        forget(queue, job, clock.nowMs());
        return true;
      });
      await drop(spec, removed);
      return removed;
    },

    onReady(spec, listener) {
      let isOver = false;
      const opened = queueOf(spec).then((queue) => {
        if (!isOver) queue.listeners.add(listener);
        return queue;
      });
      return {
        unsubscribe() {
          isOver = true;
          void opened.then((queue) => queue.listeners.delete(listener));
        },
      };
    },
  };
}

function isHeldBy(job: Job, lease: JobLease): boolean {
  return job.state === 'running' && job.run === lease.run;
}

function addOne(queue: MemoryQueue, spec: QueueSpec, added: NewJob, nowMs: number): Result<JobId, AddRefusal> {
  assertNewJob(added);
  sweep(queue, nowMs);
  if (queue.jobs.has(added.id) || queue.seen.has(added.id)) return err('DUPLICATE');
  if (utf8Length(added.payload) > spec.maxPayloadBytes) return err('TOO_LARGE');
  if (queue.jobs.size - queue.ended.size >= spec.maxJobs) return err('FULL');
  const job = newJob(added, nowMs);
  queue.jobs.set(job.id, job);
  if (spec.dedupeMs > 0) queue.seen.set(job.id, nowMs + spec.dedupeMs);
  if ((added.delayMs ?? 0) > 0) putOff(queue, job, nowMs + (added.delayMs as number));
  else enter(queue, job, nowMs);
  return ok(job.id);
}

/** Forgets ids and ends whose time is over. Both lie in the order of their end, as every entry of a queue is kept equally long. */
function sweep(queue: MemoryQueue, nowMs: number): void {
  for (const [id, untilMs] of queue.seen) {
    if (untilMs > nowMs) break;
    queue.seen.delete(id);
  }
  for (const job of queue.ended) {
    if (job.atMs > nowMs) break;
    forget(queue, job, nowMs);
  }
}

function takeReady(queue: MemoryQueue, spec: QueueSpec, nowMs: number, limit: number): ClaimedJob[] {
  const shares = sharesOf(
    queue.ready.map((jobs) => jobs.size),
    queue.turn,
    limit,
  );
  const taken = queue.ready.flatMap((jobs, index) => [...firstOf(jobs, shares[index] as number)]);
  queue.turn = (queue.turn + taken.length) % WHEEL.length;
  return taken.map((job) => start(queue, spec, job, nowMs));
}

function* firstOf(jobs: Iterable<Job>, n: number): Generator<Job> {
  let left = n;
  for (const job of jobs) {
    if (left-- === 0) return;
    yield job;
  }
}

function start(queue: MemoryQueue, spec: QueueSpec, job: Job, nowMs: number): ClaimedJob {
  const waitedMs = job.state === 'waiting' ? nowMs - job.atMs : 0;
  lift(queue, job);
  job.state = 'running';
  job.run = ++queue.runs;
  job.startedAtMs ??= nowMs;
  job.atMs = nowMs + spec.leaseMs;
  queue.running.add(job);
  return { ...recordOf(job), run: job.run, waitedMs };
}

function bookError(job: Job, message: string, nowMs: number): void {
  job.errors = [...job.errors, { atMs: nowMs, attempt: job.errors.length + 1, message }];
}

/** Books a failed run; `RETRIED` leaves the job where it lies. */
function afterFailure(queue: MemoryQueue, spec: QueueSpec, job: Job, message: string, nowMs: number) {
  if (job.isCancelled) {
    end(queue, spec, job, 'cancelled', null, nowMs);
    return 'CANCELLED';
  }
  bookError(job, message, nowMs);
  if (job.errors.length < spec.maxAttempts) return 'RETRIED';
  die(queue, job, 'exhausted', nowMs);
  return 'BURIED';
}

function die(queue: MemoryQueue, job: Job, reason: DeathReason, nowMs: number): void {
  lift(queue, job);
  Object.assign(job, { state: 'dead', reason, atMs: nowMs });
  queue.dead.add(job);
  letGoOfKey(queue, job, nowMs);
}

function end(
  queue: MemoryQueue,
  spec: QueueSpec,
  job: Job,
  state: 'done' | 'cancelled',
  result: string | null,
  nowMs: number,
): void {
  forget(queue, job, nowMs);
  if (spec.keepResultMs === 0) return;
  Object.assign(job, { state, result, atMs: nowMs + spec.keepResultMs });
  queue.jobs.set(job.id, job);
  queue.ended.add(job);
}

function countsOf(queue: MemoryQueue, nowMs: number): QueueCounts {
  const sizes = queue.ready.map((jobs) => jobs.size);
  const firsts = queue.ready.flatMap((jobs) => [...firstOf(jobs, 1)]);
  return {
    waiting: { urgent: sizes[0] as number, normal: sizes[1] as number, bulk: sizes[2] as number },
    held: [...queue.held.values()].reduce((sum, line) => sum + line.size, 0),
    delayed: queue.delayed.length,
    running: queue.running.size,
    dead: queue.dead.size,
    oldestWaitingMs: firsts.length === 0 ? null : nowMs - Math.min(...firsts.map((job) => job.atMs)),
    isPaused: queue.isPaused,
  };
}

function recordOf(job: Job): JobRecord {
  const { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors } = job;
  return { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors };
}

function letterOf(job: Job): DeadLetter {
  return { ...recordOf(job), reason: job.reason as DeathReason, diedAtMs: job.atMs };
}
