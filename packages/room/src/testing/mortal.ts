/** A process that can die without a word: its timers stop, it hears nothing, and what it still says reaches nobody. */
import type { Scheduler } from '@aboveboard/kit';
import type { Leases, Streams } from '@aboveboard/streams';

export interface Mortal {
  readonly scheduler: Scheduler;
  readonly streams: Streams;
  readonly leases: Leases;
  die(): void;
}

export function mortal(scheduler: Scheduler, streams: Streams, leases: Leases): Mortal {
  let isAlive = true;
  const never = new Promise<never>(() => undefined);
  const living = <Args extends unknown[], T>(method: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => (isAlive ? method(...args) : never);
  };
  return {
    scheduler: { after: (ms, task) => scheduler.after(ms, () => void (isAlive && task())) },
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
          onEntries: (entries) => (isAlive ? onEntries(entries) : never),
          onEnd: (reason) => void (isAlive && onEnd(reason)),
        }),
    },
    die: () => {
      isAlive = false;
    },
  };
}
