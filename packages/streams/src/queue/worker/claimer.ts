/**
 * Finds work for a worker's free places: as soon as it hears of some or a place is free, and now and then.
 *
 * While a queue has more than is asked for, two claims may be under way, each for half of the places at most: so one half is leased
 * while the other is worked on.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import type { ClaimedJob } from '../job.ts';
import type { QueueSpec, QueueStore } from '../queue-store.ts';
import { hasLapsed } from './runs.ts';

export interface ClaimerPorts {
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly worker: string;
  /** Batches at a time, and jobs in each. */
  readonly concurrency: number;
  readonly batchSize: number;
  readonly freePlaces: () => number;
  readonly lookEveryMs: number;
  /** Takes what was found for places that were free; its leases were asked for at `askedAtMs`. */
  readonly begin: (jobs: readonly ClaimedJob[], askedAtMs: number) => void;
  readonly onAnswer: () => void;
  /** A look is over, whatever it found. */
  readonly onLooked: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface Claimer {
  /** A place is free: looks before this turn of the event loop is over. */
  look(): void;
  /** There may be new work. */
  hear(): void;
  isLooking(): boolean;
  stop(): void;
}

export function createClaimer(ports: ClaimerPorts): Claimer {
  const { scheduler, concurrency } = ports;
  const find = createFinder(ports);
  let claims = 0;
  /** Places that claims under way are for. */
  let promised = 0;
  let hasMore = false;
  let hasHeard = false;
  let isLookDue = false;
  let isStopped = false;
  let timer: Timer | null = null;

  const look = (): void => {
    if (isLookDue) return;
    isLookDue = true;
    queueMicrotask(() => {
      isLookDue = false;
      const free = Math.min(Math.ceil(concurrency / 2), ports.freePlaces() - promised);
      const isWorthIt = claims === 0 || (claims === 1 && hasMore);
      if (!isStopped && free > 0 && isWorthIt) void claimFor(free);
    });
  };
  const claimFor = async (free: number): Promise<void> => {
    timer?.cancel();
    claims += 1;
    promised += free;
    const { isFull, waitMs } = await find(free);
    claims -= 1;
    promised -= free;
    hasMore = isFull;
    if (isFull || hasHeard) look();
    else if (!isStopped) timer = scheduler.after(waitMs, look);
    hasHeard = false;
    ports.onLooked();
  };
  return {
    look,
    hear() {
      hasHeard = claims > 0; // what is under way may have come too early for it
      look();
    },
    isLooking: () => claims > 0,
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}

interface Finding {
  /** As much was found as was asked for. */
  readonly isFull: boolean;
  /** When to look again, if nothing is heard before. */
  readonly waitMs: number;
}

/** Looks once: for runs to take over, four times a lease, and for jobs that are ready. Never rejects. */
function createFinder(ports: ClaimerPorts): (places: number) => Promise<Finding> {
  const { store, queue, clock, worker, batchSize, onAnswer } = ports;
  const idleMs = Math.min(ports.lookEveryMs, queue.leaseMs / 4);
  let tookOverAtMs: number | null = null;

  const takeOver = async (limit: number, nowMs: number): Promise<readonly ClaimedJob[]> => {
    if (tookOverAtMs !== null && !hasLapsed(tookOverAtMs, queue.leaseMs / 4, nowMs)) return [];
    tookOverAtMs = nowMs;
    return (await store.takeOver(queue, worker, limit)).jobs;
  };
  return async (places) => {
    const limit = places * batchSize;
    const askedAtMs = clock.nowMs();
    const found: ClaimedJob[] = [];
    let waitMs = idleMs;
    try {
      found.push(...(await takeOver(limit, askedAtMs)));
      if (found.length < limit) {
        const claim = await store.claim(queue, worker, limit - found.length);
        found.push(...claim.jobs);
        waitMs = Math.min(waitMs, claim.nextDueInMs ?? waitMs);
      }
      onAnswer();
    } catch (error) {
      ports.onTrouble(error);
      waitMs = ports.lookEveryMs;
    }
    ports.begin(found, askedAtMs);
    return { isFull: found.length === limit, waitMs };
  };
}
