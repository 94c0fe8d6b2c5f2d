/**
 * Queues in memory, for the one-process room and for simulation: time is passed in and nothing is drawn, so the same calls give the
 * same jobs in the same order. What must survive a restart goes through `JobShelf`.
 */
import { err, ok } from '@aboveboard/kit';
import type { JobLease } from '../job.ts';
import type { QueueSpec, QueueStore } from '../queue-store.ts';
import { addOne } from './adding.ts';
import { keptQueues, type MemoryQueueOptions } from './kept-queues.ts';
import { enter, type Job, lift, type MemoryQueue, promoteDue, putOff } from './memory-queue.ts';
import { shelvedOf } from './memory-shelf.ts';
import { operations } from './operating.ts';
import { afterFailure, bookError, die, end, isHeldBy, start, takeReady } from './runs.ts';

/** Takes back what its shelf has, each queue when it is first asked for. */
export function memoryQueueStore(options: MemoryQueueOptions): QueueStore {
  const kept = keptQueues(options);
  const { clock, queueOf, keep, drop } = kept;
  /** Does one step of a run for whoever holds its lease. */
  const settle = async <T>(spec: QueueSpec, lease: JobLease, step: (queue: MemoryQueue, job: Job, nowMs: number) => T) => {
    const queue = await queueOf(spec);
    const job = queue.jobs.get(lease.id);
    if (job === undefined || !isHeldBy(job, lease)) return err('LEASE_LOST' as const);
    const value = step(queue, job, clock.nowMs());
    if (hasEnded(queue, job)) await drop(spec, [job.id]);
    else if (!queue.running.has(job)) await keep(spec, [shelvedOf(job)]);
    return ok(value);
  };

  return {
    ...operations(kept),

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
      const ended = expired.filter((job) => hasEnded(queue, job));
      const buried = expired.filter((job) => job.state === 'dead');
      const jobs = again.map((job) => start(queue, spec, job, nowMs));
      await drop(
        spec,
        ended.map((job) => job.id),
      );
      await keep(spec, [...buried, ...again].map(shelvedOf));
      return { jobs, buried: buried.length };
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

    onReady(spec, listener) {
      let isOver = false;
      const hear = (): void => {
        if (!isOver) listener();
      };
      const opened = queueOf(spec).then((queue) => queue.listeners.add(hear));
      opened.catch(() => {}); // whoever listens claims too, and is told there that the shelf fails
      return {
        unsubscribe() {
          isOver = true;
          opened.then((listeners) => listeners.delete(hear)).catch(() => {});
        },
      };
    },
  };
}

function hasEnded(queue: MemoryQueue, job: Job): boolean {
  return !queue.jobs.has(job.id) || queue.ended.has(job);
}
