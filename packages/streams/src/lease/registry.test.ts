import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import type { Leases } from './leases.ts';
import { memoryLeases } from './memory-leases.ts';
import { createRegistry, type OwnerEvents } from './registry.ts';

/** Two processes and one keeper of leases, which can be cut off from the first process. */
function house() {
  const time = virtualTime();
  const keeper = memoryLeases(time.clock, time.scheduler);
  const cut = { isOut: false };
  const reachable = async () => {
    if (cut.isOut) throw new Error('out of reach');
  };
  const leases: Leases = {
    ...keeper,
    acquire: async (request) => reachable().then(() => keeper.acquire(request)),
    renew: async (lease, ttlMs) => reachable().then(() => keeper.renew(lease, ttlMs)),
  };
  const first = createRegistry({ leases, scheduler: time.scheduler, holder: 'first' });
  const second = createRegistry({ leases: keeper, scheduler: time.scheduler, holder: 'second' });
  return { time, cut, first, second };
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

async function owned(registry: ReturnType<typeof createRegistry>, events = journal(), floor = 0) {
  const taken = await registry.own('table:1', floor, events);
  if (!taken.ok) throw new Error(`not owned: ${taken.error.code}`);
  return taken.value;
}

test('[STREAM-9] a heartbeat keeps what is owned, and others see who has it', async () => {
  const { time, first, second } = house();
  const events = journal();
  await owned(first, events, 6);
  await time.advance(60_000);
  expect(await second.own('table:1', 0, journal())).toMatchObject({
    ok: false,
    error: { code: 'HELD', by: { holder: 'first' } },
  });
  expect(await second.owners()).toMatchObject([{ name: 'table:1', holder: 'first', epoch: 7 }]);
  expect(events.heard).toEqual([]);
  await first.close();
  expect(await second.owners()).toEqual([]);
  expect((await owned(second)).lease.epoch).toBe(8);
  await second.close();
});

test('[STREAM-10] a keeper that has forgotten everything gives nothing of one to another', async () => {
  const time = virtualTime();
  let keeper = memoryLeases(time.clock, time.scheduler);
  const leases: Leases = {
    ...keeper,
    acquire: (request) => keeper.acquire(request),
    renew: (lease, ttlMs) => keeper.renew(lease, ttlMs),
    list: () => keeper.list(),
  };
  const [first, second] = ['first', 'second'].map((holder) => createRegistry({ leases, scheduler: time.scheduler, holder }));
  if (!first || !second) throw new Error('two registries');
  const events = journal();
  await owned(first, events, 6);
  await second.own('shard:second', 0, journal());
  for (const afterMs of [0, 800, 1_400]) {
    await time.advance(20_000 + afterMs);
    keeper = memoryLeases(time.clock, time.scheduler);
    for (let passedMs = 0; passedMs < 6_000; passedMs += 500) {
      await second.owners(); // whoever takes what nobody has looks first
      expect((await second.own('table:1', 7, journal())).ok, `${passedMs} ms after`).toBe(false);
      await time.advance(500);
    }
  }
  expect(events.heard).toEqual([]);
  expect(await second.owners()).toMatchObject([{ name: 'shard:second' }, { name: 'table:1', holder: 'first', epoch: 7 }]);
  await first.close();
  await second.close();
});

test('[STREAM-10] an owner out of reach freezes before anybody else can own, and thaws when nobody has', async () => {
  const { time, cut, first } = house();
  const events = journal();
  const ownership = await owned(first, events);
  await time.advance(4_000);
  cut.isOut = true;
  await time.advance(3_400); // 4.4 s after the last heartbeat that got through, at 3 s
  expect([ownership.isCertain(), events.heard]).toEqual([true, []]);
  await time.advance(700);
  expect([ownership.isCertain(), events.heard]).toEqual([false, ['frozen']]);
  await time.advance(20_000);
  cut.isOut = false;
  await time.advance(1_500);
  expect([ownership.isCertain(), events.heard]).toEqual([true, ['frozen', 'thawed']]);
  await first.close();
});

test('[STREAM-10] an owner whose epoch has moved loses it', async () => {
  const { time, cut, first, second } = house();
  const events = journal();
  const ownership = await owned(first, events);
  cut.isOut = true;
  await time.advance(6_600);
  expect((await owned(second)).lease.epoch).toBe(2);
  expect(ownership.isCertain()).toBe(false);
  cut.isOut = false;
  await time.advance(1_500);
  expect(events.heard).toEqual(['frozen', 'lost']);
  await second.close();
});

test('[STREAM-10] nobody claims within one lease of an outage', async () => {
  const { time, cut, first } = house();
  await owned(first);
  cut.isOut = true;
  await time.advance(2_000);
  cut.isOut = false;
  expect(await first.own('table:2', 0, journal())).toEqual({ ok: false, error: { code: 'SETTLING' } });
  await time.advance(5_000);
  expect((await first.own('table:2', 0, journal())).ok).toBe(true);
  await first.close();
  expect(time.pending()).toBe(0);
});

test('[STREAM-9] all that a process owns is renewed in the same moment', async () => {
  const time = virtualTime();
  const keeper = memoryLeases(time.clock, time.scheduler);
  const moments = new Map<number, number>();
  const renew: Leases['renew'] = async (lease, ttlMs) => {
    moments.set(time.clock.nowMs(), (moments.get(time.clock.nowMs()) ?? 0) + 1);
    return keeper.renew(lease, ttlMs);
  };
  const registry = createRegistry({ leases: { ...keeper, renew }, scheduler: time.scheduler, holder: 'first' });
  for (const name of ['table:1', 'table:2', 'table:3']) {
    await registry.own(name, 0, journal());
    await time.advance(400);
  }
  await time.advance(3_000);
  expect([...moments.values()]).toEqual([3, 3]);
  await registry.close();
  expect(time.pending()).toBe(0);
});
