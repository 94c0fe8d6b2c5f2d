/**
 * A connection that hears hints. Those of the time it was lost are made up for by one to everybody when it is back, and so is the time
 * in which the other connection, over which work is claimed, was lost.
 */
import type { Redis } from '../connection/connect-redis.ts';
import { faultOf } from '../connection/redis-fault.ts';

export interface Hints {
  on(channel: string, listener: () => void): { unsubscribe(): void };
  close(): void;
}

/** @throws RedisFault when there is no connection to be had. */
export async function listenForHints(redis: Redis): Promise<Hints> {
  const own: Redis = redis.duplicate();
  const listeners = new Map<string, Set<() => void>>();
  own.on('error', () => {}); // the client connects again by itself
  await own.connect().catch((error: unknown) => {
    throw faultOf(error);
  });
  const tellAll = (): void => {
    for (const ofChannel of listeners.values()) for (const listener of ofChannel) listener();
  };
  own.on('ready', tellAll);
  redis.on('ready', tellAll);
  const hear = (_message: string, channel: string): void => {
    for (const listener of listeners.get(channel) ?? []) listener();
  };
  return {
    on(channel, listener) {
      const ofChannel = listeners.get(channel) ?? new Set();
      if (ofChannel.size === 0) own.subscribe(channel, hear).catch(() => {}); // asked again by the client when it is back
      listeners.set(channel, ofChannel.add(listener));
      return { unsubscribe: () => void ofChannel.delete(listener) };
    },
    close() {
      redis.off('ready', tellAll);
      own.destroy();
    },
  };
}
