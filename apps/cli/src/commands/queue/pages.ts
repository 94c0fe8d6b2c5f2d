/** Jobs of a queue, page by page as the room hands them out. */
import { operatorRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { queuePath } from './queue-paths.ts';

const PAGE = 200;

interface Wanted {
  readonly queue: string;
  readonly state: rest.PurgeState;
  /** How many at most. */
  readonly n: number;
  /** Without most of each payload. */
  readonly isBrief: boolean;
}

type Job = rest.QueuedJob | rest.DeadLetter;

/** The first `n` jobs there are. They move on while they are read, so one may be missed or come twice. */
export async function jobsOf(control: Control, { queue, state, n, isBrief }: Wanted): Promise<Job[]> {
  const jobs: Job[] = [];
  let from: string | null = null;
  do {
    const query = { limit: Math.min(n - jobs.length, PAGE), brief: isBrief, ...(from !== null && { from }) };
    const page: { readonly jobs: Job[]; readonly next: string | null } =
      state === 'dead'
        ? answered(await control.get(queuePath(queue, '/dead', query), rest.deadReply))
        : answered(await control.get(queuePath(queue, '/jobs', { state, ...query }), rest.jobsReply));
    jobs.push(...page.jobs);
    from = page.next;
  } while (from !== null && jobs.length < n);
  return jobs;
}
