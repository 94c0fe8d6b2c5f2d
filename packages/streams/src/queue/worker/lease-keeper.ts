/**
 * Keeps the leases of a worker's runs, and ends those it could not keep: by its own clock, before it can know that another has them.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import type { QueueSpec, QueueStore } from '../queue-store.ts';
import { every } from '../timing.ts';
import { hasLapsed, type Runs } from './runs.ts';

/** How much of a lease passes between two renewals: three may fail before it is lost. */
const RENEW_AFTER = 0.3;

export interface LeaseKeeperPorts {
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly runs: Runs;
  readonly onAnswer: () => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Renews every run's lease from now on, until it is cancelled. */
export function keepLeases({ store, queue, clock, scheduler, runs, onAnswer, onTrouble }: LeaseKeeperPorts): Timer {
  let isRenewing = false;
  const renewAll = async (): Promise<void> => {
    const askedAtMs = clock.nowMs();
    const renewed = runs.all();
    const states = await store.renew(
      queue,
      renewed.map((run) => run.job),
    );
    onAnswer();
    for (const [index, run] of renewed.entries()) {
      if (run.isOver) continue;
      run.leasedAtMs = askedAtMs;
      if (states[index] === 'LOST') runs.tellToEnd(run, 'LEASE_LOST');
      if (states[index] === 'CANCELLED') runs.tellToEnd(run, 'CANCELLED');
    }
  };
  const endLapsed = (): void => {
    const nowMs = clock.nowMs();
    for (const run of runs.all()) if (hasLapsed(run.leasedAtMs, queue.leaseMs, nowMs)) runs.tellToEnd(run, 'LEASE_LOST');
  };
  const renew = async (): Promise<void> => {
    isRenewing = true;
    try {
      await renewAll();
    } catch (error) {
      onTrouble(error);
      endLapsed();
    } finally {
      isRenewing = false;
    }
  };
  return every(scheduler, queue.leaseMs * RENEW_AFTER, () => {
    if (isRenewing)
      endLapsed(); // no answer yet
    else if (runs.count() > 0) void renew();
  });
}
