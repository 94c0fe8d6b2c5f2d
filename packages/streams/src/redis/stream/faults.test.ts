/** What a Redis can do to streams, done to a real one, at the scale of `testing/scale.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BEGINNING, type StreamSpec, type Streams } from '../../stream/streams.ts';
import { becomeCluster, clusterArgs } from '../../testing/cluster.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { connectTo, listener, redisRoom } from '../../testing/redis-room.ts';
import { FAULT_TEST_MS, scaled } from '../../testing/scale.ts';
import { redisLeases } from '../lease/redis-leases.ts';

const stream: StreamSpec = { name: 's', maxEntries: 100_000, maxBytes: 20_000_000, whenFull: 'refuse' };

/** Appends 0, 1, 2 … one after the other for as long as it is let; every one must be taken. */
function keepAppending(streams: Streams): { stop(): Promise<string[]> } {
  const taken: string[] = [];
  let isOn = true;
  const done = (async () => {
    while (isOn) {
      const text = String(taken.length);
      expect((await streams.append(stream, [text], 1)).ok).toBe(true);
      taken.push(text);
      await pause(1);
    }
  })();
  return {
    stop: async () => {
      isOn = false;
      await done;
      return taken;
    },
  };
}

test('[STREAM-5] [STREAM-6] a Redis killed and started again has what it took, and readers go on without loss or doubling', {
  timeout: FAULT_TEST_MS,
}, async () => {
  const { server, streams } = await redisRoom({ appendonly: true });
  const ear = listener();
  streams.subscribe(stream, BEGINNING, ear);
  const sender = keepAppending(streams);
  for (let i = 0; i < 2; i++) {
    await pause(scaled(2_000));
    await server.kill();
    await pause(scaled(1_000));
    await server.start();
  }
  await pause(300);
  const taken = await sender.stop();
  await ear.until(() => ear.heard.length >= taken.length);
  expect(ear).toMatchObject({ heard: taken, ends: [] });
});

test('[STREAM-5] a Redis that stands still for 30 s loses and doubles nothing, and readers are back within a second', {
  timeout: FAULT_TEST_MS,
}, async () => {
  const { server, streams } = await redisRoom({}, { blockMs: scaled(5_000), appendTimeoutMs: scaled(60_000) });
  const ear = listener();
  streams.subscribe(stream, BEGINNING, ear);
  const sender = keepAppending(streams);
  await ear.until(() => ear.heard.length > 10);
  server.freeze();
  await pause(scaled(30_000));
  const before = ear.heard.length;
  server.thaw();
  await expect.poll(() => ear.heard.length > before, { interval: 5, timeout: 2_000 }).toBe(true); // 1 s, and a busy machine
  const taken = await sender.stop();
  await ear.until(() => ear.heard.length >= taken.length);
  expect(ear).toMatchObject({ heard: taken, ends: [] });
});

test('[STREAM-5] connections that are reset again and again lose and double nothing', { timeout: FAULT_TEST_MS }, async () => {
  const { server, streams } = await redisRoom();
  const resetter = await connectTo(server);
  const ear = listener();
  streams.subscribe(stream, BEGINNING, ear);
  const sender = keepAppending(streams);
  for (let i = 0; i < scaled(200); i++) {
    await pause(60);
    await resetter.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
  }
  const taken = await sender.stop();
  await ear.until(() => ear.heard.length >= taken.length);
  expect(ear).toMatchObject({ heard: taken, ends: [] });
  expect(taken.length).toBeGreaterThan(20);
});

test('[STREAM-4] a reader of a Redis that was emptied is cut off, and reads no new entry in the place of an old one', async () => {
  const { redis, streams } = await redisRoom();
  const ear = listener();
  streams.subscribe(stream, BEGINNING, ear);
  const cursor = await streams.append(stream, ['a']);
  await ear.until(() => ear.heard.length === 1);
  await redis.flushAll();
  await pause(2); // a stream is told from its predecessor by the millisecond it began
  await streams.append(stream, ['b', 'c']);
  await ear.until(() => ear.ends.length === 1);
  expect(ear).toMatchObject({ heard: ['a'], ends: [{ code: 'CUT_OFF' }] });
  expect(await streams.read(stream, cursor.ok ? cursor.value : BEGINNING, 9)).toEqual({ ok: false, error: 'CUT_OFF' });
});

test('[STREAM-7] a sender to a Redis that stands still is refused at the high mark, until the low one', async () => {
  const { server, streams } = await redisRoom({}, { highMarkBytes: 10_000, lowMarkBytes: 2_000 });
  const text = 'x'.repeat(1_000);
  server.freeze();
  const onTheWay = Array.from({ length: 10 }, () => streams.append(stream, [text]));
  expect(await streams.append(stream, [text])).toEqual({ ok: false, error: 'FULL' });
  expect(await streams.append(stream, ['x'])).toEqual({ ok: false, error: 'FULL' });
  server.thaw();
  for (const answer of onTheWay) expect((await answer).ok).toBe(true);
  expect((await streams.append(stream, ['y'])).ok).toBe(true);
  const found = await streams.read(stream, BEGINNING, 100);
  expect(found.ok && found.value.length).toBe(11);
});

test('[STREAM-8] a Redis out of memory says so to senders, and takes more when readers have made room', async () => {
  const { streams } = await redisRoom({ args: ['--maxmemory', '6mb', '--maxmemory-policy', 'noeviction'] });
  const text = 'x'.repeat(100_000);
  let taken = 0;
  const fill = async () => {
    for (; taken < 200; taken++) await streams.append(stream, [text]);
  };
  await expect(fill()).rejects.toMatchObject({ name: 'RedisFault', code: 'OUT_OF_MEMORY' });
  const ear = listener(async (entries) => {
    for (const { cursor } of entries) await streams.trim(stream, cursor);
  });
  streams.subscribe(stream, BEGINNING, ear);
  await ear.until(() => ear.heard.length === taken);
  await expect
    .poll(() =>
      streams.append(stream, [text]).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
  await ear.until(() => ear.heard.length === taken + 1);
  expect(ear.ends).toEqual([]);
});

test('[STREAM-6] a Redis that does not answer in time fails the append, and nothing waits for ever', async () => {
  const { server, streams } = await redisRoom({}, { appendTimeoutMs: 300 });
  server.freeze();
  await expect(streams.append(stream, ['a'])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  server.thaw();
  expect((await streams.append(stream, ['b'])).ok).toBe(true);
});

test('[STREAM-5] attempts to connect again are bounded; then subscribers are told', async () => {
  const { server, streams } = await redisRoom({}, { appendTimeoutMs: 300 }, 3);
  const ear = listener();
  streams.subscribe(stream, BEGINNING, ear);
  await streams.append(stream, ['a']);
  await ear.until(() => ear.heard.length === 1);
  await server.stop();
  await ear.until(() => ear.ends.length === 1);
  expect(ear.ends).toMatchObject([{ code: 'DISCONNECTED', error: { code: 'UNAVAILABLE' } }]);
  await expect(streams.append(stream, ['b'])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('[STREAM-12] on a Redis Cluster every call keeps to one slot', async () => {
  const { redis, streams } = await redisRoom({ args: await clusterArgs() });
  await becomeCluster(redis);
  const ears = ['a', 'b', 'c'].map((name) => ({ ear: listener(), spec: { ...stream, name } }));
  for (const { ear, spec } of ears) streams.subscribe(spec, BEGINNING, ear);
  for (const { spec } of ears) expect((await streams.append(spec, ['x'], 1)).ok).toBe(true);
  for (const { ear } of ears) await ear.until(() => ear.heard.length === 1);
  const leases = redisLeases(redis, osScheduler);
  for (const name of ['a', 'b']) expect((await leases.acquire({ name, holder: 'h', ttlMs: 9_000, floor: 0 })).ok).toBe(true);
  expect((await leases.list()).length).toBe(2);
});
