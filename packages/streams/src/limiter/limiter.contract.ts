/**
 * What every implementation of `Limiter` does. Refusals are tested with limits of days and grants after the wait that was named,
 * so that a slow machine makes no difference.
 */
import { AssertionError } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import type { Demand, FixedWindow, Limit, Limiter, TokenBucket } from './limiter.ts';

export interface LimiterUnderTest {
  readonly limiter: Limiter;
  /** The time that the limiter goes by, in ms since 1970. */
  nowMs(): number | Promise<number>;
  /** Lets at least `ms` pass. */
  pass(ms: number): Promise<void>;
}

const DAY = 86_400_000;
const slowBucket: TokenBucket = { kind: 'token-bucket', name: 'all', count: 1, perMs: DAY, burst: 3 };
const longWindow: FixedWindow = { kind: 'fixed-window', name: 'all', count: 3, perMs: 365 * DAY };
const slow: [string, Limit][] = [
  ['token bucket', slowBucket],
  ['fixed window', longWindow],
];

/** How many of `times` demands in a row are granted. */
async function grants(limiter: Limiter, demand: Demand, times: number): Promise<number> {
  let granted = 0;
  for (let i = 0; i < times; i++) granted += (await limiter.take(demand)).isGranted ? 1 : 0;
  return granted;
}

/** Takes until refused, and returns the wait. */
async function drain(limiter: Limiter, demand: Demand): Promise<number> {
  for (;;) {
    const taken = await limiter.take(demand);
    if (!taken.isGranted) return taken.waitMs;
  }
}

export function limiterContract(name: string, make: () => LimiterUnderTest | Promise<LimiterUnderTest>): void {
  describe(name, () => {
    test.each(slow)('[LIMITER-1] [LIMITER-2] a %s grants what it has and no more', async (_, limit) => {
      const { limiter } = await make();
      expect(await grants(limiter, { queue: 'mail', limits: [{ limit }] }, 8)).toBe(3);
    });

    test('[LIMITER-1] [LIMITER-5] a bucket grants one more each time its wait has passed', async () => {
      const { limiter, pass } = await make();
      const limit: Limit = { kind: 'token-bucket', name: 'all', count: 20, perMs: 1_000, burst: 1 };
      const demand = { queue: 'mail', limits: [{ limit }] };
      for (let i = 0; i < 5; i++) {
        const waitMs = await drain(limiter, demand);
        expect(waitMs).toBeGreaterThanOrEqual(1);
        expect(waitMs).toBeLessThanOrEqual(50);
        await pass(waitMs);
        expect(await limiter.take(demand)).toEqual({ isGranted: true });
      }
    });

    test('[LIMITER-5] an empty bucket names the time until so many have come in', async () => {
      const { limiter } = await make();
      const demand = { queue: 'mail', limits: [{ limit: slowBucket }] };
      await drain(limiter, demand);
      for (const n of [1, 3]) {
        const taken = await limiter.take({ ...demand, n });
        const waitMs = taken.isGranted ? 0 : taken.waitMs;
        expect(waitMs).toBeLessThanOrEqual(n * DAY);
        expect(waitMs).toBeGreaterThan(n * DAY - 20_000); // the drain took a moment
      }
    });

    test('[LIMITER-2] [LIMITER-5] a spent window names the time until the next, and the next is whole', async () => {
      const { limiter, pass, nowMs } = await make();
      const waitMs = await drain(limiter, { queue: 'mail', limits: [{ limit: longWindow }] });
      expect(
        Math.abs((await nowMs()) + waitMs - longWindow.perMs * Math.ceil((await nowMs()) / longWindow.perMs)),
      ).toBeLessThan(20_000);
      const short = { queue: 'mail', limits: [{ limit: { ...longWindow, name: 'short', perMs: 50 } }], n: 3 };
      for (let i = 0; i < 4; i++) {
        const shortMs = await drain(limiter, short);
        expect(shortMs).toBeLessThanOrEqual(50);
        await pass(shortMs);
        expect(await limiter.take(short)).toEqual({ isGranted: true });
      }
    });

    test.each(slow)('[LIMITER-3] a %s counts queues, keys and names apart', async (_, limit) => {
      const { limiter } = await make();
      const own: Demand[] = [
        { queue: 'mail', limits: [{ limit }] },
        { queue: 'mail', limits: [{ limit, key: 'ana' }] },
        { queue: 'mail', limits: [{ limit, key: 'bo:{x}' }] },
        { queue: 'mail', limits: [{ limit, key: '' }] },
        { queue: 'mail', limits: [{ limit: { ...limit, name: 'other' } }] },
        { queue: 'post', limits: [{ limit }] },
      ];
      for (const demand of own) expect(await grants(limiter, demand, 5)).toBe(3);
    });

    test.each(slow)('[LIMITER-4] a %s grants several at once or none of them', async (_, limit) => {
      const { limiter } = await make();
      const demand = { queue: 'mail', limits: [{ limit }] };
      expect(await grants(limiter, { ...demand, n: 2 }, 3)).toBe(1);
      expect(await grants(limiter, demand, 3)).toBe(1);
    });

    test('[LIMITER-4] of several limits the slowest decides, and the others lose nothing by it', async () => {
      const { limiter } = await make();
      const wide: Limit = { ...slowBucket, name: 'wide', burst: 5 };
      const both = { queue: 'mail', limits: [{ limit: wide }, { limit: longWindow, key: 'ana' }] };
      expect(await grants(limiter, both, 8)).toBe(3);
      expect(await grants(limiter, { queue: 'mail', limits: [{ limit: wide }] }, 8)).toBe(2);
      const taken = await limiter.take({ ...both, limits: [{ limit: wide }, { limit: { ...slowBucket, name: 'fresh' } }] });
      expect(taken).toMatchObject({ isGranted: false });
    });

    test('[LIMITER-6] new settings count at once', async () => {
      const { limiter, pass } = await make();
      const take = (limit: Limit, n = 1) => limiter.take({ queue: 'mail', limits: [{ limit }], n });
      await take(slowBucket, 3);
      const quick: Limit = { ...slowBucket, perMs: 1, burst: 500 };
      await pass(5);
      expect(await take(quick)).toEqual({ isGranted: true });
      await pass(600);
      expect(await grants(limiter, { queue: 'mail', limits: [{ limit: slowBucket }] }, 8)).toBeLessThanOrEqual(3);
    });

    test('what could never be granted, or would be mixed up, is our own mistake', async () => {
      const { limiter } = await make();
      const refused: Demand[] = [
        { queue: 'mail', limits: [{ limit: slowBucket }], n: 4 },
        { queue: 'mail', limits: [{ limit: slowBucket }], n: 0 },
        { queue: 'mail', limits: [{ limit: slowBucket }], n: 1.5 },
        { queue: 'mail', limits: [{ limit: { ...slowBucket, count: 0.5 } }] },
        { queue: 'mail', limits: [{ limit: { ...longWindow, name: 'a:b' } }] },
        { queue: 'mail', limits: [{ limit: { ...slowBucket, burst: 1e9 } }] },
        { queue: 'ma{il', limits: [{ limit: slowBucket }] },
        { queue: 'mail', limits: [] },
        { queue: 'mail', limits: [{ limit: slowBucket }, { limit: slowBucket }] },
      ];
      for (const demand of refused) await expect(limiter.take(demand)).rejects.toThrow(AssertionError);
    });
  });
}
