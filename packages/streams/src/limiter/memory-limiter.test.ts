import { AssertionError } from '@aboveboard/kit';
import { seededRandom, virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limiterContract } from './limiter.contract.ts';
import type { Demand, Limit } from './limiter.ts';
import { memoryLimiter } from './memory-limiter.ts';
import { type Expiring, sweep } from './sweep.ts';
import { waitFor } from './wait-for.ts';

limiterContract('[LIMITER-3] [LIMITER-4] limits in memory', () => {
  const time = virtualTime();
  return { limiter: memoryLimiter(time.clock), nowMs: time.clock.nowMs, pass: time.advance };
});

const anyBucket = fc.record({
  kind: fc.constant('token-bucket' as const),
  name: fc.constant('all'),
  count: fc.integer({ min: 1, max: 5_000 }),
  perMs: fc.constantFrom(1, 7, 1_000, 60_000),
  burst: fc.integer({ min: 1, max: 20 }),
});
const anyWindow = fc.record({
  kind: fc.constant('fixed-window' as const),
  name: fc.constant('all'),
  count: fc.integer({ min: 1, max: 20 }),
  perMs: fc.constantFrom(1, 7, 1_000, 60_000),
});
const pauses = fc.array(fc.nat(400), { minLength: 1, maxLength: 80 });

/** A clock that a test sets. */
function handClock(startMs = 1_700_000_000_000) {
  const clock = { ms: startMs, nowMs: () => clock.ms };
  return clock;
}

const demandOf = (limit: Limit): Demand => ({ queue: 'mail', limits: [{ limit }] });

/** Asks after each pause; when it was granted, in ms. */
async function grantedAt(limit: Limit, between: readonly number[]): Promise<number[]> {
  const clock = handClock();
  const limiter = memoryLimiter(clock);
  const moments: number[] = [];
  for (const pause of between) {
    clock.ms += pause;
    if ((await limiter.take(demandOf(limit))).isGranted) moments.push(clock.ms);
  }
  return moments;
}

test('[LIMITER-1] no stretch of any bucket grants more than its burst and what came in', async () => {
  await fc.assert(
    fc.asyncProperty(anyBucket, pauses, async (limit, between) => {
      const moments = await grantedAt(limit, between);
      for (const [i, from] of moments.entries()) {
        for (const [j, to] of moments.entries()) {
          if (j >= i) expect(j - i + 1).toBeLessThanOrEqual(limit.burst + ((to - from) * limit.count) / limit.perMs);
        }
      }
    }),
  );
});

test('[LIMITER-2] no window grants more than its number', async () => {
  await fc.assert(
    fc.asyncProperty(anyWindow, pauses, async (limit, between) => {
      const moments = await grantedAt(limit, between);
      const windows = Map.groupBy(moments, (ms) => Math.floor(ms / limit.perMs));
      for (const inOne of windows.values()) expect(inOne.length).toBeLessThanOrEqual(limit.count);
    }),
  );
});

test('[LIMITER-5] the wait that is named is the shortest that is granted, at any rate', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyBucket, anyWindow), pauses, async (limit, between) => {
      const clock = handClock();
      const limiter = memoryLimiter(clock);
      for (const pause of between) {
        clock.ms += pause;
        const taken = await limiter.take(demandOf(limit));
        if (taken.isGranted) continue;
        clock.ms += taken.waitMs - 1;
        expect((await limiter.take(demandOf(limit))).isGranted).toBe(false);
        clock.ms += 1;
        expect((await limiter.take(demandOf(limit))).isGranted).toBe(true);
      }
    }),
  );
});

test('[LIMITER-6] a clock set back delays nobody beyond an empty bucket or one window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyBucket, anyWindow), fc.nat(10 ** 9), async (limit, backMs) => {
      const clock = handClock();
      const limiter = memoryLimiter(clock);
      for (let i = 0; i < 25; i++) await limiter.take(demandOf(limit));
      clock.ms -= backMs;
      const taken = await limiter.take(demandOf(limit));
      if (taken.isGranted) return;
      expect(taken.waitMs).toBeLessThanOrEqual(limit.perMs);
      clock.ms += taken.waitMs;
      expect((await limiter.take(demandOf(limit))).isGranted).toBe(true);
    }),
  );
});

test('[LIMITER-9] a sweep of two for each one added keeps about what has not expired', () => {
  const entries = new Map<string, Expiring>();
  for (let now = 0; now < 20_000; now++) {
    sweep(entries, 2, now);
    entries.set(`key ${now}`, { untilUs: now + (now % 10 === 0 ? 1_000 : 5) });
    expect(entries.size).toBeLessThan(400); // at most 105 of them not expired
  }
});

describe('waiting', () => {
  const limit: Limit = { kind: 'token-bucket', name: 'all', count: 1, perMs: 1_000, burst: 1 };

  function waiting(seed = 1) {
    const time = virtualTime();
    const limiter = memoryLimiter(time.clock);
    const ports = { limiter, scheduler: time.scheduler, random: seededRandom(seed) };
    return { time, limiter, wait: (signal?: AbortSignal) => waitFor(ports, demandOf(limit), signal) };
  }

  test('[LIMITER-8] ends when the token is there, up to 25 ms late and never early', async () => {
    const lateness = new Set<number>();
    for (let seed = 0; seed < 60; seed++) {
      const { time, wait } = waiting(seed);
      await wait();
      const startMs = time.clock.nowMs();
      let endMs = 0;
      void wait().then(() => (endMs = time.clock.nowMs()));
      await time.advance(1_100);
      lateness.add(endMs - startMs - 1_000);
    }
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThanOrEqual(25);
    expect(lateness.size).toBeGreaterThan(10);
  });

  test('[LIMITER-8] given up, it takes nothing and leaves no timer', async () => {
    const { time, limiter, wait } = waiting();
    await wait();
    const giveUp = new AbortController();
    const given = wait(giveUp.signal);
    await time.advance(500);
    giveUp.abort();
    expect(await given).toEqual({ ok: false, error: 'ABORTED' });
    expect(time.pending()).toBe(0);
    await time.advance(500);
    expect(await limiter.take(demandOf(limit))).toEqual({ isGranted: true });
    expect(await wait(giveUp.signal)).toEqual({ ok: false, error: 'ABORTED' });
  });

  test('a demand that cannot be met is thrown, not waited for', async () => {
    const { limiter } = waiting();
    await expect(limiter.take({ ...demandOf(limit), n: 2 })).rejects.toThrow(AssertionError);
  });
});

test.each([10, 300, 5_000])('[LIMITER-1] four workers that wait go at the set rate: %i a second', async (rate) => {
  const time = virtualTime();
  const ports = { limiter: memoryLimiter(time.clock), scheduler: time.scheduler, random: seededRandom(rate) };
  const limit: Limit = { kind: 'token-bucket', name: 'all', count: rate, perMs: 1_000, burst: Math.max(1, rate / 20) };
  const runMs = rate < 100 ? 20_000 : 2_000;
  const end = new AbortController();
  let done = 0;
  const work = async () => {
    while ((await waitFor(ports, demandOf(limit), end.signal)).ok) done += 1;
  };
  const workers = Array.from({ length: 4 }, work);
  await time.advance(runMs);
  end.abort();
  await Promise.all(workers);
  const wanted = (rate * runMs) / 1_000;
  expect(done).toBeGreaterThan(wanted * 0.9);
  expect(done).toBeLessThan(wanted * 1.1);
});
