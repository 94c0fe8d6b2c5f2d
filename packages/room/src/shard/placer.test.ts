import { memoryLeases } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { hasTooMany, houseOf, shardLease, tableLease, takersOf } from './placement.ts';
import { createPlacer } from './placer.ts';

const lease = (name: string, holder: string) => ({ name, holder, epoch: 1, remainingMs: 1 });

test('[CLUSTER-1] tables that nobody has go to the lightest shard first, and all who see the same say so', () => {
  const leases = [
    lease('draining:c', 'c'),
    ...['a', 'b', 'c'].map((shardId) => lease(shardLease(shardId), shardId)),
    ...['1', '2', '3'].map((tableId) => lease(tableLease(tableId), 'a')),
    lease(tableLease('4'), 'c'),
  ];
  const house = houseOf(leases);
  expect([...house.shards]).toEqual([
    ['a', 3],
    ['b', 0],
  ]);
  const takers = takersOf(house, ['1', '7', '5', '6', '8', '9']);
  expect(takers.has('1')).toBe(false);
  const first = [...takers.values()].map(([shardId]) => shardId);
  expect(first.slice(0, 3)).toEqual(['b', 'b', 'b']); // until it has as many
  expect(new Set(first.slice(3)).size).toBe(2); // then in turn
  expect(takersOf(houseOf([...leases].reverse()), ['9', '8', '7', '6', '5'])).toEqual(takers);
  expect(['a', 'b', 'c'].map((shardId) => hasTooMany(house, shardId))).toEqual([true, false, false]);
});

test('[CLUSTER-1] where the first taker does not take a table the next one does a look later; one that fails to open may wait', async () => {
  const time = virtualTime();
  const leases = memoryLeases(time.clock, time.scheduler);
  await leases.acquire({ name: shardLease('dead'), holder: 'dead', floor: 0, ttlMs: 60_000 });
  await leases.acquire({ name: shardLease('b'), holder: 'b', floor: 0, ttlMs: 60_000 });
  for (const i of [1, 2, 3]) await leases.acquire({ name: tableLease(`${i}`), holder: 'b', floor: 0, ttlMs: 60_000 });
  const tried: number[] = [];
  const startedMs = time.clock.nowMs();
  const placer = createPlacer({
    ...{ shardId: 'b', scheduler: time.scheduler, lookMs: 500, tablesMs: 2_000 },
    owners: () => leases.list(),
    openTables: async () => [{ id: '9', epoch: 4 }],
    claim: async () => {
      tried.push(time.clock.nowMs() - startedMs);
      return false;
    },
    onHouse: () => undefined,
    onTooMany: () => undefined,
  });
  await placer.start();
  await time.advance(12_000);
  await placer.stop();
  expect(tried.slice(0, 3)).toEqual([500, 2_500, 5_500]); // then after two looks and its rank, four, eight
  const { length } = tried;
  await time.advance(10_000);
  expect(tried).toHaveLength(length);
});
