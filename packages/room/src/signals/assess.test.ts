import { expect, test } from 'vitest';
import { assess, type PairDossier, SIGNAL_FROM } from './assess.ts';
import { reasonOf } from './describe.ts';
import type { PairCounts, PlayerCounts } from './hand-counts.ts';
import { togetherness } from './together.ts';
import { WEEK_MS, weekOf } from './weeks.ts';

const NOW = Date.UTC(2026, 10, 21);
const weekMs = weekOf(NOW);
const pairOf = (of: Partial<PairCounts>): PairCounts => ({
  ...{ weekMs, a: 'ana', b: 'bo', hands: 100, net: 0, squares: 0, bigToB: 0, bigToA: 0, giftsToB: 0, giftsToA: 0 },
  ...{ replies: 0, instant: 0, largest: [] },
  ...of,
});
const playerOf = (player: string, of: Partial<PlayerCounts> = {}): PlayerCounts => {
  return { weekMs, player, met: 0, lost: 0, bigLost: 0, bigWon: 0, gifts: 0, replies: 0, instant: 0, ...of };
};
const evenings = (together: boolean, n = 20) =>
  togetherness(Array.from({ length: n }, () => ({ tables: 5, ofA: 1, ofB: 1, together })));

function weighed(of: Partial<PairDossier>) {
  const nothing = { together: togetherness([]), traces: { addresses: 0, devices: 0 } };
  return assess({ a: 'ana', b: 'bo', pair: [], ofA: [], ofB: [], ...nothing, ...of }, NOW);
}
const gifts = (of: Partial<PairCounts>, ofA: Partial<PlayerCounts> = {}) =>
  weighed({ pair: [pairOf(of)], ofA: [playerOf('ana', ofA)] }).evidence.find(({ kind }) => kind === 'gifts')?.weight ?? 0;

test('[SIGNAL-3] gifts are held against one in 200 hands, against others, and against the other way round', () => {
  expect(gifts({ giftsToB: 10, bigToB: 10 })).toBeCloseTo(14.03, 2); // one was to be expected
  expect(gifts({ giftsToB: 10, bigToB: 10, giftsToA: 6 })).toBe(0); // seven were
  expect(gifts({ giftsToB: 10, bigToB: 10 }, { met: 500, gifts: 50 })).toBe(0); // ten in a hundred against others, too
  expect(gifts({ giftsToB: 10, bigToB: 10, hands: 29 })).toBe(0);
});

test('[SIGNAL-3] of the kinds about chips the heaviest counts, from whichever side', () => {
  const { score, evidence } = weighed({
    pair: [pairOf({ net: -20_000, squares: 8_000_000, bigToA: 25, giftsToA: 12 })],
    ofB: [playerOf('bo', { met: 100, lost: 20_000, bigLost: 25, gifts: 12 })],
  });
  expect(evidence.map(({ kind, from, weight }) => [kind, from, weight])).toEqual([
    ['one-way-chips', 'bo', 22.56],
    ['gifts', 'bo', 18.82],
    ['one-way-pots', 'bo', 8.92],
  ]);
  expect(score).toBe(22.56);
});

test('[SIGNAL-3] chips that go both ways are no evidence, however many', () => {
  const both = { hands: 5_000, net: 30_000, squares: 200_000_000, bigToB: 300, bigToA: 200, giftsToB: 20, giftsToA: 15 };
  expect(weighed({ pair: [pairOf(both)] })).toMatchObject({ score: 0, evidence: [] });
});

test('[SIGNAL-4] [SIGNAL-7] [SIGNAL-8] two who live together and always play together are no signal; with one hand for both they are', () => {
  const couple = { together: evenings(true), traces: { addresses: 2, devices: 1 } };
  expect(weighed(couple).score).toBe(18);
  expect(weighed({ ...couple, traces: { addresses: 2, devices: 0 } }).score).toBe(14);
  expect(weighed({ ...couple, together: evenings(true, 4) }).score).toBe(8);
  const quick = {
    pair: [pairOf({ replies: 60, instant: 50 })],
    ofA: [playerOf('ana', { replies: 100, instant: 35 })],
    ofB: [playerOf('bo', { replies: 100, instant: 35 })],
  };
  expect(weighed({ ...couple, ...quick }).score).toBe(24);
  expect(SIGNAL_FROM).toBe(20);
});

test('[SIGNAL-5] who replies at once to everybody is no evidence, and neither are few replies', () => {
  const both = (instant: number, replies = 60) => ({
    pair: [pairOf({ replies, instant: Math.round(replies * 0.8) })],
    ofA: [playerOf('ana', { replies: 100, instant })],
    ofB: [playerOf('bo', { replies: 100, instant })],
  });
  expect(weighed(both(80)).score).toBe(0);
  expect(weighed(both(30)).score).toBeGreaterThan(2.3);
  expect(weighed(both(30, 39)).score).toBe(0);
});

test('[SIGNAL-6] what happened fades, and is gone after twelve weeks', () => {
  const scoreAt = (weeks: number): number =>
    assess(
      {
        ...{ a: 'ana', b: 'bo', pair: [pairOf({ hands: 400, giftsToB: 40, bigToB: 40 })], ofA: [], ofB: [] },
        ...{ together: togetherness([]), traces: { addresses: 0, devices: 0 } },
      },
      NOW + weeks * WEEK_MS,
    ).score;
  expect([0, 8, 12].map(scoreAt)).toEqual([40, 14.03, 0]);
});

test('every piece of evidence is a sentence with its figures', () => {
  const { evidence } = weighed({
    pair: [pairOf({ giftsToB: 10, bigToB: 10, replies: 60, instant: 55, net: 9_000, squares: 1_000_000 })],
    ofA: [playerOf('ana', { replies: 100, instant: 60, met: 100, lost: 9_000, bigLost: 10, gifts: 10 })],
    ofB: [playerOf('bo', { replies: 100, instant: 60 })],
    together: evenings(true),
    traces: { addresses: 1, devices: 0 },
  });
  const names: Record<string, string> = { ana: 'Ana', bo: 'Bo' };
  const sentences = evidence.map((one) => reasonOf(one, ['ana', 'bo'], (id) => names[id] ?? id));
  expect(sentences).toEqual([
    'Ana lost 900 big blinds to Bo in 100 hands together, more than luck and skill explain.',
    'Ana put in twenty big blinds or more and then folded to Bo 10 times in 100 hands together; 1 were to be expected. The other way it happened 0 times.',
    'Ana and Bo sat at one table on 20 of 20 days on which both played; 4 were to be expected if each chose any table.',
    '55 of 60 calls and raises of Ana and Bo right after each other came within 0.7 s; with others it is 46 of a hundred.',
    'Ana and Bo came from one network that few others came from.',
    'In 100 hands together Ana lost 10 large pots to Bo and won 0 back.',
  ]);
});
