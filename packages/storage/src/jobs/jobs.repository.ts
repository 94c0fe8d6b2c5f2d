/**
 * The jobs of queues that live in memory, kept so that a restart loses none, and which queues are paused.
 *
 * A row is a job as it last lay; whoever runs the queue says where that was. What is kept is durable when its transaction ends,
 * so many at once cost one wait for the disk.
 */
import type { Insertable, Selectable } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { JobDeathReason, JobPriority, KeptJobState, Reader, Schema, Trx } from '../database/schema.ts';

/** A job as it is kept. Times in ms since 1970, null for what has not happened. */
export interface KeptJob {
  readonly id: string;
  readonly payload: string;
  readonly priority: JobPriority;
  readonly key: string | null;
  readonly trace: string | null;
  readonly addedAtMs: number;
  readonly startedAtMs: number | null;
  readonly errors: readonly { readonly atMs: number; readonly attempt: number; readonly message: string }[];
  readonly state: KeptJobState;
  /** When it became or becomes due, or died. */
  readonly atMs: number;
  /** Order among the jobs of its queue. */
  readonly order: number;
  readonly reason: JobDeathReason | null;
}

/** All that is kept of a queue, by `order`: one query, as a queue is read once, when it is first asked for. */
export async function jobsOf(reader: Reader, queue: string): Promise<readonly KeptJob[]> {
  const rows = await reader.selectFrom('job').selectAll().where('queue', '=', queue).orderBy('place').orderBy('id').execute();
  return rows.map(jobOf);
}

/** Keeps each job in the place of what was kept under its id. */
export async function keepJobs(trx: Trx, queue: string, jobs: readonly KeptJob[]): Promise<void> {
  for (const batch of inBatches(jobs)) {
    const rows = batch.map((job) => rowOf(queue, job));
    await trx.replaceInto('job').values(rows).execute();
  }
}

/** Forgets jobs; those that are not there are forgotten already. */
export async function dropJobs(trx: Trx, queue: string, ids: readonly string[]): Promise<void> {
  for (const batch of inBatches(ids)) await trx.deleteFrom('job').where('queue', '=', queue).where('id', 'in', batch).execute();
}

/** Whether a queue was paused and not resumed since. */
export async function isPaused(reader: Reader, queue: string): Promise<boolean> {
  const row = await reader.selectFrom('paused_queue').select('queue').where('queue', '=', queue).executeTakeFirst();
  return row !== undefined;
}

/** Keeps that a queue is paused, or forgets it. */
export async function setPaused(trx: Trx, queue: string, paused: boolean): Promise<void> {
  if (paused) await trx.replaceInto('paused_queue').values({ queue }).execute();
  else await trx.deleteFrom('paused_queue').where('queue', '=', queue).execute();
}

function rowOf(queue: string, job: KeptJob): Insertable<Schema['job']> {
  return {
    queue,
    id: job.id,
    place: job.order,
    state: job.state,
    priority: job.priority,
    key: job.key,
    trace: job.trace,
    payload: job.payload,
    added_ms: job.addedAtMs,
    started_ms: job.startedAtMs,
    at_ms: job.atMs,
    errors: toJson(job.errors),
    reason: job.reason,
  };
}

function jobOf(row: Selectable<Schema['job']>): KeptJob {
  return {
    id: row.id,
    payload: row.payload,
    priority: row.priority,
    key: row.key,
    trace: row.trace,
    addedAtMs: row.added_ms,
    startedAtMs: row.started_ms,
    errors: fromJson(row.errors) as KeptJob['errors'],
    state: row.state,
    atMs: row.at_ms,
    order: row.place,
    reason: row.reason,
  };
}
