/**
 * The way to the Redis of the queues, through a circuit breaker: what it would not answer is refused at once.
 *
 * A lost connection is known of, so nobody waits for it; the breaker is for a Redis that is there and does not answer, or fails. Where
 * Redis itself shows that it is back, by a new connection or by answering at last, the circuit begins again: workers go on within a
 * second of its return, and need not sit out a cooldown.
 * @see rules/BREAKER.md
 */
import type { Clock, Result, Scheduler } from '@aboveboard/kit';
import {
  type BreakerStatus,
  type CircuitOpen,
  circuitBreaker,
  guard,
  type Limiter,
  type QueueStore,
} from '@aboveboard/streams';
import { type Redis, RedisFault } from '@aboveboard/streams/redis';

export interface RedisCircuit {
  /** Makes the call, or refuses it. @throws RedisFault `UNAVAILABLE` when it was not made; what it throws otherwise. */
  through<T>(call: () => Promise<T>): Promise<T>;
  status(): BreakerStatus;
  /** Asks Redis itself, whatever the circuit says. */
  ping(): Promise<unknown>;
}

export type RedisClient = Pick<Redis, 'isReady' | 'ping' | 'on'>;

export function redisCircuit(redis: RedisClient, { clock, scheduler }: { clock: Clock; scheduler: Scheduler }): RedisCircuit {
  let breaker = circuitBreaker(clock);
  let wasSilent = false; // when it last failed: it said nothing, not even what is wrong with it
  const isOpen = (): boolean => breaker.status().state !== 'closed';
  const beginAgain = (): void => {
    wasSilent = false;
    if (isOpen()) breaker = circuitBreaker(clock);
  };
  redis.on('ready', beginAgain);
  let isAsked = false;
  /** Once at a time, of a Redis that the circuit keeps others from. What fails and answers all along is left alone for the cooldown. */
  const askForLife = async (): Promise<void> => {
    if (isAsked || !wasSilent || !redis.isReady) return;
    isAsked = true;
    try {
      await redis.ping();
      beginAgain();
    } catch {
      // the connection is lost, and a new one begins the circuit again
    } finally {
      isAsked = false;
    }
  };
  const connected = async <T>(call: () => Promise<T>): Promise<T> => {
    if (!redis.isReady) throw new RedisFault('UNAVAILABLE', 'Redis is not connected; it is tried again by itself');
    return call();
  };
  /** What a call shows is noted after the circuit has heard of it, which an answer may open as well: half of all failed by then. */
  const noted = async <T>(call: () => Promise<T>): Promise<Result<T, CircuitOpen>> => {
    try {
      const made = await guard(breaker, scheduler, () => connected(call), { isFailure });
      if (made.ok && wasSilent && isOpen()) beginAgain();
      return made;
    } catch (error) {
      wasSilent = isFailure(error) && error.cause === undefined;
      throw error;
    } finally {
      if (isOpen()) void askForLife();
    }
  };
  return {
    async through(call) {
      const made = await noted(call);
      if (made.ok) return made.value;
      const seconds = Math.ceil(made.error.retryInMs / 1_000);
      throw new RedisFault('UNAVAILABLE', `Redis has failed too often, and is asked again in ${seconds} s`);
    },
    status: () => breaker.status(),
    ping: () => connected(() => redis.ping()),
  };
}

/** Out of memory is an answer, and a mistake of ours says nothing of Redis. */
function isFailure(error: unknown): error is RedisFault {
  return error instanceof RedisFault && error.code === 'UNAVAILABLE';
}

/** The store, each of whose calls goes through the circuit. */
export function guardedQueueStore(store: QueueStore, { through }: Pick<RedisCircuit, 'through'>): QueueStore {
  return {
    add: (...of) => through(() => store.add(...of)),
    claim: (...of) => through(() => store.claim(...of)),
    takeOver: (...of) => through(() => store.takeOver(...of)),
    renew: (...of) => through(() => store.renew(...of)),
    complete: (...of) => through(() => store.complete(...of)),
    fail: (...of) => through(() => store.fail(...of)),
    bury: (...of) => through(() => store.bury(...of)),
    giveBack: (...of) => through(() => store.giveBack(...of)),
    progress: (...of) => through(() => store.progress(...of)),
    cancel: (...of) => through(() => store.cancel(...of)),
    look: (...of) => through(() => store.look(...of)),
    counts: (...of) => through(() => store.counts(...of)),
    peek: (...of) => through(() => store.peek(...of)),
    pause: (...of) => through(() => store.pause(...of)),
    resume: (...of) => through(() => store.resume(...of)),
    deadLetters: (...of) => through(() => store.deadLetters(...of)),
    deadLetter: (...of) => through(() => store.deadLetter(...of)),
    requeue: (...of) => through(() => store.requeue(...of)),
    discard: (...of) => through(() => store.discard(...of)),
    onReady: (...of) => store.onReady(...of), // listens; nothing is called
  };
}

export function guardedLimiter(limiter: Limiter, { through }: Pick<RedisCircuit, 'through'>): Limiter {
  return { take: (demand) => through(() => limiter.take(demand)) };
}
