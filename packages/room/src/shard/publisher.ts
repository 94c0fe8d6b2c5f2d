/**
 * Sends responses to gateways: for each gateway in the order given, one append at a time. What could not be appended is tried again for
 * as long as the gateway listens; where too much waits by then, it is dropped, and the gateway is told so before anything else and asks for
 * what it lacks.
 *
 * An append that failed may have been done all the same, so a gateway can get a response twice: frames have numbers, answers the number of
 * what was asked, and the rest says how things are now.
 */
import type { Scheduler } from '@aboveboard/kit';
import type { Streams } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream } from '../messages.ts';

const BATCH = 256;
const MOST_WAITING = 4_096;
const AGAIN_MS = 200;

export interface Publisher {
  send(gatewayId: string, responses: readonly GatewayResponse[]): void;
  /** Nothing that waits for it is tried again. */
  forget(gatewayId: string): void;
  /** Resolves when everything sent so far is appended, or was tried once more; from now on nothing is tried a second time. */
  drained(): Promise<void>;
}

export interface PublisherPorts {
  readonly streams: Streams;
  readonly scheduler: Scheduler;
  readonly shardId: string;
  /** Told once of each outage, and each time that something was dropped. */
  onFailure(gatewayId: string, error: unknown): void;
}

interface Queue {
  readonly gatewayId: string;
  waiting: string[];
  isFailing: boolean;
  isForgotten: boolean;
  running: Promise<void> | null;
}

export function createPublisher({ streams, scheduler, shardId, onFailure }: PublisherPorts): Publisher {
  const queues = new Map<string, Queue>();
  const missed = JSON.stringify({ kind: 'missed', shardId } satisfies GatewayResponse);
  let isEnding = false;

  const appended = async ({ gatewayId }: Queue, batch: readonly string[]): Promise<unknown> => {
    try {
      const taken = await streams.append(gatewayStream(gatewayId), batch);
      return taken.ok ? null : new Error(taken.error);
    } catch (error) {
      return error;
    }
  };
  const drain = async (queue: Queue): Promise<void> => {
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, BATCH);
      const error = await appended(queue, batch);
      if (error !== null && !queue.isFailing) onFailure(queue.gatewayId, error);
      queue.isFailing = error !== null;
      if (error === null || isEnding || queue.isForgotten) continue;
      putBack(queue, batch);
      await new Promise<void>((resolve) => scheduler.after(AGAIN_MS, resolve));
    }
    queue.running = null;
  };
  const putBack = (queue: Queue, batch: readonly string[]): void => {
    if (queue.waiting.length + batch.length > MOST_WAITING) drop(queue);
    else queue.waiting = [...batch, ...queue.waiting];
  };
  const drop = (queue: Queue): void => {
    onFailure(queue.gatewayId, new Error(`${queue.waiting.length} responses or more are dropped: too many wait`));
    queue.waiting = [missed];
  };
  const queueOf = (gatewayId: string): Queue => {
    const fresh = { gatewayId, waiting: [], isFailing: false, isForgotten: false, running: null };
    const queue = queues.get(gatewayId) ?? fresh;
    queues.set(gatewayId, queue);
    return queue;
  };
  return {
    send: (gatewayId, responses) => {
      const queue = queueOf(gatewayId);
      if (queue.waiting.length + responses.length > MOST_WAITING) drop(queue);
      queue.waiting.push(...responses.map((response) => JSON.stringify(response)));
      queue.running ??= drain(queue);
    },
    forget: (gatewayId) => {
      const queue = queues.get(gatewayId);
      if (queue) queue.isForgotten = true;
      queues.delete(gatewayId);
    },
    drained: async () => {
      isEnding = true;
      await Promise.all([...queues.values()].map(({ running }) => running));
    },
  };
}
