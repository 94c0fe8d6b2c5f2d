import { expect, test } from 'vitest';
import { assertNewJob, assertQueueSpec } from './bounds.ts';
import type { JobId, NewJob } from './job.ts';
import type { QueueSpec } from './queue-store.ts';

const spec: QueueSpec = {
  name: 'archive-hands',
  leaseMs: 5_000,
  maxAttempts: 3,
  maxJobs: 100,
  maxPayloadBytes: 0,
  dedupeMs: 0,
  keepResultMs: 0,
};
const wrongSpecs: readonly Partial<QueueSpec>[] = [
  { name: '' },
  { name: 'a{b}' },
  { name: 'x'.repeat(101) },
  { leaseMs: 0 },
  { maxAttempts: 0 },
  { maxJobs: Number.POSITIVE_INFINITY },
  { maxPayloadBytes: -1 },
  { dedupeMs: 0.5 },
  { keepResultMs: Number.NaN },
];

test('a spec within its bounds is taken', () => {
  expect(() => assertQueueSpec(spec)).not.toThrow();
});

test.each(wrongSpecs)('a spec with %j is our own mistake', (wrong) => {
  expect(() => assertQueueSpec({ ...spec, ...wrong })).toThrow();
});

const wrongJobs: readonly Partial<NewJob>[] = [
  { id: '' as JobId },
  { id: 'x'.repeat(257) as JobId },
  { key: '' },
  { key: 'x'.repeat(257) },
  { trace: 'x'.repeat(257) },
  { delayMs: -1 },
  { delayMs: Number.NaN },
];

test.each(wrongJobs)('a job with %j is our own mistake', (wrong) => {
  const job: NewJob = { id: 'a' as JobId, payload: '' };
  expect(() => assertNewJob(job)).not.toThrow();
  expect(() => assertNewJob({ ...job, ...wrong })).toThrow();
});
