import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** Answers a question when it is told to, in the order in which they came. */
function library() {
  const questions: { readonly keys: readonly string[]; answer(): void; fail(): void }[] = [];
  const look = gather<string, string>(
    (keys) =>
      new Promise((resolve, reject) =>
        questions.push({
          keys,
          answer: () => resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]))),
          fail: () => reject(new Error('no')),
        }),
      ),
  );
  return { questions, look };
}

/** All that is answered by now has been taken note of. */
async function soon(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

test('who asks alone is asked for at once; all who ask meanwhile are in one question', async () => {
  const { questions, look } = library();
  const first = look('a');
  const others = ['b', 'none', 'b', 'a'].map(look);
  expect(questions.map(({ keys }) => keys)).toEqual([['a']]);
  questions[0]?.answer();
  expect(await first).toBe('A');
  await soon();
  expect(questions.map(({ keys }) => keys)).toEqual([['a'], ['b', 'none', 'a']]); // `a` again: the first may be older than this question
  questions[1]?.answer();
  expect(await Promise.all(others)).toEqual(['B', undefined, 'B', 'A']);
});

test('where a question fails, those who were in it hear so, and the next is asked', async () => {
  const { questions, look } = library();
  const first = look('a');
  const second = look('b');
  questions[0]?.fail();
  await expect(first).rejects.toThrow('no');
  await soon();
  questions[1]?.answer();
  expect(await second).toBe('B');
  await soon();
  const third = look('c');
  questions[2]?.answer();
  expect(await third).toBe('C');
});

test('where a question cannot even be asked, those who were in it hear so, and the next is asked', async () => {
  let isBroken = true;
  const look = gather<string, string>((keys) => {
    if (isBroken) throw new Error('no connection');
    return Promise.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
  });
  await expect(look('a')).rejects.toThrow('no connection');
  isBroken = false;
  expect(await look('a')).toBe('A');
});

test('no question is longer than two hundred', async () => {
  const { questions, look } = library();
  const all = Array.from({ length: 402 }, (_, i) => look(`k${i}`));
  for (let i = 0; i < 4; i++) {
    questions[i]?.answer();
    await soon();
  }
  expect(questions.map(({ keys }) => keys.length)).toEqual([1, 200, 200, 1]);
  expect((await Promise.all(all)).at(-1)).toBe('K401');
});
