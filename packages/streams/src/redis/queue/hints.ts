/** A connection that hears hints. Those of the time it was lost are made up for by one to everybody when it is back. */
import type { Redis } from '../connection/connect-redis.ts';

export interface Hints {
  on(channel: string, listener: () => void): { unsubscribe(): void };
  close(): void;
}

export async function listenForHints(redis: Redis): Promise<Hints> {
  const own: Redis = redis.duplicate();
  const listeners = new Map<string, Set<() => void>>();
  own.on('error', () => {}); // the client connects again by itself
  await own.connect();
  own.on('ready', () => {
    for (const ofChannel of listeners.values()) for (const listener of ofChannel) listener();
  });
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
    close: () => own.destroy(),
  };
}
