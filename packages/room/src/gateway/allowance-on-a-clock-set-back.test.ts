import { steadyClock } from '@aboveboard/kit';
import { expect, test } from 'vitest';
import { createAllowance } from './allowance.ts';

test('[CLUSTER-61] a clock that is set back goes on from where it was, and takes no allowance away', () => {
  let wallMs = 1_000_000;
  const clock = steadyClock({ nowMs: () => wallMs });
  const allowance = createAllowance(clock, 10);
  expect(allowance.take('ana')).toBe(0);
  wallMs += 500;
  expect(clock.nowMs()).toBe(1_000_500);
  wallMs -= 3_600_000;
  expect(clock.nowMs()).toBe(1_000_500);
  expect(allowance.take('ana')).toBe(0);
  wallMs += 700;
  expect(clock.nowMs()).toBe(1_001_200);
  wallMs += 3_600_000;
  expect(clock.nowMs()).toBe(4_601_200);
});
