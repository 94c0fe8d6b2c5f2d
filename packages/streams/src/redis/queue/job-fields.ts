/** Jobs as scripts answer with them: lists and hashes of strings. */

import type { ClaimedJob, DeadLetter, DeathReason, JobId, JobRecord } from '../../queue/job.ts';
import { PRIORITIES, type Priority } from '../../queue/priority.ts';

/** Of the list id, payload, priority, key, trace, when it was added, when first started, errors. */
export function recordOf([id, payload, priority, key, trace, added, started, errors]: readonly string[]): JobRecord {
  return {
    id: id as JobId,
    payload: payload ?? '',
    priority: PRIORITIES[Number(priority)] as Priority,
    key: key || null,
    trace: trace || null,
    addedAtMs: Number(added),
    startedAtMs: started ? Number(started) : null,
    errors: errors ? JSON.parse(`[${errors}]`) : [],
  };
}

/** Of that list with the number of the run and the ms it waited. */
export function claimedOf(fields: readonly string[]): ClaimedJob {
  return { ...recordOf(fields), run: Number(fields[8]), waitedMs: Number(fields[9]) };
}

export function letterOf(of: Readonly<Record<string, string>>): DeadLetter {
  const fields = ['id', 'payload', 'pri', 'key', 'trace', 'added', 'started', 'errors'].map((field) => of[field] ?? '');
  return { ...recordOf(fields), reason: of.reason as DeathReason, diedAtMs: Number(of.died) };
}
