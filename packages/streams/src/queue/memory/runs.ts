/** Runs of jobs in a memory queue: how they begin, and how they end. */
import type { ClaimedJob, DeathReason, JobLease } from '../job.ts';
import { sharesOf, WHEEL } from '../priority.ts';
import type { QueueSpec } from '../queue-store.ts';
import { recordOf } from './looking.ts';
import { firstOf, forget, type Job, letGoOfKey, lift, type MemoryQueue } from './memory-queue.ts';

export function isHeldBy(job: Job, lease: JobLease): boolean {
  return job.state === 'running' && job.run === lease.run;
}

/** Leases what is next in turn of each priority. */
export function takeReady(queue: MemoryQueue, spec: QueueSpec, nowMs: number, limit: number): ClaimedJob[] {
  const shares = sharesOf(
    queue.ready.map((jobs) => jobs.size),
    queue.turn,
    limit,
  );
  const taken = queue.ready.flatMap((jobs, index) => [...firstOf(jobs, shares[index] as number)]);
  queue.turn = (queue.turn + taken.length) % WHEEL.length;
  return taken.map((job) => start(queue, spec, job, nowMs));
}

export function start(queue: MemoryQueue, spec: QueueSpec, job: Job, nowMs: number): ClaimedJob {
  const waitedMs = job.state === 'waiting' ? nowMs - job.atMs : 0;
  lift(queue, job);
  job.state = 'running';
  job.run = ++queue.runs;
  job.startedAtMs ??= nowMs;
  job.atMs = nowMs + spec.leaseMs;
  queue.running.add(job);
  return { ...recordOf(job), run: job.run, waitedMs };
}

export function bookError(job: Job, message: string, nowMs: number): void {
  job.errors = [...job.errors, { atMs: nowMs, attempt: job.errors.length + 1, message }];
}

/** Books a failed run; `RETRIED` leaves the job where it lies. */
export function afterFailure(queue: MemoryQueue, spec: QueueSpec, job: Job, message: string, nowMs: number) {
  if (job.isCancelled) {
    end(queue, spec, job, 'cancelled', null, nowMs);
    return 'CANCELLED';
  }
  bookError(job, message, nowMs);
  if (job.errors.length < spec.maxAttempts) return 'RETRIED';
  die(queue, job, 'exhausted', nowMs);
  return 'BURIED';
}

export function die(queue: MemoryQueue, job: Job, reason: DeathReason, nowMs: number): void {
  lift(queue, job);
  Object.assign(job, { state: 'dead', reason, atMs: nowMs, progress: null, isCancelled: false });
  queue.dead.add(job);
  letGoOfKey(queue, job, nowMs);
}

export function end(
  queue: MemoryQueue,
  spec: QueueSpec,
  job: Job,
  state: 'done' | 'cancelled',
  result: string | null,
  nowMs: number,
): void {
  forget(queue, job, nowMs);
  if (spec.keepResultMs === 0) return;
  Object.assign(job, { state, result, atMs: nowMs + spec.keepResultMs });
  queue.jobs.set(job.id, job);
  queue.ended.add(job);
}
