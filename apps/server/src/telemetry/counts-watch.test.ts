import type { QueueCounts } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { watchCounts } from './counts-watch.ts';

const counts = (dead: number): QueueCounts => ({
  waiting: { urgent: 0, normal: 0, bulk: 0 },
  held: 0,
  delayed: 0,
  running: 0,
  dead,
  oldestWaitingMs: null,
  isPaused: false,
});

/** A store whose answers are given by hand. */
function watched(...names: string[]) {
  const time = virtualTime();
  const asked: { name: string; answer: (found: QueueCounts) => void; fail: () => void }[] = [];
  const failures: string[] = [];
  const watch = watchCounts({
    names,
    ask: (name) =>
      new Promise<QueueCounts>((resolve, reject) => asked.push({ name, answer: resolve, fail: () => reject(new Error('no')) })),
    everyMs: 2_000,
    scheduler: time.scheduler,
    failed: (name) => failures.push(name),
  });
  return { time, asked, failures, watch, latest: () => Object.fromEntries([...watch.latest()].map(([n, c]) => [n, c.dead])) };
}

test('looks at once and every so often, until it is stopped', async () => {
  const { time, asked, watch, latest } = watched('a', 'b');
  for (const one of asked) one.answer(counts(1));
  await time.advance(1_999);
  expect([asked.length, latest()]).toEqual([2, { a: 1, b: 1 }]);
  await time.advance(1);
  asked[2]?.answer(counts(5));
  await time.advance(0);
  expect([asked.length, latest()]).toEqual([4, { a: 5, b: 1 }]);
  watch.stop();
  await time.advance(10_000);
  expect([asked.length, time.pending()]).toEqual([4, 0]);
});

test('a queue that does not answer is not asked twice at a time, and its counts are left out', async () => {
  const { time, asked, failures, latest } = watched('a', 'slow');
  for (const one of asked) one.answer(counts(1));
  await time.advance(2_000);
  asked[2]?.answer(counts(2));
  await time.advance(4_000); // two more looks; `a` answers only the first
  expect(latest()).toEqual({});
  expect(asked.filter(({ name }) => name === 'slow').length).toBe(2);
  expect(failures).toEqual(['slow', 'a', 'slow']);
  asked[3]?.answer(counts(3)); // late, and true now
  await time.advance(0);
  expect(latest()).toEqual({ slow: 3 });
});

test('a queue that fails is left out until it answers again', async () => {
  const { time, asked, failures, latest } = watched('a');
  asked[0]?.answer(counts(1));
  await time.advance(2_000);
  asked[1]?.fail();
  await time.advance(0);
  expect([latest(), failures]).toEqual([{}, ['a']]);
  await time.advance(2_000);
  asked[2]?.answer(counts(4));
  await time.advance(0);
  expect(latest()).toEqual({ a: 4 });
});
