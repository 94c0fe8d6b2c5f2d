/** What happens in queues, counted: fed by a watched store (`watchedQueueStore`). */
import type { AddRefusal, DeathReason, QueueEvents } from '@aboveboard/streams';
import type { Meter } from '@opentelemetry/api';
import { counterOf, histogramOf } from './instruments.ts';

const REFUSALS: readonly AddRefusal[] = ['DUPLICATE', 'FULL', 'TOO_LARGE'];
const DEATHS: readonly DeathReason[] = ['exhausted', 'refused', 'malformed'];

/** @param queues their series are there from the start, at 0, so that the first job of each is seen as an increase. */
export function queueMetrics(meter: Meter, queues: readonly string[]): QueueEvents {
  const produced = counterOf(meter, 'aboveboard_queue_jobs_produced_total');
  const refused = counterOf(meter, 'aboveboard_queue_jobs_refused_total');
  const consumed = counterOf(meter, 'aboveboard_queue_jobs_consumed_total');
  const completed = counterOf(meter, 'aboveboard_queue_jobs_completed_total');
  const failed = counterOf(meter, 'aboveboard_queue_jobs_failed_total');
  const retried = counterOf(meter, 'aboveboard_queue_jobs_retried_total');
  const deadLettered = counterOf(meter, 'aboveboard_queue_jobs_dead_lettered_total');
  const reclaimed = counterOf(meter, 'aboveboard_queue_jobs_reclaimed_total');
  const cancelled = counterOf(meter, 'aboveboard_queue_jobs_cancelled_total');
  const givenBack = counterOf(meter, 'aboveboard_queue_jobs_given_back_total');
  const duration = histogramOf(meter, 'aboveboard_queue_job_duration_seconds');
  const wait = histogramOf(meter, 'aboveboard_queue_job_wait_seconds');

  for (const queue of queues) {
    for (const each of [produced, consumed, completed, failed, retried, reclaimed, cancelled, givenBack])
      each.add(0, { queue });
    for (const reason of REFUSALS) refused.add(0, { queue, reason });
    for (const reason of DEATHS) deadLettered.add(0, { queue, reason });
  }
  return {
    produced: (queue, jobs) => produced.add(jobs, { queue }),
    refused: (queue, reason) => refused.add(1, { queue, reason }),
    claimed: (queue, jobs) => {
      consumed.add(jobs.length, { queue });
      for (const { waitedMs } of jobs) wait.record(waitedMs / 1_000, { queue });
    },
    reclaimed: (queue, jobs) => {
      consumed.add(jobs, { queue });
      reclaimed.add(jobs, { queue });
    },
    completed: (queue, ranMs) => {
      completed.add(1, { queue });
      duration.record(ranMs / 1_000, { queue });
    },
    retried: (queue, ranMs) => {
      failed.add(1, { queue });
      retried.add(1, { queue });
      duration.record(ranMs / 1_000, { queue });
    },
    deadLettered: (queue, reason, jobs) => {
      failed.add(jobs, { queue });
      deadLettered.add(jobs, { queue, reason });
    },
    cancelled: (queue) => cancelled.add(1, { queue }),
    givenBack: (queue) => givenBack.add(1, { queue }),
  };
}
