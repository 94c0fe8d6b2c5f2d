/** How the queues of one store ask Redis: each question a script over one queue, answered in time or not at all. */
import type { QueueSpec } from '../../queue/queue-store.ts';
import { answerWithin } from '../connection/answer-within.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf } from '../connection/redis-fault.ts';
import { runScript, type Script } from '../connection/script.ts';
import { prefixesIn } from './queue-prefix.ts';

export interface RedisQueueOptions {
  /** Rooms that share one Redis have a space each; none by default. Letters, digits, `_`, `.` and `-`. */
  readonly space?: string;
  /** A call that is not answered within this fails as UNAVAILABLE; 10 s by default. */
  readonly answerWithinMs?: number;
}

export interface Asker {
  readonly prefixOf: (queue: QueueSpec) => string;
  /** Runs a script with the queue's prefix before `args`. Fails with a RedisFault. */
  run<T>(queue: QueueSpec, script: Script, ...args: readonly (string | number)[]): Promise<T>;
  /** For a plain command. */
  wait<T>(command: () => Promise<T>): Promise<T>;
}

export function createAsker(redis: Redis, { space, answerWithinMs = 10_000 }: RedisQueueOptions): Asker {
  const prefixOf = prefixesIn(space);
  const wait = <T>(command: (isOver: AbortSignal) => Promise<T>): Promise<T> =>
    answerWithin(answerWithinMs, command).catch((error: unknown) => {
      throw faultOf(error);
    });
  return {
    prefixOf,
    wait,
    run<T>(queue: QueueSpec, script: Script, ...args: readonly (string | number)[]) {
      const prefix = prefixOf(queue);
      return wait((isOver) => runScript<T>(redis, script, [`${prefix}book`], [prefix, ...args.map(String)], isOver));
    },
  };
}
