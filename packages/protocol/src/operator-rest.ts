/**
 * Bodies of the REST interface under /api/v1/operator for queues and the audit log, and of what the control socket offers beside it.
 * Players never meet them, so they are no part of the contract's fingerprint; contracts/openapi.json has those of REST.
 */
import { z } from 'zod';
import { timeMs } from './units.ts';

const count = z.int().min(0);
const jobId = z.string().min(1).max(1_000);
const queueName = z.string().min(1).max(100);
/** Why a change is made, for the audit log. */
const why = z.string().trim().min(1, 'say why, for the audit log').max(500);
/** Jobs that one request may name. */
export const MAX_JOBS_NAMED = 500;
const jobIds = z.array(jobId).min(1).max(MAX_JOBS_NAMED);

export const queueStats = z.strictObject({
  name: queueName,
  waiting: z.strictObject({ urgent: count, normal: count, bulk: count }),
  /** Due, and waiting for another job of their key to end. */
  held: count,
  delayed: count,
  running: count,
  dead: count,
  /** How long the job next in turn has been waiting; null when none waits. */
  oldestWaitingMs: z.number().min(0).nullable(),
  isPaused: z.boolean(),
  /** All jobs that the queue takes, the dead ones included. */
  maxJobs: count,
  maxAttempts: count,
  leaseMs: count,
});
export type QueueStats = z.infer<typeof queueStats>;
export const queuesReply = z.strictObject({ queues: z.array(queueStats) });

const jobError = z.strictObject({ atMs: timeMs, attempt: count, message: z.string() });
export const queuedJob = z.strictObject({
  id: jobId,
  /** Cut after 200 characters where it was asked for `brief`. */
  payload: z.string(),
  /** Characters of the whole payload. */
  payloadLength: count,
  priority: z.enum(['urgent', 'normal', 'bulk']),
  key: z.string().nullable(),
  /** W3C trace context of whoever added it. */
  trace: z.string().nullable(),
  addedAtMs: timeMs,
  /** When it was first given to a worker. */
  startedAtMs: timeMs.nullable(),
  /** A failed run each. */
  errors: z.array(jobError),
});
export type QueuedJob = z.infer<typeof queuedJob>;
export const deadLetter = queuedJob.extend({
  reason: z.enum(['exhausted', 'refused', 'malformed', 'unreadable']),
  diedAtMs: timeMs,
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const peekState = z.enum(['waiting', 'held', 'delayed']);
export const purgeState = z.enum([...peekState.options, 'dead']);
export type PurgeState = z.infer<typeof purgeState>;
const pageQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(MAX_JOBS_NAMED).default(20),
  /** `next` of the page before. */
  from: z
    .string()
    .regex(/^(?:\d:)?\d{1,20}(?:-\d{1,20})?$/, '`next` of the page before')
    .optional(),
  /** Leaves out most of each payload. */
  brief: z.stringbool().default(false),
});
export const jobsQuery = pageQuery.extend({ state: peekState.default('waiting') });
export const deadQuery = pageQuery;
export const queueParams = z.strictObject({ queue: queueName });
export const letterQuery = z.strictObject({ id: jobId });
/** `next` is null at the end. A page may be shorter than asked for, where payloads are large. */
export const jobsReply = z.strictObject({ jobs: z.array(queuedJob), next: z.string().nullable() });
export const deadReply = z.strictObject({ jobs: z.array(deadLetter), next: z.string().nullable() });

export const changeRequest = z.strictObject({ why });
export const requeueRequest = z.strictObject({ why, ids: jobIds });
export const requeueReply = z.strictObject({
  jobs: z.array(z.strictObject({ id: jobId, outcome: z.enum(['REQUEUED', 'NOT_FOUND', 'UNREADABLE']) })),
});
/** Those that are not in `state` any more stay. `isPurge`: they are some of a whole state that goes, and were written down before. */
export const discardRequest = z.strictObject({ why, state: purgeState, ids: jobIds, isPurge: z.boolean().default(false) });
export const discardReply = z.strictObject({ removed: z.array(jobId) });

export const benchRequest = z.strictObject({
  why,
  jobs: z.int().min(1).max(1_000_000),
  concurrency: z.int().min(1).max(1_000).default(32),
  timeoutMs: z.int().min(1).max(3_600_000).default(120_000),
});
export const benchReport = z.strictObject({
  state: z.enum(['running', 'done', 'timed-out', 'stopped', 'failed']),
  wanted: count,
  added: count,
  done: count,
  /** Wanted and not done in time. */
  unfinished: count,
  elapsedMs: z.number().min(0),
  jobsPerS: z.number().min(0),
  waitMs: z.strictObject({ p50: z.number(), p99: z.number() }).nullable(),
  /** Jobs left in its queue when that had been emptied; null before, and where that failed. */
  left: count.nullable(),
  /** What the store said where it failed. */
  trouble: z.string().nullable(),
});
export type BenchReport = z.infer<typeof benchReport>;
/** `isOver` when its queue has been emptied, too. */
export const benchReply = z.strictObject({ isOver: z.boolean(), report: benchReport });

export const auditQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(500).default(50),
  /** Entries older than this one. */
  beforeId: z.coerce.number<string>().int().min(1).optional(),
  action: z.string().min(1).max(100).optional(),
});
export const auditEntry = z.strictObject({
  id: count,
  atMs: timeMs,
  /** A token of the operator's, or the control socket, by the name its user's shell gave. */
  actorKind: z.enum(['operator', 'shell']),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  why: z.string(),
  details: z.json(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditReply = z.strictObject({ entries: z.array(auditEntry) });

/** On the control socket alone: a job's payload may name a file of the server's machine. */
export const addJobsRequest = z.strictObject({
  why,
  jobs: z
    .array(z.strictObject({ id: jobId, payload: z.string(), key: z.string().max(200).optional() }))
    .min(1)
    .max(MAX_JOBS_NAMED),
});
/** An answer per job, in order. */
export const addJobsReply = z.strictObject({
  jobs: z.array(z.strictObject({ id: jobId, outcome: z.enum(['ADDED', 'DUPLICATE', 'FULL', 'TOO_LARGE']) })),
});
export const lookRequest = z.strictObject({ ids: jobIds });
/** A view per job, in order; null for one that is not known, or not any more. */
export const lookReply = z.strictObject({
  jobs: z.array(
    z
      .strictObject({
        state: z.enum(['waiting', 'held', 'delayed', 'running', 'dead', 'done', 'cancelled']),
        progress: z.strictObject({ done: z.number(), total: z.number() }).nullable(),
        result: z.string().nullable(),
      })
      .nullable(),
  ),
});
