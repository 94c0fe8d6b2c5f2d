/** Streams of lives that are over, on virtual time. */
import { assert } from '@aboveboard/kit';
import { type Cursor, type Lease, memoryLeases, memoryStreams } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { gatewayStream, shardStream } from '../messages.ts';
import { clearStreams } from './clear-streams.ts';

test('[CLUSTER-37] a stream whose process is gone is emptied a while later; one whose process only slept is not', async () => {
  const time = virtualTime();
  const streams = memoryStreams();
  const leases = memoryLeases(time.clock, time.scheduler);
  const ttlMs = 5_000;
  const hold = async (name: string): Promise<Lease> => {
    const taken = await leases.acquire({ name, holder: name, ttlMs, floor: 0 });
    assert(taken.ok, `${name} is held`);
    return taken.value;
  };
  const all = [shardStream('dead'), gatewayStream('dead'), shardStream('slept'), gatewayStream('alive')];
  for (const stream of all) await streams.append(stream, ['left behind']);
  const [deadShard, deadGateway, slept, alive] = await Promise.all(all.map(({ name }) => hold(name)));
  assert(deadShard && deadGateway && slept && alive, 'four lives');
  const stop = clearStreams({ leases, streams, scheduler: time.scheduler, failed: (error) => expect.fail(String(error)) });
  const live = async (ms: number, ...living: Lease[]) => {
    for (let passed = 0; passed < ms; passed += 2_500) {
      await time.advance(2_500);
      for (const lease of living) await leases.renew(lease, ttlMs);
    }
  };
  const left = async () => {
    const tails = await Promise.all(all.map((stream) => streams.read(stream, '0' as Cursor, 10)));
    return tails.map((read) => (read.ok ? read.value.length : 'emptied'));
  };
  await live(35_000, deadShard, deadGateway, slept, alive);
  await live(40_000, alive);
  expect(await left()).toEqual([1, 1, 1, 1]);
  await live(20_000, slept, alive); // awake before the second look
  expect(await left()).toEqual(['emptied', 'emptied', 1, 1]);
  stop();
  expect(time.pending()).toBeLessThanOrEqual(1); // the last look, which finds that it is over
});
