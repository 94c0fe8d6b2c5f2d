/**
 * Traces of jobs: who runs a job says so, and somebody may follow it from where it was added to where it ended.
 *
 * The way there needs no port: the store the room is given puts the trace of what is going on into each job that is added.
 */
import type { Result } from '@aboveboard/kit';
import type { JobRecord, Refused } from '@aboveboard/streams';

export interface JobTraces {
  /**
   * Does `work` as one run of a job of `queue`, following the trace the job came with. Its answer is passed on; a refusal, or what it
   * throws, is noted as the end of the run.
   */
  within<T extends Result<unknown, Refused>>(queue: string, job: JobRecord, work: () => Promise<T>): Promise<T>;
}

/** Where nobody follows. */
export const noTraces: JobTraces = {
  within: (_queue, _job, work) => work(),
};
