import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answerWithin } from './answer-within.ts';

test('an answer in time is the answer, and so is a refusal', async () => {
  expect(await answerWithin(1_000, async () => 7)).toBe(7);
  await expect(answerWithin(1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('one that takes too long is a fault, and the signal says that nothing more need be sent', async () => {
  let signal: AbortSignal | null = null;
  const call = async (isOver: AbortSignal): Promise<number> => {
    signal = isOver;
    await pause(100);
    throw new Error('nobody hears of this');
  };
  await expect(answerWithin(20, call)).rejects.toMatchObject({ name: 'RedisFault', code: 'UNAVAILABLE' });
  expect(signal).toMatchObject({ aborted: true });
  await pause(120);
});
