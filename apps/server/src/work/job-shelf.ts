/**
 * The shelf of the queues that live in memory, in the room's database: what was answered for is there again after a restart or kill -9.
 *
 * Everything asked while one transaction is under way goes into the next one together, so many jobs at once wait once for the disk.
 */
import { ok } from '@aboveboard/kit';
import { type Db, dropJobs, isPaused, jobsOf, type KeptJob, keepJobs, setPaused, type Trx } from '@aboveboard/storage';
import type { JobShelf, Shelved } from '@aboveboard/streams';

interface Write {
  readonly run: (trx: Trx) => Promise<void>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Of one transaction, for which everything else waits. */
const MOST_WRITES = 200;

export function databaseShelf(db: Db): JobShelf {
  const waiting: Write[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const together = waiting.splice(0, MOST_WRITES);
      try {
        await db.transaction(async (trx) => {
          for (const { run } of together) await run(trx); // in the order they were asked for
          return ok(undefined);
        });
        for (const { done } of together) done();
      } catch (error) {
        for (const { failed } of together) failed(error);
      }
    }
    isWriting = false;
  };
  const write = (run: Write['run']): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ run, done, failed });
      if (!isWriting) void writeAll();
    });
  return {
    load: async (queue) => (await jobsOf(db.reader, queue)) as readonly Shelved[],
    keep: (queue, jobs) => write((trx) => keepJobs(trx, queue, jobs as readonly KeptJob[])),
    drop: (queue, ids) => write((trx) => dropJobs(trx, queue, ids)),
    isPaused: (queue) => isPaused(db.reader, queue),
    setPaused: (queue, paused) => write((trx) => setPaused(trx, queue, paused)),
  };
}
