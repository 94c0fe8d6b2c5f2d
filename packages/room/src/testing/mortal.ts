/**
 * A process that can die without a word: its timers stop, it hears nothing, and what it still says reaches nobody. One that sleeps does
 * nothing until it wakes, and then goes on with everything where it was, timers long due among it.
 */
import type { Scheduler } from '@aboveboard/kit';
import type { Leases, Streams } from '@aboveboard/streams';

export interface Mortal {
  readonly scheduler: Scheduler;
  readonly streams: Streams;
  readonly leases: Leases;
  die(): void;
  sleep(): void;
  wake(): void;
}

export function mortal(scheduler: Scheduler, streams: Streams, leases: Leases): Mortal {
  let isAlive = true;
  /** While asleep: what goes on at waking, in its order. */
  let held: (() => void)[] | null = null;
  const never = new Promise<never>(() => undefined);
  const whenAwake = (task: () => void): void => {
    if (!isAlive) return;
    if (held) held.push(task);
    else task();
  };
  const awake = () => new Promise<void>((goOn) => whenAwake(goOn));
  const living = <Args extends unknown[], T>(method: (...args: Args) => Promise<T>) => {
    return async (...args: Args): Promise<T> => {
      if (!isAlive) return never;
      const result = await method(...args);
      if (held) await awake();
      return result;
    };
  };
  return {
    scheduler: { after: (ms, task) => scheduler.after(ms, () => whenAwake(task)) },
    leases: {
      acquire: living(leases.acquire),
      renew: living(leases.renew),
      release: living(leases.release),
      list: living(leases.list),
      watch: leases.watch,
    },
    streams: {
      append: living(streams.append),
      read: living(streams.read),
      trim: living(streams.trim),
      acknowledge: living(streams.acknowledge),
      leave: living(streams.leave),
      tail: living(streams.tail),
      subscribe: (stream, after, { onEntries, onEnd }) =>
        streams.subscribe(stream, after, {
          onEntries: async (entries) => {
            if (!isAlive) return never;
            if (held) await awake();
            return onEntries(entries);
          },
          onEnd: (reason) => whenAwake(() => onEnd(reason)),
        }),
    },
    die: () => {
      isAlive = false;
    },
    sleep: () => {
      held ??= [];
    },
    wake: () => {
      const due = held ?? [];
      held = null;
      for (const task of due) task();
    },
  };
}
