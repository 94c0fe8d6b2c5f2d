import { describe, expect, test } from 'vitest';
import { timeContract } from './time.contract.ts';
import { virtualTime } from './virtual-time.ts';

describe('virtual time', () => {
  timeContract(() => {
    const time = virtualTime();
    return { ...time, pass: time.advance };
  });

  test('timers of one moment run in the order they were set', async () => {
    const { scheduler, advance } = virtualTime();
    const order: number[] = [];
    for (const n of [1, 2, 3]) scheduler.after(10, () => order.push(n));
    await advance(10);
    expect(order).toEqual([1, 2, 3]);
  });
});

describe("the machine's own time", () => {
  timeContract(() => ({
    clock: { nowMs: () => Date.now() },
    scheduler: {
      after: (delayMs, task) => {
        const timer = setTimeout(task, Math.max(1, delayMs));
        return { cancel: () => clearTimeout(timer) };
      },
    },
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }));
});
