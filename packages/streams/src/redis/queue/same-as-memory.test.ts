/** The same moves on a queue in memory and on Redis come to the same, whatever is asked in one turn and so goes in one script. */
import { virtualTime } from '@aboveboard/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClaimedJob, JobId, JobLease, RestingState } from '../../queue/job.ts';
import { memoryQueueStore } from '../../queue/memory/memory-queue-store.ts';
import { PRIORITIES } from '../../queue/priority.ts';
import type { QueueSpec, QueueStore } from '../../queue/queue-store.ts';
import { type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { connectRedis, type Redis } from '../connection/connect-redis.ts';
import { type RedisQueueStore, redisQueueStore } from './redis-queue-store.ts';

let server: RedisServer;
let redis: Redis;
let onRedis: RedisQueueStore;
let stop = async () => {};
beforeAll(async () => {
  server = await startRedis({ atEnd: (end) => (stop = end) });
  redis = await connectRedis({ socketPath: server.socketPath });
  onRedis = await redisQueueStore(redis);
});
afterAll(async () => {
  onRedis.close();
  redis.destroy();
  await stop();
});

/** So long that it does not come within the test: what is put off stays so. */
const LONG_MS = 1_000_000;
const ways = ['complete', 'fail', 'bury', 'give-back', 'progress'] as const;
type Way = (typeof ways)[number];

type Move =
  | { readonly do: 'add'; readonly key: number; readonly priority: number; readonly isLate: boolean }
  | { readonly do: 'turn'; readonly settle: readonly { readonly which: number; readonly way: Way }[]; readonly claim: number }
  | { readonly do: 'cancel' | 'requeue'; readonly which: number }
  | { readonly do: 'discard'; readonly from: RestingState; readonly which: number }
  | { readonly do: 'pause' | 'resume' };

const which = fc.nat(20);
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      key: fc.nat(2),
      priority: fc.nat(2),
      isLate: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      settle: fc.array(fc.record({ which, way: fc.constantFrom(...ways) }), { maxLength: 4 }),
      claim: fc.nat(4),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'requeue'), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('discard'),
      from: fc.constantFrom<RestingState>('waiting', 'held', 'delayed', 'dead'),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause', 'resume', 'resume', 'resume') }) },
) as fc.Arbitrary<Move>;

/** One store, the runs it gave out, and what comes of moves on it. */
function player(store: QueueStore, spec: QueueSpec) {
  const given: ClaimedJob[] = [];
  let added = 0;
  const idOf = (n: number) => `j${added === 0 ? 0 : n % added}` as JobId;

  const settle = (lease: JobLease, way: Way): Promise<unknown> => {
    switch (way) {
      case 'complete':
        return store.complete(spec, lease, 'fine');
      case 'fail':
        return store.fail(spec, lease, 'no', LONG_MS);
      case 'bury':
        return store.bury(spec, lease, 'refused', 'never');
      case 'give-back':
        return store.giveBack(spec, lease);
      case 'progress':
        return store.progress(spec, lease, { done: 1, total: 2 });
    }
  };
  const claim = async (limit: number): Promise<unknown> => {
    if (limit === 0) return null;
    const { jobs } = await store.claim(spec, 'w', limit);
    const sorted = [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1)); // of one claim, the order among priorities is nobody's concern
    given.push(...sorted);
    return sorted.map(({ id, payload, priority, key, errors }) => [id, payload, priority, key, errors.length]);
  };
  const play = async (move: Move): Promise<unknown> => {
    switch (move.do) {
      case 'add': {
        const id = `j${added++}` as JobId;
        const delayMs = move.isLate ? LONG_MS : 0;
        const job = { id, payload: `of ${id}`, priority: PRIORITIES[move.priority] ?? 'bulk', delayMs };
        return store.add(spec, [move.key === 0 ? job : { ...job, key: `k${move.key}` }, { id: idOf(0), payload: '' }]);
      }
      case 'turn': {
        const leases = move.settle.flatMap(({ which, way }) => {
          const lease = given.at(-1 - (which % Math.max(1, given.length)));
          return lease === undefined ? [] : [{ lease, way }];
        });
        return Promise.all([...leases.map(({ lease, way }) => settle(lease, way)), claim(move.claim)]);
      }
      case 'cancel':
        return store.cancel(spec, idOf(move.which));
      case 'discard':
        return (
          await store.discard(
            spec,
            move.from,
            [0, 1, 2].map((more) => idOf(move.which + more)),
          )
        ).toSorted();
      case 'requeue':
        return store.requeue(spec, idOf(move.which));
      default:
        return store[move.do](spec);
    }
  };
  /** All there is to see. */
  const look = async (): Promise<unknown> => {
    const { oldestWaitingMs, ...counts } = await store.counts(spec);
    const lying = await Promise.all((['waiting', 'held', 'delayed'] as const).map((state) => store.peek(spec, state, 100)));
    const ids = Array.from({ length: added }, (_, i) => `j${i}` as JobId);
    return {
      ...{ counts, isAnyWaiting: oldestWaitingMs !== null },
      lying: lying.map(({ items }, i) => (i === 2 ? items.map(({ id }) => id).toSorted() : items.map(({ id }) => id))),
      dead: (await store.deadLetters(spec, 100)).items.map(({ id, reason, errors }) => [id, reason, errors.length]),
      jobs: await Promise.all(ids.map((id) => store.look(spec, id))),
    };
  };
  return { play, look };
}

async function sameOnBoth(moves: readonly Move[], keepResultMs: number, dedupeMs: number): Promise<void> {
  const spec: QueueSpec = {
    ...{ name: 'jobs', leaseMs: LONG_MS, maxAttempts: 2, maxJobs: 12, maxPayloadBytes: 100 },
    ...{ dedupeMs, keepResultMs },
  };
  await redis.flushAll();
  const inMemory = player(memoryQueueStore({ clock: virtualTime().clock }), spec);
  const there = player(onRedis, spec);
  for (const move of moves) {
    const expected = await inMemory.play(move);
    expect(await there.play(move)).toEqual(expected);
    expect(await there.look()).toEqual(await inMemory.look());
  }
}

test('[QUEUE-2] [QUEUE-4] [QUEUE-6] [QUEUE-7] [QUEUE-11] the same moves come to the same in memory and on Redis', {
  timeout: 60_000,
}, async () => {
  const lasting = fc.constantFrom(0, LONG_MS);
  await fc.assert(fc.asyncProperty(fc.array(anyMove, { maxLength: 40, size: 'max' }), lasting, lasting, sameOnBoth), {
    numRuns: 150,
  });
});
