import { describe, expect, test } from 'vitest';
import { answer, ask, gameNamed, question } from '../testing/ask.ts';

const SEED = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`samples by seed ${SEED}: ABOVEBOARD_SEED=${SEED} repeats them`);

describe('[ODDS-8] sampling', () => {
  const asked = 'AsKs v 7h7d v JcTc | 2s 7s 9d';

  test('the same seed deals the same cards, another seed others', () => {
    const sampled = (seed: number) => ask('NT', asked, { mostWork: 0, samples: 2_000, seed });
    expect(sampled(SEED)).toEqual(sampled(SEED));
    expect(sampled(SEED).isExact).toBe(false);
    expect(sampled(SEED)).not.toEqual(sampled(SEED + 1));
  });

  test('of 300 intervals nearly all hold the exact equity, and not by being wide', () => {
    const exact = ask('NT', asked).hands[0]?.equity as number;
    const intervals = Array.from({ length: 300 }, (_, i) => {
      const [hand] = ask('NT', asked, { mostWork: 0, samples: 1_000, seed: SEED + i }).hands;
      return hand?.interval as { low: number; high: number };
    });
    const holding = intervals.filter(({ low, high }) => low <= exact && exact <= high).length;
    expect(holding).toBeGreaterThanOrEqual(270); // 285 on average; fewer than 270 by chance once in 10 000 runs
    for (const { low, high } of intervals) expect(high - low).toBeLessThan(0.07);
  });

  test.each([
    ['NT', 'QQ+, AKs:0.5 v 76s-54s:0.25, KQo v Ac?? | Ks 7d 2c'],
    ['F7S/8', 'As3sQd2d5c7s v 3h4d8c9cTc7h'],
    ['FBD', '2s3d4c5h?? v As3c6d8h??'],
    ['NT-B2', 'AsKs v 7h7d | 2s 7s 9d Kd | Qs Kh 2d 3c'],
  ])('chance deals as often as counting says, %s: %s', (game, text) => {
    const exact = ask(game, text);
    const sampled = ask(game, text, { mostWork: 0, samples: 20_000, seed: SEED });
    exact.hands.forEach(({ equity }, i) => {
      expect(Math.abs((sampled.hands[i]?.equity as number) - equity)).toBeLessThan(0.5 * (4.5 / Math.sqrt(20_000)));
    });
  });

  test('too much to count is sampled by itself', () => {
    const { isExact, deals } = ask('PO', 'AsKsQdJd v random v random', { samples: 500 });
    expect([isExact, deals]).toEqual([false, 500]);
  });

  test('counts too great to be exact are sampled as well', () => {
    const range = (a: string, b: string) => `${a}:0.999, ${b}:0.998`;
    const hands = ['As', 'Ks', 'Qs', 'Js', 'Ts'].map((card) => range(`${card}2c`, `${card}2d`));
    expect(ask('NT', hands.slice(0, 2).join(' v ')).isExact).toBe(true);
    const apart = ['As', 'Ks', 'Qs', 'Js', 'Ts'].map((card, i) => range(`${card}${i + 2}c`, `${card}${i + 2}d`));
    expect(ask('NT', apart.join(' v '), { samples: 200 })).toMatchObject({ isExact: false, deals: 200 });
  });

  test('ranges that never come together are refused here too', () => {
    expect(answer(question(gameNamed('NT'), 'AA v AA v AA'), { mostWork: 0 })).toEqual({
      ok: false,
      error: { code: 'RANGES_CLASH' },
    });
  });
});
