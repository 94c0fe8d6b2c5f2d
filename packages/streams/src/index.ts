export type { CircuitOpen, CircuitSettings, Outcome } from './breaker/circuit.ts';
export { type Admission, type BreakerStatus, type CircuitBreaker, circuitBreaker } from './breaker/circuit-breaker.ts';
export { type GuardOptions, guard } from './breaker/guard.ts';
export type { HeldLease, Lease, LeaseRequest, Leases, LeaseWatch } from './lease/leases.ts';
export { memoryLeases } from './lease/memory-leases.ts';
export {
  createRegistry,
  type OwnerEvents,
  type Ownership,
  type OwnRefusal,
  type Registry,
  type RegistryPorts,
} from './lease/registry.ts';
export type { Demand, FixedWindow, Limit, Limited, Limiter, Taken, TokenBucket } from './limiter/limiter.ts';
export { memoryLimiter } from './limiter/memory-limiter.ts';
export { type WaitPorts, waitFor } from './limiter/wait-for.ts';
export type {
  AddRefusal,
  ClaimedJob,
  DeadLetter,
  DeathReason,
  JobError,
  JobId,
  JobLease,
  JobProgress,
  JobRecord,
  JobState,
  JobView,
  NewJob,
  QueuedState,
  RestingState,
} from './queue/job.ts';
export type { MemoryQueueOptions } from './queue/memory/kept-queues.ts';
export { memoryQueueStore } from './queue/memory/memory-queue-store.ts';
export type { JobShelf, Shelved } from './queue/memory/memory-shelf.ts';
export { PRIORITIES, type Priority } from './queue/priority.ts';
export { purge } from './queue/purge.ts';
export type { QueueEvents } from './queue/queue-events.ts';
export type { Claim, LeaseState, Page, QueueCounts, QueueSpec, QueueStore, TakenOver } from './queue/queue-store.ts';
export { queueWorker, type Worker, type WorkerHealth, type WorkerOptions } from './queue/queue-worker.ts';
export {
  planRepeat,
  type Repeat,
  type Repeater,
  type RepeaterOptions,
  type RepeatPlan,
  startRepeater,
} from './queue/repeat.ts';
export { DEFAULT_RETRY, type RetryPolicy, retryDelayMs } from './queue/retry.ts';
export { watchedQueueStore } from './queue/watched-queue-store.ts';
export type { Handler, Refused } from './queue/worker/handle-batch.ts';
export type { EndOfRun, RunningJob } from './queue/worker/runs.ts';
export { memoryStreams } from './stream/memory-streams.ts';
export {
  BEGINNING,
  type Cursor,
  OLDEST,
  type StreamEntry,
  type StreamSpec,
  type Streams,
  type Subscription,
} from './stream/streams.ts';
export { type TrimmerBehind, trimBehind } from './stream/trim-behind.ts';
