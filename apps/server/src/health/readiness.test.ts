import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Check, readiness } from './readiness.ts';
import { redisCheck, schedulerCheck, workerCheck } from './room-checks.ts';

const check = (name: string, look: Check['look'], deadlineMs = 1_000): Check => ({
  name,
  deadlineMs,
  look,
  silent: `${name} is silent: mend it.`,
});
const never = () => new Promise<never>(() => {});

test('says what is missing and nothing of what is there; what a check throws is a reason too', async () => {
  const ask = readiness(
    [
      check('a', () => null),
      check('b', async () => 'B is gone: bring it back.'),
      check('c', () => {
        throw new Error('C broke.');
      }),
    ],
    virtualTime().scheduler,
  );
  expect(await ask()).toEqual({ b: 'B is gone: bring it back.', c: 'C broke.' });
});

test('checks run side by side, each to its own deadline, and one that hangs is not asked twice', async () => {
  const time = virtualTime();
  let asked = 0;
  let answer: (sentence: string | null) => void = () => {};
  const slow = check('slow', () => {
    asked += 1;
    return new Promise<string | null>((resolve) => (answer = resolve));
  });
  const ask = readiness([slow, check('deaf', never, 300), check('fine', () => null)], time.scheduler);
  const first = ask();
  await time.advance(1_000);
  expect(await first).toEqual({ slow: 'slow is silent: mend it.', deaf: 'deaf is silent: mend it.' });
  const second = ask();
  answer(null);
  await time.advance(300);
  expect(await second).toEqual({ deaf: 'deaf is silent: mend it.' });
  expect(asked).toBe(1);
  const third = ask();
  answer('Again.');
  await time.advance(300);
  expect([await third, asked]).toEqual([{ slow: 'Again.', deaf: 'deaf is silent: mend it.' }, 2]);
  expect(time.pending()).toBe(0);
});

const breaker = (state: 'closed' | 'open', retryInMs = 0) => ({ state, retryInMs, samples: 0, failures: 0 });

test.each([
  ['answers', async () => 'PONG', breaker('closed'), null],
  [
    'refuses',
    () => Promise.reject(new Error('connection refused')),
    breaker('open', 9_000),
    'does not answer (connection refused)',
  ],
  ['answers again, and its circuit is still open', async () => 'PONG', breaker('open', 8_400), 'ask it again within 9 s'],
])('a Redis that %s', async (_, ping, found, sentence) => {
  expect(await redisCheck({ ping, status: () => found }).look()).toEqual(
    sentence === null ? null : expect.stringContaining(sentence),
  );
});

test('one worker that reaches its queue is enough; none, or only silent ones, is not', async () => {
  const clock = { nowMs: () => 100_000 };
  const look = (...answeredAtMs: number[]) => {
    const workers = answeredAtMs.map((at) => ({ queue: 'q', answeredAtMs: at, running: 0 }));
    return workerCheck(() => ({ workers, schedulerFailingSinceMs: null }), clock).look();
  };
  expect(look(10_000, 99_000)).toBeNull();
  expect(look(10_000, 95_000)).toContain('for 5 s');
  expect(look()).toContain('No worker runs');
});

test('a scheduler that cannot add its jobs says for how long', () => {
  const at = (schedulerFailingSinceMs: number | null) =>
    schedulerCheck(() => ({ workers: [], schedulerFailingSinceMs }), { nowMs: () => 100_000 }).look();
  expect(at(null)).toBeNull();
  expect(at(93_000)).toContain('for 7 s');
});
