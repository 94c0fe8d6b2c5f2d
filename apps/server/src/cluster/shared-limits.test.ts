import { memoryLimiter } from '@aboveboard/streams';
import { expect, test } from 'vitest';
import { sharedLimits } from './shared-limits.ts';

const LIMITS = { loginsPerAddress: 3, commandsPerAddress: 2 };

test('[CLUSTER-67] an address is counted by all processes together, logins and hellos each by themselves', async () => {
  let nowMs = 0;
  const limiter = memoryLimiter({ nowMs: () => nowMs });
  const [one, other] = [1, 2].map(() => sharedLimits(limiter, 'room', LIMITS, () => undefined));
  const logins = [];
  for (const process of [one, other, one, other, one]) logins.push(await process?.login('10.0.0.1'));
  expect(logins).toEqual([0, 0, 0, 20_000, 20_000]);
  expect(await other?.login('10.0.0.2')).toBe(0);
  expect([await one?.hello('10.0.0.1'), await other?.hello('10.0.0.1'), await one?.hello('10.0.0.1')]).toEqual([0, 0, 5_000]);
  nowMs = 20_000;
  expect(await other?.login('10.0.0.1')).toBe(0);
});

test('[CLUSTER-67] nobody is kept out as Redis does not answer', async () => {
  const failures: unknown[] = [];
  const gone = { take: () => Promise.reject(new Error('gone')) };
  const limits = sharedLimits(gone, 'room', LIMITS, (error) => failures.push(error));
  expect(await limits.hello('10.0.0.1')).toBe(0);
  expect(failures).toHaveLength(1);
});
