import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLayers } from './layers.ts';
import { checkLockfiles } from './lockfile.ts';
import { checkPurity, impurities } from './purity.ts';
import { checkRulebook } from './rulebook.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aboveboard-check-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('layers', () => {
  test.each([
    ['packages/engine/src/a.ts', "import { x } from '@aboveboard/room';", /engine may not import room/],
    ['packages/room/src/a.ts', "import { x } from '@aboveboard/client';", /room may not import client/],
    ['apps/web/src/a.tsx', "import { x } from '@aboveboard/server';", /web may not import server/],
    ['packages/room/src/a.ts', "export { x } from '@aboveboard/testkit';", /for tests only/],
    ['packages/room/src/deep/a.ts', "import { x } from '../../../engine/src/x.ts';", /by path/],
    ['packages/odd/src/a.ts', "import { x } from '@aboveboard/kit';", /no floor/],
    ['packages/client/src/a.ts', "const x = await import('@aboveboard/room');", /client may not import room/],
  ])('%s with %s is found', (file, text, message) => {
    write(file, `\n${text}`);
    expect(checkLayers(root)).toEqual([{ file, line: 2, message: expect.stringMatching(message) }]);
  });

  test('imports that point down, tests that look up, and the command that starts the server are fine', () => {
    write('packages/room/src/a.ts', "import { x } from '@aboveboard/engine';\n// import '@aboveboard/client'");
    write('packages/engine/src/a.test.ts', "import { x } from '@aboveboard/testkit';");
    write('apps/cli/src/a.ts', "import { x } from '@aboveboard/server';");
    expect(checkLayers(root)).toEqual([]);
  });
});

describe('purity', () => {
  test.each([
    ["import { readFileSync } from 'node:fs';", /node:fs/],
    ['export const t = Date.now();', /Date.now/],
    ['export const t = new Date();', /new Date/],
    ['export const x = Math.random();', /Math.random/],
    ['setTimeout(() => undefined, 1);', /setTimeout/],
    ['export const r = globalThis.crypto;', /globalThis/],
    ['export const b = Buffer.from([]);', /Buffer/],
    ['export const t = Date();', /Date/],
    ["export const x = Math['random']();", /Math under another name/],
    ['export const { random } = Math;', /Math under another name/],
    ['const D = Date;', /Date under another name/],
    ['export const t = (Date as { now(): number }).now();', /Date/],
  ])('%s is found', (text, message) => {
    expect(impurities('a.ts', text).map((finding) => finding.message)).toEqual([expect.stringMatching(message)]);
  });

  test('words in comments, strings, types and property names are fine, and so is a time that was passed in', () => {
    const text = `// Date.now() and Math.random()
      const process = (x: number) => x;
      export const a = { window: 'setTimeout', crypto: process(1) }.window;
      export type Ports = { fetch: (url: string) => void };
      export const whole = (x: number): number => Math.floor(x);
      export const isDay = (x: unknown): x is Date => x instanceof Date;
      export const day = (ms: number) => new Date(Math.max(ms, Date.UTC(2026)));`;
    expect(impurities('a.ts', text)).toEqual([]);
  });

  test('only what ships is looked at', () => {
    write('packages/engine/src/a.test.ts', 'Math.random();');
    write('packages/engine/src/b.ts', 'Math.random();');
    expect(checkPurity(root)).toHaveLength(1);
  });
});

describe('rulebook', () => {
  test('a rule without a test and a number without a rule are found', () => {
    write('rules/BET.md', '# Betting\n\n## BET-1 Tested\n\n## BET-2 Not tested\n');
    write('packages/engine/src/a.test.ts', "test('[BET-1] holds', () => {});\ntest('[BET-9] has no rule', () => {});");
    write('fixtures/hands/a.phh', "# rules: BET-1, POT-4\nvariant = 'NT'");
    expect(checkRulebook(root).map(({ file, line, message }) => `${file}:${line} ${message.split(':')[0]}`)).toEqual([
      'rules/BET.md:5 BET-2 has no test',
      'packages/engine/src/a.test.ts:2 BET-9 is no rule in rules/',
      'fixtures/hands/a.phh:1 POT-4 is no rule in rules/',
    ]);
  });

  test('a case without a rule is found, and a number in a comment or a case that is no rule', () => {
    write('rules/BET.md', '## BET-1 Tested');
    write('packages/engine/src/a.test.ts', "test('[BET-1] holds', () => {});");
    write('packages/engine/src/a.ts', '// BET-1, BET-2, UTF-8');
    write(
      'design/engine.md',
      '| # | case | expected | rules |\n| 1 | a raise | stands | BET-1 |\n| 2 | a call | stands |  |\n| 3 | a | b | BET-3 |',
    );
    expect(checkRulebook(root).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
      'design/engine.md:3 case 2 names no rule',
      'packages/engine/src/a.ts:1 BET-2 is no rule in rules/',
      'design/engine.md:4 BET-3 is no rule in rules/',
    ]);
  });

  test('a number given twice is found', () => {
    write('rules/BET.md', '## BET-1 One\n## BET-1 Other\n');
    write('apps/web/src/a.test.tsx', "test('[BET-1] holds', () => {});");
    expect(checkRulebook(root)).toMatchObject([{ line: 2, message: 'BET-1 is given twice' }]);
  });
});

test('a lockfile that names a registry is found', () => {
  write('package-lock.json', '{\n "resolved": "https://registry.example/x.tgz"\n}');
  write('tools/node/package-lock.json', '{}');
  write('bench/peers/package-lock.json', '{}');
  write('bench/peers/streams/package-lock.json', '{}');
  expect(checkLockfiles(root)).toMatchObject([{ file: 'package-lock.json', line: 2 }]);
});
