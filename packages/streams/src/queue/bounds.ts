/** What a queue's spec and a job's names may be. Who states them is our own code, so anything else is our own mistake. */
import { assert } from '@aboveboard/kit';
import type { NewJob } from './job.ts';
import type { QueueSpec } from './queue-store.ts';

/** Of a job's id, key and trace. */
const MAX_NAME_LENGTH = 256;

const known = new WeakSet<QueueSpec>();

export function assertQueueSpec(spec: QueueSpec): void {
  if (known.has(spec)) return;
  assert(/^[\w.-]{1,100}$/.test(spec.name), `not a queue's name: ${spec.name}`);
  const atLeast = { leaseMs: 1, maxAttempts: 1, maxJobs: 1, maxPayloadBytes: 0, dedupeMs: 0, keepResultMs: 0 };
  for (const [bound, least] of Object.entries(atLeast)) {
    const value = spec[bound as keyof typeof atLeast];
    assert(Number.isSafeInteger(value) && value >= least, `${bound} of ${spec.name} is ${value}`);
  }
  known.add(spec);
}

export function assertNewJob({ id, key, trace, delayMs = 0 }: NewJob): void {
  assert(id !== '', 'a job without an id');
  assert(key !== '', `the key of ${id} is empty`);
  for (const name of [id, key, trace]) assert((name ?? '').length <= MAX_NAME_LENGTH, `a name of ${id} is too long: ${name}`);
  assert(Number.isSafeInteger(delayMs) && delayMs >= 0, `a delay of ${delayMs} ms`);
}
