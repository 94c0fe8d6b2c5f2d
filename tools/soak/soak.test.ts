import { expect, test } from 'vitest';
import { failsForEver, numberOf, soakJob } from './job-plan.ts';
import { slopeOf } from './slope.ts';
import { tally } from './tally.ts';

const odd = (number: number): boolean => number % 2 === 1;

test('every good job ran and every failing one is dead: exact, runs beyond the first counted', () => {
  expect(tally(4, [0, 2, 2, 2], [1, 3], odd)).toMatchObject({
    isExact: true,
    repeatedRuns: 2,
    dead: 2,
    deadWanted: 2,
    lostCount: 0,
  });
});

test.each([
  ['a good job that never ran', [0], [1, 3], { lost: [2], lostCount: 1 }],
  ['a failing job that is not dead', [0, 2], [1], { wronglyAlive: 1 }],
  ['a good job that is dead', [0, 2], [1, 3, 2], { wronglyDead: 1 }],
  ['a dead letter that came twice', [0, 2], [1, 3, 3], { strayDead: 1 }],
  ['a dead letter of no job', [0, 2], [1, 3, 9], { strayDead: 1 }],
  ['a dead letter without a number', [0, 2], [1, 3, Number.NaN], { strayDead: 1 }],
])('%s is found', (_, runs, dead, wanted) => {
  expect(tally(4, runs, dead, odd)).toMatchObject({ ...wanted, isExact: false });
});

test('a job is the same for the same seed, and one in a hundred or so fails for ever', () => {
  expect(soakJob(7, 5)).toEqual(soakJob(7, 5));
  expect(soakJob(7, 5)).not.toEqual(soakJob(8, 5));
  const failing = Array.from({ length: 20_000 }, (_, n) => failsForEver(1, n)).filter(Boolean).length;
  expect(failing).toBeGreaterThan(140);
  expect(failing).toBeLessThan(260);
  expect(numberOf(soakJob(7, 5).id)).toBe(5);
});

test('a level that grows is told from one that only wavers', () => {
  const samples = (bytesAt: (minute: number) => number) =>
    Array.from({ length: 101 }, (_, i) => ({ atMs: i * 6_000, bytes: bytesAt(i / 10) }));
  const growing = slopeOf(samples((minute) => 50e6 + minute * 2e6));
  expect(growing.mbPerMinute).toBeCloseTo(2);
  expect(growing).toMatchObject({ isFlat: false });
  expect(growing.growth).toBeCloseTo(14 / 63);
  const wavering = slopeOf(samples((minute) => 50e6 + (Math.round(minute * 10) % 2) * 4e6));
  expect(wavering.isFlat).toBe(true);
  const filledAtFirst = slopeOf(samples((minute) => Math.min(minute * 25e6, 50e6)));
  expect(filledAtFirst.mbPerMinute).toBeCloseTo(0);
});
