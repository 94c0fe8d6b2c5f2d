/** Jobs as replies show them. */
import type { operatorRest } from '@aboveboard/protocol';
import type { QueueStats } from '@aboveboard/room';
import type { DeadLetter, JobRecord, Page } from '@aboveboard/streams';

const BRIEF_PAYLOAD = 200;

export function shownStats({ name, counts, limits }: QueueStats): operatorRest.QueueStats {
  return { name, ...counts, waiting: { ...counts.waiting }, ...limits };
}

export function shownJobs(page: Page<JobRecord>, isBrief: boolean): { jobs: operatorRest.QueuedJob[]; next: string | null } {
  return { jobs: page.items.map((job) => shownJob(job, isBrief)), next: page.next };
}

export function shownLetters(
  page: Page<DeadLetter>,
  isBrief: boolean,
): { jobs: operatorRest.DeadLetter[]; next: string | null } {
  return { jobs: page.items.map((letter) => shownLetter(letter, isBrief)), next: page.next };
}

export function shownLetter(letter: DeadLetter, isBrief: boolean): operatorRest.DeadLetter {
  return { ...shownJob(letter, isBrief), reason: letter.reason, diedAtMs: letter.diedAtMs };
}

function shownJob(job: JobRecord, isBrief: boolean): operatorRest.QueuedJob {
  const { id, payload, priority, key, trace, addedAtMs, startedAtMs, errors } = job;
  const shown = isBrief ? payload.slice(0, BRIEF_PAYLOAD) : payload;
  const payloadLength = payload.length;
  return { id, payload: shown, payloadLength, priority, key, trace, addedAtMs, startedAtMs, errors: [...errors] };
}
