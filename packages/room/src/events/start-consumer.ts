/** A consumer at work: woken by the stream of events, and by its poll where the stream says nothing. */
import type { Streams, Subscription } from '@aboveboard/streams';
import { type Consumer, type ConsumerPorts, takeSome } from './consumer.ts';
import { EVENT_STREAM } from './event-stream.ts';
import { startPump } from './pump.ts';

export interface ConsumerRunPorts extends ConsumerPorts {
  readonly streams: Streams;
}

/** Takes first what was published while it was not at work. `stop` comes when no event is under way any more. */
export async function startConsumer(ports: ConsumerRunPorts, consumer: Consumer): Promise<{ stop(): Promise<void> }> {
  const { streams, scheduler, pollMs } = ports;
  let isStopped = false;
  let subscription: Subscription | null = null;
  const pump = startPump(ports, () => takeSome(ports, consumer));
  const listen = async (): Promise<void> => {
    const tail = await streams.tail(EVENT_STREAM);
    if (isStopped) return;
    subscription = streams.subscribe(EVENT_STREAM, tail, { onEntries: () => pump.wake(), onEnd: listenLater });
    pump.wake(); // for what came before the tail was known
  };
  const listenLater = (): void => {
    scheduler.after(pollMs, () => {
      if (!isStopped) listen().catch(listenLater); // the poll goes on meanwhile
    });
  };
  await listen().catch(listenLater);
  return {
    stop: async () => {
      isStopped = true;
      subscription?.unsubscribe();
      await pump.stop();
    },
  };
}
