/**
 * `npm run pack:engine`: builds packages/engine for others to install: one JavaScript file, `kit` inside, and its types. Without
 * dependencies, for browsers and Node.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const HELP = `npm run pack:engine -- [options]

Builds the engine as a package of its own, ready for npm pack or npm publish.

  --out DIR   where to (packages/engine/dist)
  --help      this text`;

const root = join(import.meta.dirname, '..');
const engine = join(root, 'packages', 'engine');

/** Builds into `out`, which is emptied first. */
export async function packEngine(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await bundle(out);
  emitTypes(join(out, 'types'));
  for (const file of ['README.md']) cpSync(join(engine, file), join(out, file));
  cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

async function bundle(out: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: engine,
    build: {
      outDir: out,
      emptyOutDir: false,
      minify: false,
      target: 'es2023',
      lib: { entry: join(engine, 'src', 'index.ts'), formats: ['es'], fileName: () => 'index.js' },
    },
  });
}

/** Declarations of engine and kit side by side; imports of kit become relative ones. */
function emitTypes(out: string): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--rewriteRelativeImportExtensions'];
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', join(engine, 'tsconfig.pack.json'), ...options, '--outDir', out, '--pretty', 'false'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the types could not be built:\n${stdout}`);
  const kit = join(out, 'kit', 'src', 'index.js');
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.d.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(dirname(file), kit).replaceAll('\\', '/');
    const text = readFileSync(file, 'utf8').replaceAll("'@aboveboard/kit'", `'${path}'`);
    const declared = text.replace(/from '(\.[^']*)\.ts'/g, "from '$1.js'");
    for (const [, from = ''] of declared.matchAll(/from '(\.[^']*)\.js'/g)) {
      if (!existsSync(join(dirname(file), `${from}.d.ts`))) throw new Error(`${file} wants types that were not built: ${from}`);
    }
    writeFileSync(file, declared);
  }
}

function manifest(): object {
  const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  return {
    name: '@aboveboard/engine',
    version,
    license,
    description: 'The rules of poker as pure functions: every common game, right to the chip.',
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: './types/engine/src/index.d.ts', default: './index.js' } },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) console.log(HELP);
  else {
    const out = values.out ?? join(engine, 'dist');
    await packEngine(out);
    console.log(`the engine is built in ${out}`);
  }
}
