/**
 * One connection that waits for all streams at once: a single XREAD BLOCK over every stream somebody waits on.
 *
 * When somebody comes to wait on a stream that the XREAD under way does not name, that one is ended (CLIENT UNBLOCK)
 * and the next names it.
 */
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Cursor, StreamEntry } from '../../stream/streams.ts';
import type { Redis } from '../connection/connect-redis.ts';
import { reconnectDelayMs } from '../connection/reconnect-delay.ts';
import { inOrder } from './cursors.ts';

export interface Waiter {
  readonly key: string;
  /** The last entry it has had. Where waiters of one stream differ, all get what comes after the least. */
  readonly after: () => Cursor;
  readonly take: (entries: readonly StreamEntry[]) => void;
}

export interface BlockingReader {
  /** Waits, until it is told of entries or of a lost connection; then it waits no more. */
  wait(waiter: Waiter): void;
  leave(waiter: Waiter): void;
  close(): void;
}

export interface BlockingReaderEvents {
  /** The connection was lost and is there again: what waited has to look for itself what it missed, and wait again. */
  readonly reconnected: () => void;
  /** The connection is lost for good. */
  readonly terminated: (error: unknown) => void;
}

/** Most entries of a stream in one answer. */
const READ_LIMIT = 256;

export async function createBlockingReader(
  redis: Redis,
  blockMs: number,
  events: BlockingReaderEvents,
): Promise<BlockingReader> {
  // a server that says nothing for twice as long as it may wait is gone, or as good as gone
  const socket = { ...redis.options.socket, socketTimeout: blockMs * 2 } as NonNullable<Redis['options']['socket']>;
  // Nothing of it waits to be sent, so it needs no limit for that; the library would make a signal, and later an error, for each read.
  const own: Redis = redis.duplicate({ socket, disableOfflineQueue: true, commandOptions: { timeout: 0 } });
  const waiting = new Set<Waiter>();
  let isOpen = true;
  let connectionId = 0;
  let isNew = false;
  let call = 0;
  let isBlocked = false;
  let isUnblocking = false;
  /** Calls up to this one do not name everything that is waited on. */
  let lastUnwanted = 0;
  let letGo = (): void => {};

  own.on('error', () => {}); // the client connects again by itself; `ready` and `terminated` tell what matters
  own.on('terminated', (error: unknown) => events.terminated(error));
  await own.connect();
  connectionId = await own.clientId();
  own.on('ready', () => {
    isNew = true;
    letGo();
  });

  const unblock = async (): Promise<void> => {
    letGo();
    lastUnwanted = isBlocked ? call : 0;
    if (isUnblocking) return;
    isUnblocking = true;
    for (; isBlocked && call <= lastUnwanted && isOpen; await pause(2)) {
      // Redis may not have had the call yet
      await redis.sendCommand(['CLIENT', 'UNBLOCK', String(connectionId)]).catch(() => {});
    }
    isUnblocking = false;
  };
  const readOnce = async (): Promise<void> => {
    const waiters = [...waiting];
    const from = new Map<string, Cursor>();
    for (const { key, after } of waiters) {
      const least = from.get(key);
      if (least === undefined || inOrder(after(), least) < 0) from.set(key, after());
    }
    const streams = [...from].map(([key, id]) => ({ key, id }));
    call += 1;
    isBlocked = true;
    const found = await own.xRead(streams, { BLOCK: blockMs, COUNT: READ_LIMIT }).finally(() => (isBlocked = false));
    for (const { name, messages } of (found ?? []) as readonly FoundStream[]) {
      const entries = messages.map(({ id, message }) => ({ cursor: id as Cursor, payload: message.p ?? '' }));
      for (const waiter of waiters) if (waiter.key === name && waiting.delete(waiter)) waiter.take(entries);
    }
  };
  /** On a connection that was made again: its id, and a word to all that waited. */
  const greet = async (): Promise<void> => {
    connectionId = await own.clientId();
    isNew = false;
    waiting.clear();
    events.reconnected();
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; isOpen && own.isOpen; ) {
      if (waiting.size === 0 && !isNew) await new Promise<void>((resolve) => (letGo = resolve));
      try {
        if (isNew) await greet();
        if (waiting.size > 0) await readOnce();
        failures = 0;
        await turn(); // handlers that are quick are back in time to be in the next call
      } catch {
        await pause(reconnectDelayMs(Math.min(failures++, 2), Math.random()));
      }
    }
  };
  void run();
  return {
    wait: (waiter) => {
      waiting.add(waiter);
      void unblock();
    },
    leave: (waiter) => void waiting.delete(waiter),
    close: () => {
      isOpen = false;
      letGo();
      own.destroy();
    },
  };
}

interface FoundStream {
  readonly name: string;
  readonly messages: readonly { readonly id: string; readonly message: Readonly<Record<string, string>> }[];
}
