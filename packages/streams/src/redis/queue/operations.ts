/** What is asked of queues on Redis from outside their workers: looking, cancelling, pausing, dead letters. */
import { err, ok } from '@aboveboard/kit';
import type { JobId, JobProgress, JobState } from '../../queue/job.ts';
import type { QueueStore } from '../../queue/queue-store.ts';
import type { Redis } from '../connection/connect-redis.ts';
import type { Asker } from './asker.ts';
import { letterOf, recordOf } from './job-fields.ts';
import { COUNTS, LETTER, PEEK } from './scripts/looking.ts';
import { CANCEL, DISCARD, PAUSE, REQUEUE } from './scripts/operating.ts';

type Operations = Pick<
  QueueStore,
  'cancel' | 'look' | 'counts' | 'peek' | 'pause' | 'resume' | 'deadLetters' | 'deadLetter' | 'requeue' | 'discard'
>;

export function operations(redis: Redis, { run, wait, prefixOf }: Asker): Operations {
  return {
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

    discard: async (queue, state, ids) => (ids.length === 0 ? [] : run<JobId[]>(queue, DISCARD, state, ...ids)),
  };
}
