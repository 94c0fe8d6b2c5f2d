import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packEngine } from './pack-engine.ts';

const root = join(import.meta.dirname, '..');

/** The program of the README, as a reader copies it. */
function example(): string {
  const readme = readFileSync(join(root, 'packages/engine/README.md'), 'utf8');
  return /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? expect.fail('the README has no example');
}

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  expect([status, stderr], `${command} ${args.join(' ')}\n${stdout}`).toEqual([0, expect.anything()]);
  return stdout;
}

describe('the engine as a package of its own', () => {
  let folder: string;
  let app: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aboveboard-pack-'));
    app = join(folder, 'app');
    await packEngine(join(folder, 'engine'));
    run(folder, 'npm', 'pack', '--silent', './engine');
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? expect.fail('npm packed nothing');
    mkdirSync(app);
    writeFileSync(join(app, 'package.json'), '{ "name": "somebody-elses", "private": true, "type": "module" }');
    run(app, 'npm', 'install', '--silent', '--offline', '--no-audit', '--no-fund', join(folder, tarball));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is installed without dependencies and plays the example of its README', () => {
    expect(readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@aboveboard']);
    expect(readdirSync(join(app, 'node_modules/@aboveboard'))).toEqual(['engine']);
    const program = example();
    expect(program.trim().split('\n')).toHaveLength(10);
    writeFileSync(join(app, 'example.js'), program);
    const printed = run(app, process.execPath, 'example.js');
    expect(printed).toMatch(/call: 5,[\s\S]*smallest: 20, largest: 1000/);
  });

  test('brings its types', () => {
    const program = `${example()}\nconst seat: number = hand.toAct ?? 0;\nconsole.log(seat);\n`;
    writeFileSync(
      join(app, 'typed.ts'),
      program.replace("gameOf('NT')", "gameOf('NT')!").replaceAll(/playHand\((.*?)\)\.value/g, '(playHand($1) as any).value'),
    );
    writeFileSync(join(app, 'cards.d.ts'), 'declare const console: { log(value: unknown): void };\n');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023', '--types', ''];
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, 'cards.d.ts', 'typed.ts'], { cwd: app, encoding: 'utf8' });
    expect(stdout.replace(/.*(card|HoleCard).*\n?/gi, '')).toBe(''); // plain numbers are no cards to the compiler: that is its use
  });

  test('runs in a browser as it is', async () => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
    try {
      const page = await browser.newPage();
      const code = readFileSync(join(app, 'node_modules/@aboveboard/engine/index.js'), 'utf8');
      const games = await page.evaluate(`(async () => {
        const url = URL.createObjectURL(new Blob([${JSON.stringify(code)}], { type: 'text/javascript' }));
        return (await import(url)).GAMES.length;
      })()`);
      expect(games).toBeGreaterThan(30);
    } finally {
      await browser.close();
    }
  });

  test('has a doc comment on everything it exports', () => {
    const types = join(app, 'node_modules/@aboveboard/engine/types/engine/src');
    const index = readFileSync(join(types, 'index.d.ts'), 'utf8');
    const names = [...index.matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']*)\.js'/g)].flatMap(
      ([, list = '', file = '']) =>
        list.split(',').flatMap((name) => (name.trim() ? [{ file, name: name.trim().replace(/^type /, '') }] : [])),
    );
    expect(names.length).toBeGreaterThan(80);
    const bare = names.filter(({ file, name }) => {
      const text = readFileSync(join(types, `${file}.d.ts`), 'utf8');
      return !new RegExp(`\\*/\\s*export (?:declare )?(?:const|function|type|interface) ${name}\\b`).test(text);
    });
    expect(bare.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
});
