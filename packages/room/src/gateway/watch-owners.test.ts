/** The directory of shards, on virtual time: what it knows, when, and which word it believes. */
import { assert } from '@aboveboard/kit';
import { type Lease, type Leases, memoryLeases } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { watchOwners } from './watch-owners.ts';

async function watched(wrap = (leases: Leases) => leases) {
  const time = virtualTime();
  const leases = memoryLeases(time.clock, time.scheduler);
  const owners = watchOwners({ leases: wrap(leases), scheduler: time.scheduler });
  const heard: unknown[] = [];
  owners.onChange((tableId, owner) => heard.push([tableId, owner]));
  owners.onShard((shardId, isHere) => heard.push([shardId, isHere]));
  const take = async (name: string, holder: string, floor = 0): Promise<Lease> => {
    const taken = await leases.acquire({ name, holder, ttlMs: 5_000, floor });
    assert(taken.ok, `${name} is held`);
    return taken.value;
  };
  return { time, leases, owners, heard, take };
}

test('[CLUSTER-34] who owns what is known within half a second of its lease, and forgotten with it', async () => {
  const { time, leases, owners, heard, take } = await watched();
  await take('shard:a', 'a');
  await owners.start();
  expect([owners.all(), owners.ownerOf('t')]).toEqual([['a'], null]);
  const first = await take('table:t', 'a');
  await time.advance(500);
  expect(owners.ownerOf('t')).toBe('a');
  await leases.release(first);
  await take('table:t', 'b');
  await time.advance(500);
  expect(owners.ownerOf('t')).toBe('b');
  await time.advance(6_000); // nobody renews
  expect([owners.all(), owners.ownerOf('t')]).toEqual([[], null]);
  expect(heard).toEqual([
    ['a', true],
    ['t', 'a'],
    ['t', 'b'],
    ['a', false],
    ['t', null],
  ]);
  owners.stop();
  await take('table:t', 'c');
  await time.advance(1_000);
  expect(owners.ownerOf('t')).toBeNull();
});

test('[CLUSTER-34] of a word and a look the later epoch is believed, in whichever order they come', async () => {
  let hold: Promise<unknown> = Promise.resolve();
  const { time, leases, owners, take } = await watched((leases) => ({
    ...leases,
    list: async () => {
      const held = await leases.list();
      await hold;
      return held;
    },
  }));
  await take('shard:a', 'a');
  await owners.start();
  const old = await take('table:t', 'a');
  let answer: () => void = () => undefined;
  hold = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await time.advance(500); // a look that has seen the old owner, and is slow to say so
  await leases.release(old);
  const { epoch } = await take('table:t', 'b');
  owners.told('t', 'b', epoch);
  owners.told('fresh', 'b', 1); // taken after the look
  answer();
  await time.settle();
  expect([owners.ownerOf('t'), owners.ownerOf('fresh')]).toEqual(['b', 'b']);
  owners.told('t', 'a', old.epoch); // a late word
  expect(owners.ownerOf('t')).toBe('b');
  await time.advance(500);
  expect([owners.ownerOf('t'), owners.ownerOf('fresh')]).toEqual(['b', null]); // nobody holds that lease
});

test('[CLUSTER-34] while the keeper of leases cannot be reached, what was known stands', async () => {
  let isDown = false;
  const { time, owners, take } = await watched((leases) => ({
    ...leases,
    list: () => (isDown ? Promise.reject(new Error('away')) : leases.list()),
  }));
  await take('shard:a', 'a');
  await take('table:t', 'a');
  await owners.start();
  isDown = true;
  await time.advance(30_000);
  expect([owners.all(), owners.ownerOf('t')]).toEqual([['a'], 'a']);
  isDown = false;
  await time.advance(600);
  expect(owners.ownerOf('t')).toBeNull();
});
