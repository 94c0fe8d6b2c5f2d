/** How many commands one may give. */
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { createAllowance } from './allowance.ts';

test('an allowance is what it says in any ten seconds, and says when the next one is due', async () => {
  const time = virtualTime();
  const allowance = createAllowance(time.clock, 30);
  const takeAll = (): number => {
    let taken = 0;
    while (allowance.take('ana') === 0) taken += 1;
    return taken;
  };
  expect(takeAll()).toBe(30);
  const retryAfterMs = allowance.take('ana');
  await time.advance(retryAfterMs - 1);
  expect(allowance.take('ana')).toBeGreaterThan(0);
  await time.advance(1);
  expect(allowance.take('ana')).toBe(0);
  expect(allowance.take('bo')).toBe(0); // of another key
  await time.advance(10_000);
  allowance.sweep();
  expect(takeAll()).toBe(30);
});
