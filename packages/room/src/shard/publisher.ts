/**
 * Sends responses to gateways: for each gateway in the order given, a few appends at a time. A gateway that cannot be reached loses
 * frames; its clients see the gap in the numbers and come back for them.
 */
import type { Streams } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream } from '../messages.ts';

const BATCH = 256;
const MOST_WAITING = 4_096;

export interface Publisher {
  send(gatewayId: string, responses: readonly GatewayResponse[]): void;
  forget(gatewayId: string): void;
  /** Resolves when everything sent so far is appended. */
  drained(): Promise<void>;
}

export function createPublisher(streams: Streams, onFailure: (gatewayId: string, error: unknown) => void): Publisher {
  const queues = new Map<string, { waiting: string[]; running: Promise<void> | null }>();

  const drain = async (gatewayId: string, queue: { waiting: string[]; running: Promise<void> | null }): Promise<void> => {
    const stream = gatewayStream(gatewayId);
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, BATCH);
      try {
        await streams.append(stream, batch);
      } catch (error) {
        queue.waiting.length = 0;
        onFailure(gatewayId, error);
      }
    }
    queue.running = null;
  };
  return {
    send: (gatewayId, responses) => {
      const queue = queues.get(gatewayId) ?? { waiting: [], running: null };
      queues.set(gatewayId, queue);
      if (queue.waiting.length + responses.length > MOST_WAITING) {
        queue.waiting.length = 0;
        onFailure(gatewayId, new Error('too many responses are waiting'));
        return;
      }
      queue.waiting.push(...responses.map((response) => JSON.stringify(response)));
      queue.running ??= drain(gatewayId, queue);
    },
    forget: (gatewayId) => void queues.delete(gatewayId),
    drained: async () => {
      await Promise.all([...queues.values()].map(({ running }) => running));
    },
  };
}
