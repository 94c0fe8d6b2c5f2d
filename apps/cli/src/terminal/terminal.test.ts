import { describe, expect, test } from 'vitest';
import { harmless, harmlessLines } from './harmless.ts';
import { table } from './table.ts';
import { agoWords, lengthWords, timeWords } from './time-words.ts';

describe('text of unknown origin', () => {
  test.each([
    ['plain, ä, 漢, 🂡', 'plain, ä, 漢, 🂡'],
    ['\u001b[2J', '\\u001b[2J'],
    ['a\rb\nc\td', 'a\\u000db\\u000ac\\u0009d'],
    ['\u009b31m\u007f', '\\u009b31m\\u007f'],
    ['user\u202egnp.exe\u2066\u200b', 'user\\u202egnp.exe\\u2066\\u200b'],
    ['\ud800 alone', '\\ud800 alone'],
  ])('[DESK-8] %j is shown as %j', (text, shown) => {
    expect(harmless(text)).toBe(shown);
  });

  test('[DESK-8] it is cut, whatever its codes make of it', () => {
    expect(harmless('x'.repeat(10), 10)).toBe('x'.repeat(10));
    expect(harmless('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(harmless('\u0007'.repeat(10), 10)).toHaveLength(10);
    expect(harmlessLines('a\u0007\nb', 100)).toEqual(['a\\u0007', 'b']);
    expect(harmlessLines('abcdef', 3)).toEqual(['abc', '… 3 characters more']);
  });
});

test('columns of numbers stand to the right, the others to the left', () => {
  expect(
    table(
      ['queue', 'n', 'state'],
      [
        ['chores', 1_200, 'open'],
        ['a', 7, 'paused'],
      ],
    ),
  ).toBe(['queue       n  state', 'chores  1,200  open', 'a           7  paused', ''].join('\n'));
});

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [3_600_000 * 26 + 59_000, '1 d 2 h'],
  [-5_000, '0 s'],
])('%i ms are %s', (ms, words) => {
  expect(lengthWords(ms)).toBe(words);
});

test('a moment is told by how long ago it was, or to the second', () => {
  expect(agoWords(1_000, 4_000)).toBe('3 s ago');
  expect(agoWords(null)).toBe('not yet');
  expect(timeWords(Date.UTC(2026, 10, 21, 15, 4, 5, 600))).toBe('2026-11-21 15:04:05 UTC');
});
