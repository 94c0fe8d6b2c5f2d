/** Hands jobs over and waits for them, with the count on a terminal; Ctrl+C leaves them working. */
import type { Control } from '../../control/control-client.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { type Batch, type BatchProgress, type EndedJob, jobBatch } from './job-batch.ts';

export interface WatchFlags {
  /** False: as soon as the room has all jobs. */
  readonly wait: boolean;
}

/** As a shell counts it. */
const INTERRUPTED = 130;

/** @returns the ended jobs; null where they were not waited for. @param say how far it is, for people. */
export async function watchedBatch(
  control: Control,
  batch: Batch,
  { wait }: WatchFlags,
  say: (progress: BatchProgress) => string,
): Promise<readonly EndedJob[] | null> {
  const line = statusLine(process.stderr);
  const { length: wanted } = batch.orders;
  let added = 0;
  const running = jobBatch(control, batch, (progress) => {
    added = progress.added;
    line.show(progress.added < wanted ? `${progress.added} of ${wanted} handed over; ${say(progress)}` : say(progress));
  });
  const leave = (): void => {
    line.clear();
    const missing = added < wanted ? ` ${wanted - added} were not handed over any more.` : '';
    process.stderr.write(
      `The room goes on with the ${added} jobs it has.${missing} See them with: npx aboveboard queue stats --queue ${batch.queue}, and the faults with: npx aboveboard queue dead list --queue ${batch.queue}\n`,
    );
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', leave);
  try {
    await running.add();
    return wait ? await running.ended() : null;
  } finally {
    process.off('SIGINT', leave);
    line.clear();
  }
}
