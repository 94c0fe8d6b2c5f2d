/** A handler at work on a batch, for as long as it is waited for. */
import { assert, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import type { Run, RunningJob, Runs } from './runs.ts';

/** What no retry will mend; anything thrown is retried. */
export interface Refused {
  readonly reason: 'refused' | 'malformed';
  readonly message: string;
}

/** Does a batch of jobs; an answer for each, in order: its result, null for none, or why it can never be done. */
export type Handler = (jobs: readonly RunningJob[]) => Promise<readonly Result<string | null, Refused>[]>;

/** What came of a batch: an answer for each of its jobs, or one failure of all. */
export type Outcome = { readonly answers: readonly Result<string | null, Refused>[] } | { readonly failure: string };

export interface HandlerPorts {
  readonly handle: Handler;
  readonly scheduler: Scheduler;
  readonly runs: Runs;
  readonly timeoutMs: number | undefined;
  /** How long a handler is waited for when each of its runs was told to end. */
  readonly graceMs: number;
  readonly progress: (run: Run, progress: Parameters<RunningJob['progress']>[0]) => Promise<void>;
}

/** Comes when the handler has answered, or was told to end and has not heeded it within the grace. Never rejects. */
export async function handleBatch(ports: HandlerPorts, batch: readonly Run[]): Promise<Outcome> {
  const { scheduler, runs, timeoutMs, graceMs } = ports;
  const timers: Timer[] = [];
  const outcome = await new Promise<Outcome>((resolve) => {
    let deaf = 0;
    const isDeaf = (): void => {
      deaf += 1;
      if (deaf === batch.length) resolve({ failure: 'told to end, and its handler did not' });
    };
    for (const run of batch) run.onToldToEnd = () => void timers.push(scheduler.after(graceMs, isDeaf));
    const timeOut = (): void => {
      for (const run of batch) runs.tellToEnd(run, 'TIMED_OUT');
    };
    if (timeoutMs !== undefined) timers.push(scheduler.after(timeoutMs, timeOut));
    void handled(ports, batch).then(resolve);
  });
  for (const timer of timers) timer.cancel();
  return outcome;
}

async function handled({ handle, progress }: HandlerPorts, batch: readonly Run[]): Promise<Outcome> {
  const running = (run: Run): RunningJob => ({
    ...run.job,
    signal: run.controller.signal,
    progress: (of) => progress(run, of),
  });
  try {
    const answers = await handle(batch.map(running));
    assert(answers.length === batch.length, `${answers.length} answers for ${batch.length} jobs`);
    return { answers };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
