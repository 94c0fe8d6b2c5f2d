import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aboveboardHere, projectRoot } from '../testing/run-aboveboard.ts';

const fixtures = join(projectRoot, 'fixtures/notation');
const aboveboard = (...args: string[]) => aboveboardHere(args);

describe('aboveboard convert', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aboveboard-convert-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a text history is printed as the PHH it says', async () => {
    const { status, stdout, stderr } = await aboveboard('convert', join(fixtures, 'heads-up.txt'), '--to', 'phh');
    expect(stdout).toBe(readFileSync(join(fixtures, 'heads-up.phh'), 'utf8'));
    expect(stderr).toBe('converted 1 hands\n');
    expect(status).toBe(0);
  });

  test('[PHH-9] a folder of texts becomes one file of many, that one a folder again, and the hands replay', async () => {
    const hands = readdirSync(fixtures).filter((name) => name.endsWith('.txt'));
    const texts = hands.map((name) => join(fixtures, name));
    expect((await aboveboard('convert', ...texts, '--to', 'phhs', '--out', at('all.phhs'))).status).toBe(0);
    expect((await aboveboard('convert', at('all.phhs'), '--to', 'phh', '--out', at('each/'))).status).toBe(0);
    expect(readdirSync(at('each'))).toHaveLength(hands.length);
    const back = await aboveboard('convert', at('each'), '--to', 'text', '--out', at('all.txt'), '--json');
    expect(JSON.parse(back.stdout)).toEqual({ converted: hands.length, files: [at('all.txt')], faults: [] });
    expect((await aboveboard('replay', at('all.txt'))).stdout).toBe(`replayed ${hands.length} hands: 0 mismatches\n`);
  });

  test('json is a list of hands', async () => {
    const { stdout } = await aboveboard(
      'convert',
      join(fixtures, 'heads-up.phh'),
      join(fixtures, 'limit-holdem.txt'),
      '--to',
      'json',
    );
    expect(JSON.parse(stdout).map(({ variant }: { variant: string }) => variant)).toEqual(['NT', 'FT']);
  });

  test('[PHH-9] a file that is there stays, unless --force is given', async () => {
    writeFileSync(at('mine.json'), 'mine');
    const args = ['convert', join(fixtures, 'heads-up.phh'), '--to', 'json', '--out', at('mine.json')];
    const refused = await aboveboard(...args);
    expect(refused.stderr).toContain('mine.json is there already; --force overwrites it');
    expect(refused.status).toBe(2);
    expect(readFileSync(at('mine.json'), 'utf8')).toBe('mine');
    expect((await aboveboard(...args, '--force')).status).toBe(0);
    expect(JSON.parse(readFileSync(at('mine.json'), 'utf8'))).toHaveLength(1);
  });

  test('[PHH-9] what cannot be read or written is named, the rest is converted, and the exit code says so', async () => {
    writeFileSync(at('two.phhs'), `[good]\n${readFileSync(join(fixtures, 'heads-up.phh'), 'utf8')}\n[bad]\nvariant = NT\n`);
    const { status, stdout, stderr } = await aboveboard('convert', at('two.phhs'), '--to', 'text');
    expect(stdout).toContain("Hold'em No Limit");
    expect(stderr).toMatch(/two\.phhs:\d+ \[bad\] cannot be read: .+\nconverted 1 hands, 1 not\n$/);
    expect(status).toBe(1);
    const draw = readFileSync(join(fixtures, 'heads-up.phh'), 'utf8').replace('"NT"', '"N2L1D"');
    writeFileSync(at('draw.phh'), draw);
    const outcome = await aboveboard(
      'convert',
      at('two.phhs'),
      at('draw.phh'),
      '--to',
      'text',
      '--out',
      at('texts/'),
      '--json',
    );
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      converted: 1,
      files: [at('texts/two.txt')],
      faults: [
        { hand: 'bad', line: expect.any(Number) },
        { file: at('draw.phh'), line: null, reason: 'N2L1D has no text form' },
      ],
    });
  });

  test.each([
    ['no form', [], /required option '--to <form>' not specified/],
    ['no such form', ['--to', 'pdf'], /Allowed choices are phh, phhs, text, json/],
    ['many hands for one .phh', ['--to', 'phh', '--out', 'nowhere.phh'], /2 hands do not fit into one \.phh/],
    ['a report without files', ['--to', 'json', '--json'], /add --out/],
  ])('%s is a wrong call', async (_, args, reason) => {
    const { status, stderr } = await aboveboard(
      'convert',
      join(fixtures, 'heads-up.phh'),
      join(fixtures, 'heads-up.txt'),
      ...args,
    );
    expect(stderr).toMatch(reason);
    expect(status).toBe(2);
  });

  test('two files of one name do not end in one place', async () => {
    const { status, stderr } = await aboveboard(
      'convert',
      join(fixtures, 'heads-up.phh'),
      join(fixtures, 'heads-up.txt'),
      '--to',
      'json',
      '-o',
      at('json/'),
    );
    expect(stderr).toContain('would get hands of more than one file');
    expect(status).toBe(2);
  });

  test('a file that is not there is a wrong call', async () => {
    expect(await aboveboard('convert', at('nothing.txt'), '--to', 'phh')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no such file'),
    });
  });
});
