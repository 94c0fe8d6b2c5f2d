import { describe, expect, test } from 'vitest';
import { readPhh } from './read-phh.ts';

const GOOD = `variant = 'NT'
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100.25]
actions = [
  "d dh p1 AsKs",  # the first hand
  "d dh p2 ????",
  "p2 f",
]
finishing_stacks = [101, 99.25]
`;

describe('reading PHH', () => {
  test('a file with one hand, its comments, and its decimals', () => {
    const [entry] = readPhh(`# a hand of ours\n${GOOD}`);
    expect(entry?.record).toMatchObject({ ok: true, value: { variant: 'NT', startingStacks: [100, 100.25] } });
  });

  test('many hands in numbered tables', () => {
    const entries = readPhh(`[1]\n${GOOD}\n[2]\n${GOOD}`);
    expect(entries.map(({ name, record }) => [name, record.ok])).toEqual([
      ['1', true],
      ['2', true],
    ]);
  });

  test('[PHH-3] a malformed hand is reported with its line and does not take its neighbours with it', () => {
    const entries = readPhh(`[1]\n${GOOD}\n[2]\nvariant = NT\n\n[3]\n${GOOD}`);
    expect(entries.map(({ record }) => record.ok)).toEqual([true, false, true]);
    expect(entries[1]?.record).toMatchObject({ ok: false, error: { line: 15 } });
  });

  test.each([
    ['"p2 f"', '"p2 jumps"', /jumps is no action/],
    ['AsKs', 'AsKz', /dealer's lines/],
    ['antes = [0, 0]', 'antes = [0]', /antes wants 2 amounts/],
    ['starting_stacks = [100, 100.25]', 'starting_stacks = [100]', /at least two/],
    ['"p2 f"', '"p3 f"', /no player 3/],
    ["variant = 'NT'", '', /variant is missing/],
    ['min_bet = 2', "min_bet = '2'", /min_bet wants an amount/],
    ['min_bet = 2', '', /min_bet is missing/],
    ['min_bet = 2', "ante_trimming_status = 'yes'", /wants true or false/],
    ['[100, 100.25]', '[100, 0]', /more than zero/],
    ['[100, 100.25]', '[1e300, 0.25]', /no common unit/],
    ['[100, 100.25]', '[100, 1e-9]', /no common unit/],
    ['[101, 99.25]', '[101, -99.25]', /finishing_stacks wants 2 amounts/],
  ])('%s in place of %s is refused with a reason', (good, bad, reason) => {
    const [entry] = readPhh(GOOD.replace(good, bad));
    expect(entry?.record.ok).toBe(false);
    if (entry && !entry.record.ok) expect(entry.record.error.reason).toMatch(reason);
  });

  test.each(['"p2 jumps"', '"p3 f"', '"d db"', '"d dh p2"'])(
    '[PHH-3] %s cannot be read and is found at its own line',
    (action) => {
      const [entry] = readPhh(GOOD.replace('"p2 f"', action));
      expect(entry?.record).toMatchObject({ ok: false, error: { line: 9 } });
    },
  );

  test('[PHH-3] a list that was never closed ends where the next hand begins', () => {
    const entries = readPhh(`[1]\n${GOOD.replace(/^\]$/m, '')}\n[2]\n${GOOD}`);
    expect(entries.map(({ record }) => record.ok)).toEqual([false, true]);
  });

  test('[PHH-3] the line is that of the action itself, not of one that looks the same', () => {
    const text = GOOD.replace('"p2 f"', '"p2 cbr 5", # "p9 f"\n  "p9 f"').replace('# the first hand', '# "p9 f", [');
    expect(readPhh(text)[0]?.record).toMatchObject({ ok: false, error: { line: 10 } });
  });

  test.each([
    ['a day', '_when = 2023-02-29', /no day/],
    ['a moment', 'time = 10:00:00.1234', /finer/],
    ['a short deck card', "variant = 'NS'", /below a six/],
  ])('[PHH-2] %s that cannot be kept is refused', (_, line, reason) => {
    const record = readPhh(
      GOOD.replace("variant = 'NT'", line.startsWith('variant') ? line : `variant = 'NT'\n${line}`).replace('????', '2c2d'),
    )[0]?.record;
    expect(record?.ok === false && record.error.reason).toMatch(reason);
  });

  test('a file without a hand says so', () => {
    expect(readPhh('# nothing here\n')[0]?.record).toMatchObject({ ok: false, error: { reason: 'no hand in this file' } });
  });
});
