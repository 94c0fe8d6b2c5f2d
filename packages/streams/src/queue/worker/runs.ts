/** The runs a worker answers for, and how they are told to end. */
import type { ClaimedJob, JobProgress } from '../job.ts';

/** Why a run should end before it is done: the reason of its signal. */
export type EndOfRun = 'TIMED_OUT' | 'CANCELLED' | 'LEASE_LOST' | 'STOPPING';

export interface RunningJob extends ClaimedJob {
  /** Heed it: after it, what the handler still does may be done by another at the same time. */
  readonly signal: AbortSignal;
  /** Lets those who ask see how far it is. */
  progress(progress: JobProgress): Promise<void>;
}

/** One job of a batch, as long as this worker answers for it. */
export interface Run {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  /** When its lease was last asked for, by this worker's clock: nobody else can have it until a lease's length after. */
  leasedAtMs: number;
  /** Settled, given back or lost: whatever the handler still says counts for nothing. */
  isOver: boolean;
  /** Hears once that the run should end. */
  onToldToEnd: () => void;
}

export interface Runs {
  all(): readonly Run[];
  count(): number;
  begin(job: ClaimedJob, leasedAtMs: number): Run;
  /** The worker answers for it no more. */
  end(run: Run): void;
  tellToEnd(run: Run, reason: EndOfRun): void;
}

export function createRuns(): Runs {
  const runs = new Set<Run>();
  const end = (run: Run): void => {
    run.isOver = true;
    runs.delete(run);
  };
  return {
    all: () => [...runs],
    count: () => runs.size,
    begin(job, leasedAtMs) {
      const run = { job, controller: new AbortController(), leasedAtMs, isOver: false, onToldToEnd: () => {} };
      runs.add(run);
      return run;
    },
    end,
    tellToEnd(run, reason) {
      if (!run.controller.signal.aborted) {
        run.controller.abort(reason);
        run.onToldToEnd();
      }
      if (reason === 'LEASE_LOST') end(run);
    },
  };
}

/**
 * Whether another may have the run by now. A clock that was put back says so too: how long ago the lease was had is not known then.
 */
export function hasLapsed(leasedAtMs: number, leaseMs: number, nowMs: number): boolean {
  return nowMs < leasedAtMs || nowMs >= leasedAtMs + leaseMs;
}
