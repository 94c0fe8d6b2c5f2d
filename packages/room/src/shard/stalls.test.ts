import { steadyClock } from '@aboveboard/kit';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { createTimers } from '../table/timers.ts';
import { watchStalls } from './stalls.ts';

test.each([
  ['set ahead by an hour', 3_600_000],
  ['set back by an hour', -3_600_000],
])('[CLUSTER-9] where the clock of the machine is %s, what waits is due when it was meant to be', async (_, jumpMs) => {
  const time = virtualTime();
  let offsetMs = 0;
  const clock = { nowMs: () => time.clock.nowMs() + offsetMs };
  const lengths = steadyClock(clock);
  const timers = createTimers({ clock, lengths, scheduler: time.scheduler }, (task) => void task());
  const startedMs = time.clock.nowMs();
  let firedMs = 0;
  timers.set('turn', 20_000, async () => {
    firedMs = time.clock.nowMs() - startedMs;
  });
  const watch = watchStalls({
    ...{ clock, lengths, scheduler: time.scheduler },
    onStall: (sinceMs) => {
      timers.freeze(sinceMs);
      timers.thaw();
    },
  });
  await time.advance(5_000);
  offsetMs = jumpMs;
  await time.advance(5_000);
  timers.freeze(clock.nowMs()); // a pause later on goes by the clock as it is now
  await time.advance(3_000);
  timers.thaw();
  await time.advance(30_000);
  expect(firedMs).toBeGreaterThanOrEqual(23_000);
  expect(firedMs).toBeLessThan(24_000);
  watch.cancel();
});

test.each([
  ['set ahead by an hour', 3_600_000],
  ['set back by five seconds', -5_000],
])('[CLUSTER-9] where the clock is %s, what begins before that is noticed has all of its time', async (_, jumpMs) => {
  const time = virtualTime();
  let offsetMs = 0;
  const clock = { nowMs: () => time.clock.nowMs() + offsetMs };
  const lengths = steadyClock(clock);
  const timers = createTimers({ clock, lengths, scheduler: time.scheduler }, (task) => void task());
  const watch = watchStalls({
    ...{ clock, lengths, scheduler: time.scheduler },
    onStall: (sinceMs) => {
      timers.freeze(sinceMs);
      timers.thaw();
    },
  });
  await time.advance(5_100);
  offsetMs = jumpMs;
  await time.advance(100);
  const startedMs = time.clock.nowMs();
  let firedMs = 0;
  timers.set('time-bank', 3_000, async () => {
    firedMs = time.clock.nowMs() - startedMs;
  });
  await time.advance(30_000);
  expect(firedMs).toBeGreaterThanOrEqual(3_000);
  expect(firedMs).toBeLessThan(3_600);
  watch.cancel();
});

test('[CLUSTER-9] where the clock is set back twice, and a time bank begins in between, it has all of its time', async () => {
  const time = virtualTime();
  let offsetMs = 0;
  const clock = { nowMs: () => time.clock.nowMs() + offsetMs };
  const lengths = steadyClock(clock);
  const timers = createTimers({ clock, lengths, scheduler: time.scheduler }, (task) => void task());
  const watch = watchStalls({
    ...{ clock, lengths, scheduler: time.scheduler },
    onStall: (sinceMs) => {
      timers.freeze(sinceMs);
      timers.thaw();
    },
  });
  await time.advance(5_100);
  offsetMs -= 5_000;
  await time.advance(50);
  const startedMs = time.clock.nowMs();
  let firedMs = 0;
  timers.set('time-bank', 3_000, async () => {
    firedMs = time.clock.nowMs() - startedMs;
  });
  await time.advance(50);
  offsetMs -= 5_000;
  await time.advance(30_000);
  expect(firedMs).toBeGreaterThanOrEqual(3_000);
  expect(firedMs).toBeLessThan(3_600);
  watch.cancel();
});
