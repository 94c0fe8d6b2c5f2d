/** A store that tells what it answered: counting has this one place, and workers know nothing of it. */
import type { Clock } from '@aboveboard/kit';
import type { ClaimedJob, JobLease } from './job.ts';
import type { QueueEvents } from './queue-events.ts';
import type { QueueStore } from './queue-store.ts';

/**
 * Does what `store` does and tells `events` of it.
 *
 * How long a run took is known of leases passed back as the claimed job they came with; of a copy it is 0.
 */
export function watchedQueueStore(store: QueueStore, events: Partial<QueueEvents>, clock: Clock): QueueStore {
  const beganAtMs = new WeakMap<JobLease, number>();
  const begin = (jobs: readonly ClaimedJob[]): void => {
    const nowMs = clock.nowMs();
    for (const job of jobs) beganAtMs.set(job, nowMs);
  };
  const ranMs = (lease: JobLease): number => {
    const nowMs = clock.nowMs();
    return nowMs - (beganAtMs.get(lease) ?? nowMs);
  };

  return {
    ...store,

    async add(queue, jobs) {
      const answers = await store.add(queue, jobs);
      const added = answers.filter((answer) => answer.ok).length;
      if (added > 0) events.produced?.(queue.name, added);
      for (const answer of answers) if (!answer.ok) events.refused?.(queue.name, answer.error);
      return answers;
    },

    async claim(queue, worker, limit) {
      const claim = await store.claim(queue, worker, limit);
      begin(claim.jobs);
      if (claim.jobs.length > 0) events.claimed?.(queue.name, claim.jobs);
      return claim;
    },

    async takeOver(queue, worker, limit) {
      const taken = await store.takeOver(queue, worker, limit);
      begin(taken.jobs);
      if (taken.jobs.length > 0) events.reclaimed?.(queue.name, taken.jobs.length);
      if (taken.buried > 0) events.deadLettered?.(queue.name, 'exhausted', taken.buried);
      return taken;
    },

    async complete(queue, lease, result) {
      const answer = await store.complete(queue, lease, result);
      if (answer.ok) events.completed?.(queue.name, ranMs(lease));
      return answer;
    },

    async fail(queue, lease, message, delayMs) {
      const answer = await store.fail(queue, lease, message, delayMs);
      if (!answer.ok) return answer;
      if (answer.value === 'RETRIED') events.retried?.(queue.name, ranMs(lease));
      else if (answer.value === 'BURIED') events.deadLettered?.(queue.name, 'exhausted', 1);
      else events.cancelled?.(queue.name);
      return answer;
    },

    async bury(queue, lease, reason, message) {
      const answer = await store.bury(queue, lease, reason, message);
      if (answer.ok) events.deadLettered?.(queue.name, reason, 1);
      return answer;
    },

    async giveBack(queue, lease) {
      const answer = await store.giveBack(queue, lease);
      if (answer.ok) events.givenBack?.(queue.name);
      return answer;
    },

    async cancel(queue, id) {
      const answer = await store.cancel(queue, id);
      if (answer.ok && answer.value === 'REMOVED') events.cancelled?.(queue.name);
      return answer;
    },
  };
}
