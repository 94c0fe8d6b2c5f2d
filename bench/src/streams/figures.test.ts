import { expect, test } from 'vitest';
import { streamsBarsOf, streamsBarTable } from './bars.ts';
import { metricsOf } from './figures.ts';
import { quantile, workedOff } from './measures.ts';
import type { Reading } from './plan.ts';
import { adding, cpu, perJob, waiting, working } from './rounds.ts';

const readings = (metric: string, of: Readonly<Record<string, readonly number[]>>): Reading[] =>
  Object.entries(of).flatMap(([side, values]) => values.map((value) => ({ side: side as Reading['side'], metric, value })));

test('a rate is better when it is more, a cost when it is less, and both say how many times as good ours is', () => {
  const [rate, cost] = metricsOf([
    ...readings('no-op jobs, a few, jobs/s', { bullmq: [500, 400, 1_000], aboveboard: [900, 1_000, 2_000] }),
    ...readings('processor time, µs/job', { aboveboard: [20], bullmq: [50] }),
  ]);
  expect(rate).toMatchObject({ name: 'no-op jobs, a few', unit: 'jobs/s', isCost: false });
  expect(rate?.figures).toEqual([
    { side: 'aboveboard', median: 1_000, least: 900, most: 2_000, ratio: 1 },
    { side: 'bullmq', median: 500, least: 400, most: 1_000, ratio: 2 },
  ]);
  expect(cost).toMatchObject({ unit: 'µs/job', isCost: true, figures: [{ ratio: 1 }, { side: 'bullmq', ratio: 2.5 }] });
});

test('a bar is met at its very ratio, being ahead is more than as good, and what was not measured has no bar', () => {
  const bars = streamsBarsOf(
    metricsOf([
      ...readings(`${working(1, 32)}, jobs/s`, { aboveboard: [1_500], bullmq: [1_000] }),
      ...readings(`${working(2, 32)}, jobs/s`, { aboveboard: [1_490], bullmq: [1_000] }),
      ...readings(`${adding.each}, jobs/s`, { aboveboard: [1_000], bullmq: [1_000] }),
      ...readings(`${cpu.worker}, µs/job`, { aboveboard: [10], bullmq: [11] }),
      ...readings(`${cpu.redis}, µs/job`, { aboveboard: [10], raw: [1] }),
      ...readings(`${working(2, 100)}, jobs/s`, { aboveboard: [18_000] }),
      ...readings(`${waiting.p95}, ms`, { aboveboard: [50] }),
    ]),
  );
  expect(streamsBarTable(bars).split('\n').slice(1)).toEqual([
    '  met     no-op jobs, 1 process, concurrency 32: 1.50 × BullMQ, wanted at least 1.5',
    '  MISSED  no-op jobs, 2 processes, concurrency 32: 1.49 × BullMQ, wanted at least 1.5',
    '  MISSED  single adds, 100 awaited at a time: 1.00 × BullMQ, wanted ahead',
    '  met     processor time of the worker, 1 process, concurrency 32: 1.10 × BullMQ, wanted ahead',
    '  met     no-op jobs, 2 processes, concurrency 100: 18000 jobs/s, wanted at least 18000',
    '  MISSED  add to start at 1000 jobs/s, p95: 50.00 ms, wanted below 50',
  ]);
});

test('the time of two processes runs from the first beginning to the last job', () => {
  const progress = (begunMs: number, lastMs: number) => ({ begunMs, lastMs, handled: 0, cpuMs: 0, waits: [] });
  expect(workedOff([progress(1_000, 2_500), progress(1_100, 3_000)], 4_000)).toEqual({ jobsPerSecond: 2_000 });
});

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
])('the share %f of 1 to 100 is at most %d', (share, wanted) => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(quantile(values, share)).toBe(wanted);
});

test('what Redis did is told for each job', () => {
  const spent = { calls: {}, commands: 120, scripts: 20, bytesIn: 4_000, bytesOut: 1_000, cpuMs: 1 };
  expect(Object.values(perJob('working', spent, 10))).toEqual([12, 2, 400, 100]);
});
