/**
 * The queues of the room's own work. Whoever adds, runs or looks after jobs states a queue by these, so that all state the same one.
 */
import type { QueueSpec } from '@aboveboard/streams';

export interface HouseQueues {
  /** Settled hands written into files, and the planner that sees what is missing. */
  readonly archiveHands: QueueSpec;
  /** Files of hands checked and stored. */
  readonly importHands: QueueSpec;
}

export interface QueueLimits {
  /** Most jobs of each queue, the dead ones included. */
  readonly maxJobs: number;
}

const MINUTE_MS = 60_000;
const LEASE_MS = 5_000;
/** A path and a few words around it. */
const MAX_PAYLOAD_BYTES = 8 * 1024;
/** Long enough for whoever waits for a job to come back and ask. */
const KEEP_RESULT_MS = 10 * MINUTE_MS;

export function houseQueues({ maxJobs }: QueueLimits): HouseQueues {
  const usual = {
    leaseMs: LEASE_MS,
    maxAttempts: 3,
    maxJobs,
    maxPayloadBytes: MAX_PAYLOAD_BYTES,
    keepResultMs: KEEP_RESULT_MS,
  };
  return {
    // remembers ids for as long as the clocks of two planners may be apart
    archiveHands: { ...usual, name: 'archive-hands', dedupeMs: 60 * MINUTE_MS },
    // nobody adds a file twice under one id but to repeat an answer that was lost
    importHands: { ...usual, name: 'import-hands', dedupeMs: 10 * MINUTE_MS },
  };
}

export function allQueues({ archiveHands, importHands }: HouseQueues): readonly QueueSpec[] {
  return [archiveHands, importHands];
}
