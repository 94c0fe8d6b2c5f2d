/**
 * One subscription: looks for what is there, then waits with all others for what comes. It takes no more entries while its
 * handler is busy, so a slow handler costs one batch of memory and the stream's own bounds decide when it is cut off.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '@aboveboard/kit';
import type { Cursor, EndOfSubscription, StreamEntry, Subscriber, Subscription } from '../../stream/streams.ts';
import { reconnectDelayMs } from '../connection/reconnect-delay.ts';
import type { BlockingReader, Waiter } from './blocking-reader.ts';
import { follows, hasHad } from './cursors.ts';

const LOOK_LIMIT = 256;

export interface LiveSubscription extends Subscription {
  /** Looks again what is there: the connection was lost and is back. */
  readonly lookAgain: () => void;
  readonly end: (reason: EndOfSubscription) => void;
}

export interface SubscriptionPorts {
  readonly key: string;
  readonly reader: BlockingReader;
  readonly look: (after: Cursor, limit: number) => Promise<Result<readonly StreamEntry[], 'CUT_OFF'>>;
  readonly onClosed: (subscription: LiveSubscription) => void;
}

export function startSubscription(ports: SubscriptionPorts, start: Cursor, subscriber: Subscriber): LiveSubscription {
  const { key, reader, look } = ports;
  let position = start;
  let isLive = true;
  let isLooking = false;
  let mustLook = false;

  const unsubscribe = (): void => {
    isLive = false;
    reader.leave(waiter);
    ports.onClosed(subscription);
  };
  const end = (reason: EndOfSubscription): void => {
    if (!isLive) return;
    unsubscribe();
    subscriber.onEnd(reason);
  };
  /** Hands on what it has not had; false when something between is gone. */
  const deliver = async (found: readonly StreamEntry[]): Promise<boolean> => {
    const fresh = found.filter(({ cursor }) => !hasHad(position, cursor));
    const [first, last] = [fresh[0], fresh.at(-1)];
    if (!isLive || first === undefined || last === undefined) return true;
    if (!follows(position, first.cursor)) return false;
    position = last.cursor;
    await subscriber.onEntries(fresh);
    return true;
  };
  const take = async (found: readonly StreamEntry[]): Promise<void> => {
    isLooking = true;
    let isWhole = await deliver(found);
    while (isLive && isWhole && mustLook) {
      const there = await lookUntilAnswered();
      mustLook = there?.ok === true && there.value.length > 0;
      isWhole = there === null || (there.ok && (await deliver(there.value)));
    }
    isLooking = false;
    if (!isWhole) end({ code: 'CUT_OFF' });
    else if (isLive) reader.wait(waiter);
  };
  /** Null when the subscription has ended meanwhile. */
  const lookUntilAnswered = async () => {
    for (let attempt = 0; isLive; attempt++) {
      try {
        return await look(position, LOOK_LIMIT);
      } catch {
        await pause(reconnectDelayMs(attempt, Math.random()));
      }
    }
    return null;
  };
  const takeSafely = (found: readonly StreamEntry[]): void => {
    take(found).catch((error: unknown) => end({ code: 'HANDLER_FAILED', error }));
  };
  const lookAgain = (): void => {
    mustLook = true;
    if (isLooking || !isLive) return;
    reader.leave(waiter);
    takeSafely([]);
  };
  const waiter: Waiter = { key, after: () => position, take: takeSafely };
  const subscription: LiveSubscription = { unsubscribe, lookAgain, end };
  lookAgain();
  return subscription;
}
