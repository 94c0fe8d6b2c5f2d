/** What is asked of a memory queue from outside its workers: looking, cancelling, pausing, dead letters. */
import { err, ok } from '@aboveboard/kit';
import type { QueueStore } from '../queue-store.ts';
import { sweep } from './adding.ts';
import type { KeptQueues } from './kept-queues.ts';
import { countsOf, jobsLying, letterOf, recordOf } from './looking.ts';
import { enter, forget, lift, wake } from './memory-queue.ts';
import { peekAt, shelvedOf } from './memory-shelf.ts';
import { end } from './runs.ts';

type Operations = Pick<
  QueueStore,
  'cancel' | 'look' | 'counts' | 'peek' | 'pause' | 'resume' | 'deadLetters' | 'deadLetter' | 'requeue' | 'discard'
>;

export function operations({ clock, queueOf, keep, drop, keepPaused }: KeptQueues): Operations {
  return {
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
      return peekAt(jobsLying(await queueOf(spec), state).map(recordOf), limit, from);
    },

    async pause(spec) {
      (await queueOf(spec)).isPaused = true;
      await keepPaused(spec, true);
    },

    async resume(spec) {
      const queue = await queueOf(spec);
      queue.isPaused = false;
      wake(queue);
      await keepPaused(spec, false);
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

    async discard(spec, state, ids) {
      const queue = await queueOf(spec);
      const removed = ids.filter((id) => {
        const job = queue.jobs.get(id);
        if (job?.state !== state) return false;
        forget(queue, job, clock.nowMs());
        return true;
      });
      await drop(spec, removed);
      return removed;
    },
  };
}
