import type { Clock } from '@aboveboard/kit';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { memoryQueueStore } from './memory/memory-queue-store.ts';
import type { QueueSpec } from './queue-store.ts';
import { planRepeat, type RepeatPlan, startRepeater } from './repeat.ts';

const HOUR = 3_600_000;
const queue: QueueSpec = {
  name: 'jobs',
  leaseMs: 5_000,
  maxAttempts: 3,
  maxJobs: 10_000,
  maxPayloadBytes: 100,
  dedupeMs: 2 * HOUR,
  keepResultMs: 0,
};

function plan(cron: string, timeZone = 'UTC'): RepeatPlan {
  const planned = planRepeat({ name: 'sweep', cron, timeZone, job: { payload: 'p', priority: 'bulk' } });
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value;
}

test('[QUEUE-13] one firing a slot, with three schedulers and clocks five minutes apart', async () => {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  const store = memoryQueueStore({ clock: time.clock });
  const clocks: Clock[] = [0, 300_000, -300_000].map((off) => ({ nowMs: () => time.clock.nowMs() + off }));
  const repeaters = clocks.map((clock) =>
    startRepeater({ store, queue, plans: [plan('*/10 * * * *')], clock, scheduler: time.scheduler }),
  );
  await time.advance(6 * HOUR + 4 * 60_000);
  for (const repeater of repeaters) repeater.stop();
  const { jobs } = await store.claim(queue, 'w', 1_000);
  const slots = Array.from({ length: 37 }, (_, i) => `sweep@${new Date(Date.UTC(2026, 0, 1, 0, i * 10)).toISOString()}`);
  expect(jobs.map((job) => job.id).toSorted()).toEqual(slots); // the clock behind fired the first, five minutes late
  expect(time.pending()).toBe(0);
});

test('[QUEUE-13] of slots that passed unseen only the last fires', async () => {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  const store = memoryQueueStore({ clock: time.clock });
  let aheadMs = 0;
  const clock = { nowMs: () => time.clock.nowMs() + aheadMs };
  const repeater = startRepeater({ store, queue, plans: [plan('*/10 * * * *')], clock, scheduler: time.scheduler });
  aheadMs = HOUR + 1;
  await time.advance(120_000);
  repeater.stop();
  expect((await store.claim(queue, 'w', 9)).jobs).toMatchObject([{ id: 'sweep@2026-01-01T01:00:00.000Z' }]);
});

test('a pattern is read in its time zone, over the change to summer time too', () => {
  const atSix = plan('0 6 * * *', 'Europe/Berlin');
  const first = atSix.slotAfter(Date.UTC(2026, 2, 27, 12)) as number;
  const second = atSix.slotAfter(first) as number;
  expect([first, second]).toEqual([Date.UTC(2026, 2, 28, 5), Date.UTC(2026, 2, 29, 4)]);
});

test('a pattern or a time zone nobody knows is refused with a reason', () => {
  const repeat = { name: 'x', cron: '0 6 * * *', timeZone: 'UTC', job: { payload: '' } };
  expect(planRepeat(repeat).ok).toBe(true);
  expect(planRepeat({ ...repeat, cron: '99 6 * * *' })).toMatchObject({ ok: false, error: { code: 'BAD_CRON' } });
  expect(planRepeat({ ...repeat, cron: 'daily' })).toMatchObject({ ok: false, error: { code: 'BAD_CRON' } });
  expect(planRepeat({ ...repeat, timeZone: 'Moon/Tycho' })).toMatchObject({ ok: false, error: { code: 'BAD_CRON' } });
});

test('a store that fails is asked again for the same slot', async () => {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  const store = memoryQueueStore({ clock: time.clock });
  const troubles: unknown[] = [];
  const flaky: typeof store = {
    ...store,
    add: async (spec, jobs) => {
      if (troubles.length < 3) throw new Error('down');
      return store.add(spec, jobs);
    },
  };
  const { clock, scheduler } = time;
  const onTrouble = (trouble: unknown) => troubles.push(trouble);
  const repeater = startRepeater({ store: flaky, queue, plans: [plan('0 1 * * *')], clock, scheduler, onTrouble });
  await time.advance(HOUR + 10_000);
  repeater.stop();
  expect(troubles).toHaveLength(3);
  expect((await store.claim(queue, 'w', 9)).jobs).toMatchObject([{ id: 'sweep@2026-01-01T01:00:00.000Z' }]);
});

test('says since when it cannot add', async () => {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  const store = memoryQueueStore({ clock: time.clock });
  let isDown = true;
  const add: typeof store.add = (...args) => (isDown ? Promise.reject(new Error('down')) : store.add(...args));
  const { clock, scheduler } = time;
  const repeater = startRepeater({ store: { ...store, add }, queue, plans: [plan('*/10 * * * *')], clock, scheduler });
  await time.advance(9 * 60_000);
  expect(repeater.health()).toEqual({ failingSinceMs: null });
  await time.advance(2 * 60_000);
  expect(repeater.health()).toEqual({ failingSinceMs: Date.UTC(2026, 0, 1, 0, 10) });
  isDown = false;
  await time.advance(2_000);
  expect(repeater.health()).toEqual({ failingSinceMs: null });
  repeater.stop();
  expect((await store.claim(queue, 'w', 9)).jobs).toMatchObject([{ id: 'sweep@2026-01-01T00:10:00.000Z' }]);
});
