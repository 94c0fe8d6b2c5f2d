/** Sees which tables and days before today have no whole archive, and adds a job for each. */
import { assert } from '@aboveboard/kit';
import type { workJobs } from '@aboveboard/protocol';
import { archives, type Db, daysToArchive } from '@aboveboard/storage';
import type { JobId, NewJob, QueueSpec, QueueStore } from '@aboveboard/streams';
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
const DAY_MS = 86_400_000;

/** What a `plan` job leaves: how many jobs were new, and whether nothing was left out for want of room. */
interface PlanResult {
  readonly planned: number;
  readonly isAll: boolean;
}

/** Never two of one table and day at a time, whoever added them. */
export function archiveJob({ tableId, day }: DayOfTable, id: string): NewJob {
  const payload: workJobs.ArchivePayload = { kind: 'archive', tableId, day };
  return { id: id as JobId, payload: JSON.stringify(payload), key: `${tableId}/${day}`, priority: 'bulk' };
}

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

export interface WantedDays {
  /** All of that day, those that are archived already too. Without it: all that are over and have no whole archive. */
  readonly day?: string | undefined;
  readonly tableId?: string | undefined;
}

/** Which tables and days somebody who asks for archives means; 5 000 at most. */
export async function daysWanted(
  { db, nowMs }: Pick<PlanPorts, 'db' | 'nowMs'>,
  wanted: WantedDays,
): Promise<readonly DayOfTable[]> {
  const { day, tableId } = wanted;
  const isOfTable = (of: DayOfTable): boolean => tableId === undefined || of.tableId === tableId;
  if (day === undefined) {
    return (await daysToArchive(db.reader, new Date(nowMs()).toISOString().slice(0, 10), MOST)).filter(isOfTable);
  }
  const dayAfter = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  const missing = await daysToArchive(db.reader, dayAfter, MOST, day);
  const there = await archives(db.reader, { limit: MOST, after: { day, tableId: '' } });
  const known = there.filter((one) => one.day === day && !missing.some((other) => other.tableId === one.tableId));
  return [...missing, ...known].filter(isOfTable).map((of) => ({ tableId: of.tableId, day: of.day }));
}
