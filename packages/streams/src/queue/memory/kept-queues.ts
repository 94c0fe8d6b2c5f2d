/** The queues of one memory store, each with what its shelf kept. */
import type { Clock } from '@aboveboard/kit';
import { assertQueueSpec } from '../bounds.ts';
import type { JobId } from '../job.ts';
import type { QueueSpec } from '../queue-store.ts';
import { emptyQueue, type MemoryQueue } from './memory-queue.ts';
import { type JobShelf, type Shelved, unshelve } from './memory-shelf.ts';

export interface MemoryQueueOptions {
  readonly clock: Clock;
  /** Where waiting, delayed and dead jobs are kept over a restart; without one they are gone with the process. */
  readonly shelf?: JobShelf;
}

export interface KeptQueues {
  readonly clock: Clock;
  /** The queue as it was kept, when it is first asked for. Fails as the shelf does; the next call tries again. */
  queueOf(spec: QueueSpec): Promise<MemoryQueue>;
  keep(spec: QueueSpec, jobs: readonly Shelved[]): Promise<void>;
  drop(spec: QueueSpec, ids: readonly JobId[]): Promise<void>;
  keepPaused(spec: QueueSpec, isPaused: boolean): Promise<void>;
}

export function keptQueues({ clock, shelf }: MemoryQueueOptions): KeptQueues {
  const queues = new Map<string, Promise<MemoryQueue>>();
  const open = async (name: string): Promise<MemoryQueue> => {
    const queue = emptyQueue();
    if (shelf === undefined) return queue;
    try {
      unshelve(queue, await shelf.load(name), clock.nowMs());
      queue.isPaused = await shelf.isPaused(name);
      return queue;
    } catch (error) {
      queues.delete(name);
      throw error;
    }
  };
  return {
    clock,
    queueOf(spec) {
      assertQueueSpec(spec);
      const queue = queues.get(spec.name) ?? open(spec.name);
      queues.set(spec.name, queue);
      return queue;
    },
    async keep(spec, jobs) {
      if (jobs.length > 0) await shelf?.keep(spec.name, jobs);
    },
    async drop(spec, ids) {
      if (ids.length > 0) await shelf?.drop(spec.name, ids);
    },
    async keepPaused(spec, isPaused) {
      await shelf?.setPaused(spec.name, isPaused);
    },
  };
}
