import type { JobId, QueueSpec } from '@aboveboard/streams';
import { connectRedis, RedisFault, redisQueueStore } from '@aboveboard/streams/redis';
import { virtualTime } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { startRedis } from '../../../../packages/streams/src/testing/redis-server.ts';
import { until } from '../testing/playing-guest.ts';
import { guardedQueueStore, redisCircuit } from './redis-circuit.ts';

const queue: QueueSpec = {
  name: 'sweep',
  leaseMs: 5_000,
  maxAttempts: 2,
  maxJobs: 1_000,
  maxPayloadBytes: 100,
  dedupeMs: 0,
  keepResultMs: 0,
};

/** A real Redis behind a circuit whose time is given by hand. */
async function behindCircuit(args: readonly string[] = []) {
  const server = await startRedis({ args });
  const redis = await connectRedis({ socketPath: server.socketPath });
  onTestFinished(() => redis.destroy());
  const raw = await redisQueueStore(redis, { answerWithinMs: 100 });
  onTestFinished(() => raw.close());
  const time = virtualTime();
  const circuit = redisCircuit(redis, time);
  return { server, redis, raw, circuit, time, store: guardedQueueStore(raw, circuit) };
}

async function timed<T>(call: () => Promise<T>): Promise<{ ms: number; error: string | null }> {
  const began = performance.now();
  const error = await call().then(
    () => null,
    (thrown: Error) => thrown.message,
  );
  return { ms: performance.now() - began, error };
}

test('[BREAKER-2] a Redis that stands still is answered at once, after twenty calls in vain', async () => {
  const { server, store, circuit } = await behindCircuit();
  server.freeze();
  const first = await Promise.all(Array.from({ length: 20 }, () => timed(() => store.counts(queue))));
  expect(first.every(({ error }) => error?.includes('has not answered for 100 ms'))).toBe(true);
  expect(circuit.status().state).toBe('open');
  const refused = await timed(() => store.add(queue, [{ id: 'a' as JobId, payload: '' }]));
  expect(refused.error).toBe('Redis has failed too often, and is asked again in 30 s');
  expect(refused.ms).toBeLessThan(50);
});

test('[BREAKER-3] [BREAKER-4] looks of many workers send one probe at a time, and leave none behind', async () => {
  const { server, store, circuit, time } = await behindCircuit();
  const looks = () => Promise.all(Array.from({ length: 20 }, (_, i) => timed(() => store.claim(queue, `w${i}`, 1))));
  const made = (found: readonly { error: string | null }[]) =>
    found.filter(({ error }) => !error?.includes('failed too often')).length;
  server.freeze();
  await looks();
  for (let round = 0; round < 3; round++) {
    expect(made(await looks())).toBe(0);
    await time.advance(30_000);
    expect(made(await looks())).toBe(1); // in vain, and open again
  }
  expect(time.pending()).toBe(0);
  server.thaw();
  await until(() => circuit.status().state === 'closed', 'word of its return', 2_000); // no cooldown is sat out
  expect(made(await looks())).toBe(20);
});

test('[BREAKER-2] a Redis that answers all along, and fails, is left alone for the cooldown', async () => {
  const { circuit, time } = await behindCircuit();
  const reply = new Error('CLUSTERDOWN the cluster is down');
  const failing = () => Promise.reject(new RedisFault('UNAVAILABLE', `Redis cannot serve now: ${reply.message}`, reply));
  for (let i = 0; i < 20; i++) await expect(circuit.through(failing)).rejects.toThrow('CLUSTERDOWN');
  expect(await circuit.ping()).toBe('PONG');
  await time.advance(29_999);
  await expect(circuit.through(async () => 1)).rejects.toThrow('is asked again in 1 s');
  await time.advance(1);
  expect(await circuit.through(async () => 1)).toBe(1);
  expect(circuit.status().state).toBe('closed');
});

test('answers after a silence are its return, even the one with which half of twenty calls failed', async () => {
  const { circuit } = await behindCircuit();
  const silent = () => Promise.reject(new RedisFault('UNAVAILABLE', 'Redis has not answered for 100 ms'));
  for (let i = 0; i < 8; i++) await circuit.through(async () => i);
  for (let i = 0; i < 10; i++) await expect(circuit.through(silent)).rejects.toThrow('has not answered');
  for (let i = 0; i < 10; i++) expect(await circuit.through(async () => i)).toBe(i);
  expect(circuit.status().state).toBe('closed');
});

test('a lost connection is answered at once, and a new one begins with a closed circuit', async () => {
  const { server, redis, store, circuit } = await behindCircuit();
  await server.stop();
  await until(() => !redis.isReady, 'the loss to be noticed');
  for (let i = 0; i < 20; i++) {
    const { ms, error } = await timed(() => store.counts(queue));
    expect([ms < 50, error]).toEqual([true, 'Redis is not connected; it is tried again by itself']);
  }
  expect(circuit.status().state).toBe('open');
  await expect(circuit.ping()).rejects.toThrow('not connected');
  await server.start();
  await until(() => circuit.status().state === 'closed', 'the circuit to close', 3_000);
  expect(await store.counts(queue)).toMatchObject({ dead: 0 });
});

test('a Redis out of memory answers, so its circuit stays closed', async () => {
  const { store, circuit } = await behindCircuit(['--maxmemory', '1', '--maxmemory-policy', 'noeviction']);
  for (let i = 0; i < 25; i++) {
    const { error } = await timed(() => store.add(queue, [{ id: `${i}` as JobId, payload: '' }]));
    expect(error).toContain('out of memory');
  }
  expect(circuit.status()).toMatchObject({ state: 'closed', samples: 25, failures: 0 });
});

test('every call of a store goes through, but listening', async () => {
  const { raw } = await behindCircuit();
  const store = guardedQueueStore(raw, { through: () => Promise.reject(new Error('not let through')) });
  const names = Object.keys(raw).filter((name) => name !== 'onReady' && name !== 'close');
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) {
    const call = store[name as keyof typeof store] as (...of: unknown[]) => unknown;
    await expect(call(queue, [])).rejects.toThrow('not let through');
  }
  store.onReady(queue, () => {}).unsubscribe();
});
