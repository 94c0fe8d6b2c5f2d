/** Sees which tables and days before today have no whole archive, and adds a job for each. */
import { assert } from '@aboveboard/kit';
import { type Db, daysToArchive } from '@aboveboard/storage';
import type { JobId, NewJob, QueueSpec, QueueStore } from '@aboveboard/streams';
import type { ArchivePayload, PlanResult } from '../payloads.ts';
import type { DayOfTable } from './archive-hands.ts';

export interface PlanPorts {
  readonly db: Db;
  readonly store: QueueStore;
  readonly queue: QueueSpec;
  readonly nowMs: () => number;
}

/** Of one plan; the next one sees the others. */
const MOST = 5_000;
const CHUNK = 500;

/** Never two of one table and day at a time, whoever added them. */
export function archiveJob({ tableId, day }: DayOfTable, id: string): NewJob {
  const payload: ArchivePayload = { kind: 'archive', tableId, day };
  return { id: id as JobId, payload: JSON.stringify(payload), key: `${tableId}/${day}`, priority: 'bulk' };
}

/** @returns how many jobs are new, and whether nothing was left out for want of room. */
export async function planArchives({ db, store, queue, nowMs }: PlanPorts): Promise<PlanResult> {
  const today = new Date(nowMs()).toISOString().slice(0, 10);
  const missing = await daysToArchive(db.reader, today, MOST);
  let planned = 0;
  for (let at = 0; at < missing.length; at += CHUNK) {
    const jobs = missing.slice(at, at + CHUNK).map((of) => archiveJob(of, `${of.day}/${of.tableId}`));
    const answers = await store.add(queue, jobs);
    planned += answers.filter((answer) => answer.ok).length;
    assert(!answers.some((answer) => !answer.ok && answer.error === 'TOO_LARGE'), 'a plan is small');
    if (answers.some((answer) => !answer.ok && answer.error === 'FULL')) return { planned, isAll: false };
  }
  return { planned, isAll: missing.length < MOST };
}
