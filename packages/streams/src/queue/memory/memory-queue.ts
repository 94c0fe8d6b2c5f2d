/**
 * One queue in memory: where each job lies, and the moves between. Every move is one step: nothing here awaits.
 */

import type { DeathReason, JobId, JobProgress, JobRecord, JobState, NewJob } from '../job.ts';
import { PRIORITIES } from '../priority.ts';

/** A job and where it lies. `done` and `cancelled` are kept for whoever asks, until `untilMs`. */
export interface Job extends JobRecord {
  state: JobState;
  startedAtMs: number | null;
  errors: JobRecord['errors'];
  /** Number of the run under way, or of the last. */
  run: number;
  /** Order of arrival where it lies. */
  order: number;
  /** Since when it waits, when it is due, when its lease ends, when it died, until when its end is kept: by its state. */
  atMs: number;
  reason: DeathReason | null;
  isCancelled: boolean;
  progress: JobProgress | null;
  result: string | null;
}

export interface MemoryQueue {
  readonly jobs: Map<JobId, Job>;
  /** Jobs in the order they will be taken, by priority. */
  readonly ready: readonly Set<Job>[];
  /** By due time, then arrival. */
  readonly delayed: Job[];
  readonly running: Set<Job>;
  readonly dead: Set<Job>;
  /** The job that has the key: waiting, running, or between two runs. */
  readonly holders: Map<string, Job>;
  /** Jobs waiting for their key, in the order they became due. */
  readonly held: Map<string, Set<Job>>;
  /** Until when an id is refused, in the order of adding. */
  readonly seen: Map<JobId, number>;
  /** Ends that are kept, in the order they were booked. */
  readonly ended: Set<Job>;
  readonly listeners: Set<() => void>;
  /** Somebody came away with less than it asked for: tell it of the next job that is ready. */
  isHungry: boolean;
  isPaused: boolean;
  turn: number;
  order: number;
  /** Runs so far, of all jobs: a lease never fits a later job of the same id. */
  runs: number;
}

export function emptyQueue(): MemoryQueue {
  return {
    jobs: new Map(),
    ready: PRIORITIES.map(() => new Set()),
    delayed: [],
    running: new Set(),
    dead: new Set(),
    holders: new Map(),
    held: new Map(),
    seen: new Map(),
    ended: new Set(),
    listeners: new Set(),
    isHungry: false,
    isPaused: false,
    turn: 0,
    order: 0,
    runs: 0,
  };
}

export function newJob(job: NewJob, nowMs: number): Job {
  return {
    id: job.id,
    payload: job.payload,
    priority: job.priority ?? 'normal',
    key: job.key ?? null,
    trace: job.trace ?? null,
    addedAtMs: nowMs,
    startedAtMs: null,
    errors: [],
    state: 'waiting',
    run: 0,
    order: 0,
    atMs: nowMs,
    reason: null,
    isCancelled: false,
    progress: null,
    result: null,
  };
}

/** A due job goes to its priority, or, where another has its key, in the key's line. */
export function enter(queue: MemoryQueue, job: Job, nowMs: number): void {
  job.order = queue.order++;
  job.atMs = nowMs;
  const holder = job.key === null ? job : (queue.holders.get(job.key) ?? job);
  if (holder !== job) {
    job.state = 'held';
    const line = queue.held.get(job.key as string) ?? new Set();
    queue.held.set(job.key as string, line.add(job));
    return;
  }
  if (job.key !== null) queue.holders.set(job.key, job);
  job.state = 'waiting';
  (queue.ready[PRIORITIES.indexOf(job.priority)] as Set<Job>).add(job);
  wake(queue);
}

export function putOff(queue: MemoryQueue, job: Job, dueMs: number): void {
  job.order = queue.order++;
  job.atMs = dueMs;
  job.state = 'delayed';
  queue.delayed.splice(placeOf(queue.delayed, dueMs), 0, job);
  wake(queue); // whoever sleeps until a later job is due has to think again
}

/** The first place behind every job due by `dueMs`. */
function placeOf(delayed: readonly Job[], dueMs: number): number {
  let low = 0;
  let high = delayed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((delayed[middle] as Job).atMs <= dueMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function promoteDue(queue: MemoryQueue, nowMs: number): void {
  const due = queue.delayed.splice(0, placeOf(queue.delayed, nowMs));
  for (const job of due) enter(queue, job, nowMs);
}

/** Takes a job from where it lies; its key stays its own. */
export function lift(queue: MemoryQueue, job: Job): void {
  switch (job.state) {
    case 'waiting':
      queue.ready[PRIORITIES.indexOf(job.priority)]?.delete(job);
      break;
    case 'held': {
      const line = queue.held.get(job.key as string);
      line?.delete(job);
      if (line?.size === 0) queue.held.delete(job.key as string);
      break;
    }
    case 'delayed':
      queue.delayed.splice(queue.delayed.indexOf(job), 1);
      break;
    case 'running':
      queue.running.delete(job);
      break;
    case 'dead':
      queue.dead.delete(job);
      break;
    default:
      queue.ended.delete(job);
  }
}

/** Lets go of the job's key, if it has it: the next in the key's line is ready. */
export function letGoOfKey(queue: MemoryQueue, job: Job, nowMs: number): void {
  if (job.key === null || queue.holders.get(job.key) !== job) return;
  queue.holders.delete(job.key);
  const [next] = queue.held.get(job.key) ?? [];
  if (next === undefined) return;
  lift(queue, next);
  enter(queue, next, nowMs);
}

/** Forgets a job wherever it lies. */
export function forget(queue: MemoryQueue, job: Job, nowMs: number): void {
  lift(queue, job);
  queue.jobs.delete(job.id);
  letGoOfKey(queue, job, nowMs);
}

/** Tells those who went away with less than they asked for, once. */
export function wake(queue: MemoryQueue): void {
  if (!queue.isHungry || queue.isPaused) return;
  queue.isHungry = false;
  for (const listener of [...queue.listeners]) listener();
}

export function* firstOf(jobs: Iterable<Job>, n: number): Generator<Job> {
  let left = n;
  for (const job of jobs) {
    if (left-- === 0) return;
    yield job;
  }
}
