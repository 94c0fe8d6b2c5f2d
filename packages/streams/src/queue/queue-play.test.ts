/**
 * Random work on a queue in memory beside a book kept by hand: what is added ends once, a key runs one job at a time, and the dead are
 * exactly those that failed as often as they may.
 */
import { assert as must } from '@aboveboard/kit';
import { virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimedJob, JobId } from './job.ts';
import { memoryQueueStore } from './memory/memory-queue-store.ts';
import { PRIORITIES } from './priority.ts';
import type { QueueSpec } from './queue-store.ts';

const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 1_000,
  maxAttempts: 3,
  maxJobs: 1_000,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};

type Move =
  | { readonly do: 'add'; readonly key: number; readonly priority: number; readonly delayMs: number }
  | { readonly do: 'claim' | 'take-over'; readonly limit: number }
  | { readonly do: 'complete' | 'fail' | 'bury' | 'give-back' | 'renew' | 'cancel' | 'requeue'; readonly which: number }
  | { readonly do: 'pass'; readonly ms: number };

const which = fc.nat(30);
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      key: fc.nat(4),
      priority: fc.nat(2),
      delayMs: fc.constantFrom(0, 0, 300),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('claim' as const, 'claim' as const, 'take-over' as const),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'complete' as const,
        'fail' as const,
        'fail' as const,
        'bury' as const,
        'give-back' as const,
        'renew' as const,
        'cancel' as const,
        'requeue' as const,
      ),
      which,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(50, 400, 1_100) }) },
);

interface Booked {
  readonly id: JobId;
  readonly key: string | null;
  failures: number;
  isCancelled: boolean;
  end: 'done' | 'cancelled' | 'dead' | null;
  lease: ClaimedJob | null;
  leaseEndsMs: number;
}

async function play(moves: readonly Move[]): Promise<void> {
  const { clock, advance } = virtualTime();
  const store = memoryQueueStore({ clock });
  const book = new Map<JobId, Booked>();
  const old: ClaimedJob[] = [];
  const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];
  const running = () => [...book.values()].filter((job) => job.lease !== null);

  const leaveLease = (job: Booked): void => {
    if (job.lease) old.push(job.lease);
    job.lease = null;
  };
  const begin = (claimed: readonly ClaimedJob[]): void => {
    for (const run of claimed) {
      const job = book.get(run.id);
      must(job && job.end === null && job.lease === null, `${run.id} runs, and should not`);
      const rivals = running().filter((other) => other.key !== null && other.key === job.key);
      expect(rivals.map((other) => other.id)).toEqual([]);
      expect(run.errors.length).toBe(job.failures);
      Object.assign(job, { lease: run, leaseEndsMs: clock.nowMs() + queue.leaseMs });
    }
  };
  /** What a failed run should lead to. */
  const failed = (job: Booked): string => {
    leaveLease(job);
    if (job.isCancelled) {
      job.end = 'cancelled';
      return 'CANCELLED';
    }
    job.failures += 1;
    if (job.failures < queue.maxAttempts) return 'RETRIED';
    job.end = 'dead';
    return 'BURIED';
  };
  const takeOver = async (limit: number): Promise<void> => {
    const lapsed = running().filter((job) => job.leaseEndsMs <= clock.nowMs());
    const leaseEnds = new Map(lapsed.map((job) => [job.id, job.lease?.run]));
    const taken = (await store.takeOver(queue, 'w', limit)).jobs;
    const states = await Promise.all(lapsed.map((job) => store.look(queue, job.id)));
    for (const [i, job] of lapsed.entries()) {
      const isTaken = taken.some((run) => run.id === job.id);
      if (!isTaken && states[i]?.state === 'running') continue; // beyond the limit
      expect(leaseEnds.has(job.id)).toBe(true);
      expect(failed(job) === 'RETRIED').toBe(isTaken);
    }
    begin(taken);
  };
  const settle = async (move: Move & { which: number }): Promise<void> => {
    const job = pick(running(), move.which);
    const lease = job?.lease;
    if (!job || !lease) return;
    if (move.do === 'renew') {
      expect(await store.renew(queue, [lease])).toEqual([job.isCancelled ? 'CANCELLED' : 'HELD']);
      job.leaseEndsMs = clock.nowMs() + queue.leaseMs;
    } else if (move.do === 'complete') {
      expect((await store.complete(queue, lease, null)).ok).toBe(true);
      leaveLease(job);
      job.end = 'done';
    } else if (move.do === 'fail') {
      expect(await store.fail(queue, lease, 'no', move.which * 10)).toEqual({ ok: true, value: failed(job) });
    } else if (move.do === 'bury') {
      expect((await store.bury(queue, lease, 'refused', 'no')).ok).toBe(true);
      leaveLease(job);
      job.end = 'dead';
    } else if (move.do === 'give-back') {
      expect((await store.giveBack(queue, lease)).ok).toBe(true);
      leaveLease(job);
      if (job.isCancelled) job.end = 'cancelled';
    }
  };
  const step = async (move: Move): Promise<void> => {
    switch (move.do) {
      case 'add': {
        const id = `j${book.size}` as JobId;
        const key = move.key === 0 ? null : `k${move.key}`;
        const job = { id, payload: '', priority: PRIORITIES[move.priority] ?? 'bulk', delayMs: move.delayMs };
        expect((await store.add(queue, [key === null ? job : { ...job, key }]))[0]?.ok).toBe(true);
        book.set(id, { id, key, failures: 0, isCancelled: false, end: null, lease: null, leaseEndsMs: 0 });
        return;
      }
      case 'claim':
        return begin((await store.claim(queue, 'w', move.limit)).jobs);
      case 'take-over':
        return takeOver(move.limit);
      case 'pass':
        return advance(move.ms);
      case 'cancel': {
        const job = pick([...book.values()], move.which);
        if (!job) return;
        const expected = job.end !== null ? null : job.lease ? 'ASKED' : 'REMOVED';
        const answer = await store.cancel(queue, job.id);
        expect(answer.ok ? answer.value : null).toBe(expected);
        if (expected === 'ASKED') job.isCancelled = true;
        if (expected === 'REMOVED') job.end = 'cancelled';
        return;
      }
      case 'requeue': {
        const job = pick(
          [...book.values()].filter((dead) => dead.end === 'dead'),
          move.which,
        );
        if (!job) return;
        expect((await store.requeue(queue, job.id)).ok).toBe(true);
        Object.assign(job, { end: null, failures: 0, isCancelled: false });
        return;
      }
      default:
        return settle(move);
    }
  };

  for (const move of moves) {
    await step(move);
    const stale = pick(old, moves.length);
    if (stale) expect((await store.complete(queue, stale, null)).ok).toBe(false);
  }
  for (let round = 0; round < 1_000 && [...book.values()].some((job) => job.end === null); round++) {
    await advance(queue.leaseMs);
    await takeOver(1_000);
    await step({ do: 'claim', limit: 1_000 });
    for (let [first] = running(); first; [first] = running()) {
      await settle({ do: first.key === 'k1' ? 'fail' : 'complete', which: 0 }); // k1 fails to the end
    }
  }
  const { items } = await store.deadLetters(queue, 1_000);
  const dead = [...book.values()].filter((job) => job.end === 'dead').map((job) => job.id);
  expect([...book.values()].filter((job) => job.end === null)).toEqual([]);
  expect(items.map((letter) => letter.id).toSorted()).toEqual(dead.toSorted());
  expect(await store.counts(queue)).toMatchObject({
    waiting: { urgent: 0, normal: 0, bulk: 0 },
    held: 0,
    delayed: 0,
    running: 0,
    dead: dead.length,
  });
}

test('[QUEUE-1] [QUEUE-4] [QUEUE-6] nothing is lost, no key runs twice at once, and the dead are exactly those that should be', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyMove, { maxLength: 120, size: 'max' }), play), { numRuns: 300 });
});
