import { seededRandom, virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { seedOr } from '../testing/test-room.ts';
import { startPump } from './pump.ts';

const seed = seedOr(3);

function pumpOf(pieces: (() => Promise<boolean>)[]) {
  const time = virtualTime();
  const failures: unknown[] = [];
  const began: number[] = [];
  const startMs = time.clock.nowMs();
  const ports = {
    scheduler: time.scheduler,
    random: seededRandom(seed),
    pollMs: 1_000,
    failed: (error: unknown) => void failures.push(error),
  };
  const pump = startPump(ports, async () => {
    began.push(time.clock.nowMs() - startMs);
    return (await pieces.shift()?.()) ?? false;
  });
  return { time, pump, began, failures };
}

test('[EVENT-2] a pump works until nothing is left, then at each poll and each call', async () => {
  const more = async () => true;
  const { time, pump, began } = pumpOf([more, more]);
  await time.advance(999);
  expect(began).toEqual([0, 1, 2]);
  pump.wake();
  await time.settle();
  expect(began).toEqual([0, 1, 2, 999]);
  await time.advance(1_000);
  expect(began).toEqual([0, 1, 2, 999, 1_999]);
});

test('[EVENT-2] a pump that is called while it looks, looks again', async () => {
  let finish: (hasMore: boolean) => void = () => undefined;
  const { time, pump, began } = pumpOf([() => new Promise((resolve) => (finish = resolve))]);
  pump.wake();
  pump.wake();
  expect(began).toHaveLength(1);
  finish(false);
  for (let i = 0; i < 6; i++) {
    pump.wake(); // at each step on the way to its end
    await Promise.resolve();
  }
  await time.settle();
  const looks = began.length;
  expect(looks).toBeGreaterThanOrEqual(2);
  expect(began).toEqual(Array(looks).fill(0));
});

test('[EVENT-2] a pump that fails waits ever longer, whoever calls, and is at once itself again', async () => {
  const fail = async () => Promise.reject(new Error('no database'));
  const { time, pump, began, failures } = pumpOf(Array(6).fill(fail));
  for (let i = 0; i < 40_000 && failures.length < 6; i += 50) {
    pump.wake();
    await time.advance(50);
  }
  expect(failures).toHaveLength(6);
  for (const [i, atMs] of began.slice(1, 6).entries()) {
    expect(atMs - (began[i] ?? 0)).toBeLessThanOrEqual(Math.min(10_000, 500 * 2 ** i) + 1);
  }
  expect((began[5] ?? 0) - (began[0] ?? 0), `seed ${seed}`).toBeGreaterThan(1_000);
  await time.advance(20_000);
  const looks = began.length;
  pump.wake();
  await time.settle();
  expect(began.length).toBe(looks + 1);
});

test('[EVENT-2] a pump that is stopped ends the piece under way and begins no other', async () => {
  let finish: (hasMore: boolean) => void = () => undefined;
  const { time, pump, began } = pumpOf([() => new Promise((resolve) => (finish = resolve))]);
  let isOver = false;
  void pump.stop().then(() => (isOver = true));
  await time.settle();
  expect(isOver).toBe(false);
  finish(true);
  await time.settle();
  expect(isOver).toBe(true);
  pump.wake();
  await time.advance(60_000);
  expect(began).toEqual([0]);
  expect(time.pending()).toBe(0);
});

test('[EVENT-2] a pump lets others have a turn between its pieces', async () => {
  const { time, began } = pumpOf([async () => true, async () => true]);
  for (let i = 0; i < 50; i++) await Promise.resolve();
  expect(began).toEqual([0]);
  await time.advance(2);
  expect(began).toEqual([0, 1, 2]);
});
