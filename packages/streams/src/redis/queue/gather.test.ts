import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** A sender that answers when it is let, and what it was sent. */
function sender() {
  const batches: string[][] = [];
  let settle: { resolve(answers: string[]): void; reject(error: Error): void } | null = null;
  const send = (batch: readonly string[]): Promise<string[]> => {
    batches.push([...batch]);
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    settle = { resolve, reject };
    return promise;
  };
  const answer = async () => {
    settle?.resolve((batches.at(-1) ?? []).map((text) => `re ${text}`));
    await nextTurn();
  };
  const fail = async () => {
    settle?.reject(new Error('no answer'));
    await nextTurn();
  };
  return { batches, send, answer, fail };
}

test('what is asked in one turn is one batch, and what is asked meanwhile the next', async () => {
  const { batches, send, answer } = sender();
  const ask = gather(send, () => 1, 10);
  const first = [ask('a'), ask('b')];
  await nextTurn();
  const second = [ask('c')];
  await nextTurn();
  second.push(ask('d'));
  expect(batches).toEqual([['a', 'b']]);
  await answer();
  expect(await Promise.all(first)).toEqual(['re a', 're b']);
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await answer();
  expect(await Promise.all(second)).toEqual(['re c', 're d']);
});

test('a batch has its bounds, and one question beyond them goes alone', async () => {
  const { batches, send, answer } = sender();
  const ask = gather(send, (text) => text.length, 4);
  const answers = ['aa', 'bb', 'c', 'long text', 'd'].map(ask);
  for (let i = 0; i < 4; i++) {
    await nextTurn();
    await answer();
  }
  expect(batches).toEqual([['aa', 'bb'], ['c'], ['long text'], ['d']]);
  expect((await Promise.all(answers)).at(-1)).toBe('re d');
});

test('a batch that fails takes along what waited meanwhile, and what comes later is sent', async () => {
  const { batches, send, answer, fail } = sender();
  const ask = gather(send, () => 1, 10);
  const outcome = (asked: Promise<string>) => asked.catch((error: Error) => error.message);
  const first = outcome(ask('a'));
  await nextTurn();
  const second = outcome(ask('b'));
  await fail();
  expect([await first, await second]).toEqual(['no answer', 'no answer']);
  const third = ask('c');
  await nextTurn();
  await answer();
  expect(await third).toBe('re c');
  expect(batches).toEqual([['a'], ['c']]);
});
