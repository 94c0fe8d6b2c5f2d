/** How many jobs lie in each queue, asked of the store every two seconds: one call a queue, whatever is in it. */
import type { Scheduler, Timer } from '@aboveboard/kit';
import type { QueueCounts, QueueSpec, QueueStore } from '@aboveboard/streams';

const EVERY_MS = 2_000;

export interface CountsWatchPorts {
  readonly store: Pick<QueueStore, 'counts'>;
  readonly queues: readonly QueueSpec[];
  readonly scheduler: Scheduler;
  /** Hears of a queue that was not counted, or not in time. */
  readonly failed: (queue: string) => void;
}

export interface CountsWatch {
  /** By queue, from the last look; nothing of a queue that was not counted by it. */
  latest(): ReadonlyMap<string, QueueCounts>;
  stop(): void;
}

/** Looks at once, and then every two seconds. A queue is not asked again while it has not answered; until then it has no counts. */
export function watchCounts({ store, queues, scheduler, failed }: CountsWatchPorts): CountsWatch {
  const latest = new Map<string, QueueCounts>();
  const asked = new Set<string>();
  let isOver = false;
  let timer: Timer | null = null;

  const miss = (name: string): void => {
    latest.delete(name);
    failed(name);
  };
  const ask = async (queue: QueueSpec): Promise<void> => {
    asked.add(queue.name);
    try {
      latest.set(queue.name, await store.counts(queue));
    } catch {
      miss(queue.name);
    } finally {
      asked.delete(queue.name);
    }
  };
  const look = (): void => {
    for (const queue of queues) {
      if (asked.has(queue.name)) miss(queue.name);
      else void ask(queue);
    }
    if (!isOver) timer = scheduler.after(EVERY_MS, look);
  };
  look();
  return {
    latest: () => latest,
    stop() {
      isOver = true;
      timer?.cancel();
    },
  };
}
