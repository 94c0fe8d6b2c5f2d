/** Emptying a part of a queue, while workers run. */
import type { DeadLetter, JobRecord, RestingState } from './job.ts';
import type { QueueSpec, QueueStore } from './queue-store.ts';

const PAGE_SIZE = 100;

/**
 * Removes all jobs that are waiting, held, put off or dead, page by page, each page written down before it goes.
 *
 * A job that a worker takes between its page's writing and its going stays, and runs; so what was written may be more than what was
 * removed, never less. It ends when it finds nothing more that can go.
 *
 * @param write keeps a page for good before it returns.
 * @returns how many were removed.
 */
export async function purge(
  store: QueueStore,
  queue: QueueSpec,
  state: RestingState,
  write: (jobs: readonly (JobRecord | DeadLetter)[]) => Promise<void>,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const { items } = state === 'dead' ? await store.deadLetters(queue, PAGE_SIZE) : await store.peek(queue, state, PAGE_SIZE);
    if (items.length === 0) return removed;
    await write(items);
    const ids = items.map((job) => job.id);
    const gone = await store.discard(queue, state, ids);
    removed += gone.length;
  }
}
