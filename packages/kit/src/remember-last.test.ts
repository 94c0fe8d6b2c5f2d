import { expect, test } from 'vitest';
import { rememberLast } from './remember-last.ts';

test('the last texts are read once, one that was forgotten once more', () => {
  const reads: string[] = [];
  const lengthOf = rememberLast(2, (text) => {
    reads.push(text);
    return text.length;
  });
  expect(['a', 'bb', 'a', 'ccc', 'bb', 'a'].map(lengthOf)).toEqual([1, 2, 1, 3, 2, 1]);
  expect(reads).toEqual(['a', 'bb', 'ccc', 'a']);
});
