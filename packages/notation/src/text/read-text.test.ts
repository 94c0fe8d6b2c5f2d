import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPhh } from '../phh/read-phh.ts';
import { readText } from './read-text.ts';
import { fromRoman, toRoman } from './roman.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/notation');
const fixture = (name: string): string => readFileSync(join(folder, name), 'utf8');
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('reading hand histories in text', () => {
  test.each(names)('[PHH-4] %s is the same hand as its PHH', (name) => {
    const [hand] = readText(fixture(name));
    const [expected] = readPhh(fixture(name.replace('.txt', '.phh')));
    expect(hand?.record).toEqual(expected?.record);
    expect(hand?.record.ok).toBe(true);
  });

  test('[PHH-4] several hands in a file, with a byte order mark, carriage returns and rulers between them', () => {
    const file = names.map((name, i) => `\uFEFF*********** # ${i} **************\n${fixture(name)}\n\n`).join('');
    const entries = readText(file.replaceAll('\n', '\r\n'));
    expect(entries.map(({ name, record }) => [name.slice(-1), record.ok])).toHaveLength(names.length);
    expect(entries.every(({ record }) => record.ok)).toBe(true);
  });

  test('[PHH-3] a hand with a spoilt first line is a fault of its own, and its neighbours are read', () => {
    const file = `${fixture('heads-up.txt')}\n\n${fixture('limit-holdem.txt').replace('Hand #', 'Hnad ')}\n${fixture('cash-no-limit.txt')}`;
    expect(readText(file).map(({ record }) => (record.ok ? 'read' : record.error.line))).toEqual(['read', 27, 'read']);
  });

  test.each([
    ['a bet of another size', 'bets $4.20', 'bets $4.30', 24, /bet to raise is 4.3/],
    ['a blind of another size', 'posts small blind $0.50', 'posts small blind $0.40', 9, /blind is 0.5/],
    ['a call too small', 'Cy: calls $3', 'Cy: calls $2', 17, /3 to call/],
    ['a check in front of a bet', 'Cy: calls $20', 'Cy: checks', 31, /20 to call/],
    ['more than the stack', 'bets $20', 'bets $2000', 30, /has only 84.5 left/],
    ['an all-in that is none', 'bets $20', 'bets $20 and is all-in', 30, /not all-in/],
    ['a line of no hand', 'Bo: the 2nd: folds', 'Bo: the 2nd: jumps', 16, /no line of a hand/],
    ['somebody who is not there', 'Flo: folds', 'Joe: folds', 21, /no line of a hand/],
    ['one who has folded', 'Cy: raises $8.30 to $12.50', 'Dee: raises $8.30 to $12.50', 24, /has folded/],
    ['a card that is none', '[Kh 9c 4d]\n', '[Kh 9c 44]\n', 22, /flop is 3 cards/],
    ['another board below', 'Board [Kh', 'Board [Ks', 38, /not the board/],
    ['cards that change', 'shows [As Kd]', 'shows [As Kh]', 33, /not the cards/],
    ['a pot that does not add up', 'Total pot $72.50', 'Total pot $72.51', 37, /came to 72.5/],
    ['a rake that does not add up', 'Rake $2.80', 'Rake $2.70', 37, /collected/],
    ['a seat taken twice', 'Seat 2: Bo', 'Seat 1: Bo', 4, /there already/],
    ['no table', "Table 'Marmot II'", 'Marmot II', 2, /second line/],
    ['no such game', 'No Limit', 'Cap Limit', 1, /begins with/],
    ['no summary', /\*\*\* SUMMARY[\s\S]*/, '', 35, /without its total pot/],
    ['a street twice', '*** TURN ***', '*** FLOP ***', 26, /been already/],
  ])('[PHH-3] %s is refused with its line', (_, good, bad, line, reason) => {
    const entries = readText(fixture('cash-no-limit.txt').replace(good, bad));
    expect(entries).toHaveLength(1);
    const record = entries[0]?.record;
    expect(record?.ok === false && record.error.reason).toMatch(reason);
    expect(record).toMatchObject({ error: { line } });
  });

  test.each([
    ['a run that lacks its river', /\*\*\* SECOND RIVER.*\n|SECOND Board.*\n/g, '', 33, /not every run/],
    ['a street of a run that is not next', 'SECOND TURN', 'THIRD TURN', 18, /next run/],
    [
      'a run of a street that lies there already',
      'FIRST TURN *** [Th 9h 2c] [3d]',
      'FIRST FLOP *** [3d 4d 5d]',
      16,
      /next run/,
    ],
    ['a board of a run that is another', 'SECOND Board [Th', 'SECOND Board [Td', 32, /not the board/],
  ])('[PHH-3] %s is refused with its line', (_, good, bad, line, reason) => {
    const [entry] = readText(fixture('run-twice.txt').replace(good, bad));
    expect(entry?.record.ok === false && entry.record.error.reason).toMatch(reason);
    expect(entry?.record).toMatchObject({ error: { line } });
  });

  test('a text without a hand says so', () => {
    expect(readText('\n\n')[0]?.record).toMatchObject({ ok: false, error: { line: 1, reason: 'no hand in this file' } });
  });

  test('levels go to Roman numerals and back', () => {
    for (let n = 1; n < 4000; n++) expect(fromRoman(toRoman(n))).toBe(n);
    for (const text of ['', 'IIII', 'VX', 'IM', 'A']) expect(fromRoman(text)).toBe(null);
  });
});
