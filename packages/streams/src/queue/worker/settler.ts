/** Books what came of a run, for as long as the worker has its lease. */
import type { Clock, Random, Scheduler } from '@aboveboard/kit';
import { utf8Length } from '../../stream/utf8-length.ts';
import type { QueueSpec, QueueStore } from '../queue-store.ts';
import { type RetryPolicy, retryDelayMs } from '../retry.ts';
import { chanceOf, waitFor } from '../timing.ts';
import type { Outcome } from './handle-batch.ts';
import { hasLapsed, type Run, type Runs } from './runs.ts';

/** Of an error that is kept. */
const MAX_MESSAGE_LENGTH = 1_000;

export interface SettlerPorts {
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly retry: RetryPolicy;
  readonly runs: Runs;
  /** Between two attempts to book it. */
  readonly tryEveryMs: number;
  readonly onGivenBack: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export type Settle = (run: Run, outcome: Outcome, index: number) => Promise<void>;

/** The one that books: it comes back when the run is booked or lost, and never rejects. */
export function createSettler(ports: SettlerPorts): Settle {
  const { queue, clock, scheduler, runs } = ports;
  return async (run, outcome, index) => {
    while (!run.isOver) {
      try {
        await book(ports, run, outcome, index);
        runs.end(run);
      } catch (error) {
        ports.onTrouble(error); // the store may be back before the lease ends; after that another does the job again
        if (hasLapsed(run.leasedAtMs, queue.leaseMs, clock.nowMs())) runs.tellToEnd(run, 'LEASE_LOST');
        else await waitFor(scheduler, ports.tryEveryMs).passed;
      }
    }
  };
}

async function book(ports: SettlerPorts, { job, controller }: Run, outcome: Outcome, index: number): Promise<unknown> {
  const { store, queue } = ports;
  const answer = 'answers' in outcome ? outcome.answers[index] : undefined;
  if (answer?.ok && utf8Length(answer.value ?? '') <= queue.maxPayloadBytes) return store.complete(queue, job, answer.value);
  if (answer?.ok === false) return store.bury(queue, job, answer.error.reason, shortened(answer.error.message));
  if (controller.signal.reason === 'STOPPING') {
    await store.giveBack(queue, job);
    return ports.onGivenBack();
  }
  const failure = shortened('failure' in outcome ? outcome.failure : 'its result is larger than a payload may be');
  const message = controller.signal.reason === 'TIMED_OUT' ? `TIMED_OUT: ${failure}` : failure;
  return store.fail(queue, job, message, retryDelayMs(job.errors.length + 1, chanceOf(ports.random), ports.retry));
}

function shortened(message: string): string {
  return message.slice(0, MAX_MESSAGE_LENGTH);
}
