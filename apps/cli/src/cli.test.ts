import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot, runAboveboard } from './testing/run-aboveboard.ts';

const aboveboard = (...args: string[]) => runAboveboard(args);

const HAND = `variant = 'NT'
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100]
actions = ['d dh p1 AsKs', 'd dh p2 2c7d', 'p2 f']
finishing_stacks = [101, 99]
`;

describe('aboveboard', { timeout: 120_000 }, () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('--help lists the commands and the exit codes, and is a good end', () => {
    const { status, stdout } = aboveboard('--help');
    expect(status).toBe(0);
    for (const word of ['serve', 'replay', 'verify', 'bots', 'Exit codes']) expect(stdout).toContain(word);
  });

  test('a reader who has read enough and gone is no fault', () => {
    const launcher = join(projectRoot, 'apps/cli/bin/aboveboard.mjs');
    const pipe = `"${process.execPath}" "${launcher}" config show | true`;
    const { stderr } = spawnSync('bash', ['-c', pipe], { encoding: 'utf8', cwd: folder });
    expect(stderr).toBe('');
  });

  test('an unknown command is a wrong call', () => {
    const { status, stderr } = aboveboard('shuffle-up');
    expect(status).toBe(2);
    expect(stderr).toContain('unknown command');
  });

  test('replay ends with the count and exits 0 when nothing differs', () => {
    const { status, lines } = aboveboard('replay', write('good.phh', HAND));
    expect(lines.at(-1)).toBe('replayed 1 hands: 0 mismatches');
    expect(status).toBe(0);
  });

  test('replay reads files that are packed with gzip, and says which one is damaged', () => {
    const packed = gzipSync(HAND);
    writeFileSync(join(folder, 'packed.phh.gz'), packed);
    expect(aboveboard('replay', join(folder, 'packed.phh.gz')).lines.at(-1)).toBe('replayed 1 hands: 0 mismatches');
    writeFileSync(join(folder, 'damaged.phhs.gz'), packed.subarray(0, packed.length - 12));
    const { status, stdout } = aboveboard('replay', join(folder, 'damaged.phhs.gz'));
    expect(stdout).toContain('damaged.phhs.gz:1 cannot be read: unexpected end of file');
    expect(status).toBe(1);
  });

  test('replay names file, seat, expected and got, and exits 1', () => {
    const bad = write('bad.phh', HAND.replace('[101, 99]', '[99, 101]'));
    const { status, stdout, lines } = aboveboard('replay', bad);
    expect(stdout).toContain(`${bad} p1: expected 99, got 101`);
    expect(lines.at(-1)).toBe('replayed 1 hands: 1 mismatches');
    expect(status).toBe(1);
  });

  test('replay reports a malformed file with its line and goes on with the others', () => {
    const broken = write('broken.phh', HAND.replace('[100, 100]', '[100, '));
    const { status, stdout, lines } = aboveboard('replay', broken, write('other.phh', HAND));
    expect(stdout).toMatch(/broken\.phh:\d+ cannot be read/);
    expect(lines.at(-1)).toBe('replayed 1 hands: 0 mismatches');
    expect(status).toBe(1);
  });

  test('replay names a hand that its record does not decide, and one without any compared hand is no success', () => {
    const text = HAND.replace("'p2 f'", "'p2 cc', 'p1 cc', 'd db ????????'").replace('????????', '??????');
    const { status, stdout } = aboveboard('replay', write('unknown.phh', text));
    expect(stdout).toContain('unknown.phh skipped: the board was not recorded');
    expect(status).toBe(1);
  });

  test('replay --json is one object', () => {
    const { stdout } = aboveboard('replay', '--json', write('good.phh', HAND));
    expect(JSON.parse(stdout)).toMatchObject({ replayed: 1, mismatches: [], faults: [] });
  });

  test('replay of a folder that is not there is a wrong call and says so', () => {
    const { status, stderr } = aboveboard('replay', join(folder, 'nowhere'));
    expect(stderr).toContain('there is no such file or folder');
    expect(status).toBe(2);
  });

  test('verify refuses what is no receipt, and a key that is no key', () => {
    const { status, stdout } = aboveboard('verify', write('note.hand', '{}'));
    expect(stdout).toContain('REFUSED');
    expect(status).toBe(1);
    expect(aboveboard('verify', '--key', 'abc', join(folder, 'note.hand')).status).toBe(2);
    expect(aboveboard('verify', join(folder, 'nowhere.hand')).status).toBe(2);
  });

  test('bots without a room say where they looked', () => {
    const { status, stderr } = aboveboard('bots', '--url', 'http://127.0.0.1:9', '--token', 'x');
    expect(stderr).toContain('http://127.0.0.1:9 does not answer');
    expect(status).toBe(2);
  });

  test('serve names a setting that is wrong', () => {
    const { status, stderr } = aboveboard('serve', '--port', 'eighty', '--data', folder);
    expect(stderr).toContain('eighty');
    expect(status).toBe(2);
  });
});
