/** What a Redis can do to owners, done to a real one, at the scale of `testing/scale.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRegistry, LEASE_RENEW_MS, LEASE_TTL_MS, type OwnerEvents, type Registry } from '../../lease/registry.ts';
import { osScheduler } from '../../testing/os-scheduler.ts';
import { connectTo } from '../../testing/redis-room.ts';
import { type RedisServer, startRedis } from '../../testing/redis-server.ts';
import { FAULT_TEST_MS, scaled } from '../../testing/scale.ts';
import { redisLeases } from './redis-leases.ts';

const [ttlMs, renewMs] = [scaled(LEASE_TTL_MS), scaled(LEASE_RENEW_MS)];

async function processOn(server: RedisServer, holder: string): Promise<Registry> {
  const leases = redisLeases(await connectTo(server), osScheduler);
  const registry = createRegistry({ leases, scheduler: osScheduler, holder, ttlMs, renewMs });
  onTestFinished(() => registry.close().catch(() => {})); // its Redis may be gone
  return registry;
}

function journal(): OwnerEvents & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    frozen: () => heard.push('frozen'),
    thawed: () => heard.push('thawed'),
    lost: () => heard.push('lost'),
  };
}

async function owned(registry: Registry, floor: number, events = journal()) {
  const taken = await registry.own('table:1', floor, events);
  if (!taken.ok) throw new Error(`not owned: ${taken.error.code}`);
  return taken.value;
}

test('[STREAM-10] while Redis stands still the owner is frozen, and thaws at the same epoch', {
  timeout: FAULT_TEST_MS,
}, async () => {
  const server = await startRedis();
  const registry = await processOn(server, 'first');
  const events = journal();
  const ownership = await owned(registry, 0, events);
  server.freeze();
  await pause(scaled(30_000));
  expect([ownership.isCertain(), events.heard]).toEqual([false, ['frozen']]);
  server.thaw();
  await expect.poll(() => ownership.isCertain(), { timeout: 10_000 }).toBe(true);
  expect(events.heard.slice(0, 2)).toEqual(['frozen', 'thawed']);
  expect(await registry.owners()).toMatchObject([{ holder: 'first', epoch: 1 }]);
});

test('[STREAM-11] a Redis that forgot everything gets the owner and its epoch back from the heartbeat', async () => {
  const server = await startRedis();
  const registry = await processOn(server, 'first');
  const events = journal();
  await owned(registry, 41, events);
  await server.kill();
  await server.start();
  await expect.poll(() => registry.owners(), { timeout: 10_000 }).toMatchObject([{ holder: 'first', epoch: 42 }]);
  expect(events.heard).not.toContain('lost');
});

test('[STREAM-11] epochs go on growing over a kill -9 of a Redis that writes to disk', async () => {
  const server = await startRedis({ appendonly: true });
  const first = await processOn(server, 'first');
  await owned(first, 0);
  await first.close();
  await server.kill();
  await server.start();
  const second = await processOn(server, 'second');
  expect((await owned(second, 0)).lease.epoch).toBe(2);
});

test.each([-300_000, 300_000])(
  '[STREAM-14] a machine whose clock is off by %i ms neither takes nor loses a lease by it',
  async (offMs) => {
    const server = await startRedis();
    const right = await processOn(server, 'right');
    const events = journal();
    const ownership = await owned(right, 0, events);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offMs });
    onTestFinished(() => void vi.useRealTimers());
    const wrong = await processOn(server, 'wrong');
    expect(await wrong.own('table:1', 0, journal())).toMatchObject({ error: { code: 'HELD', by: { holder: 'right' } } });
    expect((await wrong.own('table:2', 0, journal())).ok).toBe(true);
    vi.useRealTimers();
    await pause(ttlMs * 2);
    const holders = async () => (await right.owners()).map(({ holder }) => holder);
    await expect.poll(holders).toEqual(['right', 'wrong']);
    await ownership.release();
    expect((await owned(wrong, 0)).lease.epoch).toBe(2);
  },
);

test('[STREAM-8] leases are taken and kept on a Redis out of memory', async () => {
  const server = await startRedis({ args: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'] });
  const registry = await processOn(server, 'first');
  const events = journal();
  await owned(registry, 0, events);
  await pause(ttlMs * 2);
  await expect.poll(() => registry.owners()).toMatchObject([{ holder: 'first', epoch: 1 }]);
  expect(events.heard).not.toContain('lost');
});
