/** Streams as one process of the simulation has them: the room's own, behind that process's link. */
import type { Streams, Subscription } from '@aboveboard/streams';
import type { Link } from './link.ts';
import type { SimProcess } from './sim-process.ts';

export interface FaultyStreams extends Streams {
  /** Everything this process reads as histories has run past it. */
  cutOff(): void;
}

/** @param sends hears what this process appends when it does so, whatever comes of it */
export function faultyStreams(
  real: Streams,
  process: SimProcess,
  link: Link,
  sends: (stream: string, payloads: readonly string[]) => void,
): FaultyStreams {
  const cutOffs = new Set<() => void>();
  const asked = new Map<string, number>();
  const arrived = new Map<string, number>();
  /** As over Redis: an append that comes after a later one of the same sender is not carried out any more. */
  const inOrder = (stream: string, carryOut: () => ReturnType<Streams['append']>): (() => ReturnType<Streams['append']>) => {
    const number = (asked.get(stream) ?? 0) + 1;
    asked.set(stream, number);
    return () => {
      if ((arrived.get(stream) ?? 0) > number) return Promise.reject(new Error('overtaken'));
      arrived.set(stream, number);
      return carryOut();
    };
  };
  return {
    append: (spec, payloads, epoch) => {
      if (!process.isDead) sends(spec.name, payloads);
      return link.ask(inOrder(spec.name, () => real.append(spec, payloads, epoch)));
    },
    read: (spec, after, limit) => link.ask(() => real.read(spec, after, limit)),
    trim: (spec, upTo) => link.ask(() => real.trim(spec, upTo)),
    acknowledge: (spec, reader, upTo) => link.ask(() => real.acknowledge(spec, reader, upTo)),
    leave: (spec, reader) => link.ask(() => real.leave(spec, reader)),
    tail: (spec) => link.ask(() => real.tail(spec)),
    subscribe: (spec, after, subscriber) => {
      let isLive = true;
      const end = (reason: Parameters<typeof subscriber.onEnd>[0]): void => {
        cutOffs.delete(cutOff);
        if (isLive) link.tell(() => isLive && subscriber.onEnd(reason));
      };
      const subscription: Subscription = real.subscribe(spec, after, {
        onEntries: (entries) =>
          new Promise((resolve, reject) => {
            link.tell(() => {
              if (isLive) Promise.resolve(subscriber.onEntries(entries)).then(resolve, reject);
              else resolve();
            });
          }),
        onEnd: end,
      });
      const cutOff = (): void => {
        subscription.unsubscribe();
        end({ code: 'CUT_OFF' });
      };
      if (spec.whenFull === 'drop-oldest') cutOffs.add(cutOff);
      const unsubscribe = (): void => {
        isLive = false;
        cutOffs.delete(cutOff);
        subscription.unsubscribe();
      };
      process.onDeath(unsubscribe);
      return { unsubscribe };
    },
    cutOff: () => {
      for (const cutOff of [...cutOffs]) cutOff();
    },
  };
}
