/**
 * `npm run check`: what can be known without running the room. Types, lint and format, unused code, floors, purity, rulebook, lockfiles.
 *
 * Exit code 0 when all hold, 1 when one does not, 2 for a wrong call.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Finding, formatFinding } from './check/finding.ts';
import { checkLayers } from './check/layers.ts';
import { checkLockfiles } from './check/lockfile.ts';
import { checkPurity } from './check/purity.ts';
import { checkRulebook } from './check/rulebook.ts';

interface Outcome {
  readonly isGood: boolean;
  readonly output: string;
}
interface Check {
  readonly name: string;
  readonly what: string;
  readonly run: () => Promise<Outcome>;
}

const root = dirname(import.meta.dirname);

/** Runs an installed tool under this Node, without a shell. */
function tool(path: string, ...args: string[]): () => Promise<Outcome> {
  return () =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, 'node_modules', path), ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('close', (code) => resolve({ isGood: code === 0, output: Buffer.concat(chunks).toString() }));
    });
}

function own(find: (root: string) => Finding[]): () => Promise<Outcome> {
  return async () => {
    const findings = find(root);
    return { isGood: findings.length === 0, output: findings.map(formatFinding).join('\n') };
  };
}

const tsc = (project: string) => tool('typescript/bin/tsc', '-p', project, '--pretty', 'false');

const CHECKS: readonly Check[] = [
  { name: 'types-pure', what: 'the pure packages, without Node or the browser', run: tsc('tsconfig.pure.json') },
  { name: 'types', what: 'everything that runs in Node, tests included', run: tsc('tsconfig.json') },
  ...(existsSync(join(root, 'apps/web/tsconfig.json'))
    ? [{ name: 'types-web', what: 'the web client', run: tsc('apps/web/tsconfig.json') }]
    : []),
  {
    name: 'lint',
    what: 'Biome: format, lint, import cycles',
    run: tool('@biomejs/biome/bin/biome', 'check', '--max-diagnostics=40'),
  },
  {
    name: 'unused',
    what: 'knip: files, exports and dependencies that nothing uses',
    run: tool('knip/bin/knip.js', '--no-progress'),
  },
  { name: 'layers', what: 'imports point down', run: own(checkLayers) },
  { name: 'purity', what: 'no clock, no chance, no I/O in the pure packages', run: own(checkPurity) },
  { name: 'rulebook', what: 'every rule has a test, every quoted number is a rule', run: own(checkRulebook) },
  { name: 'lockfiles', what: 'name no registry', run: own(checkLockfiles) },
];

function help(): string {
  const lines = CHECKS.map(({ name, what }) => `  ${name.padEnd(12)} ${what}`);
  return ['Usage: npm run check [-- NAME…]', '', 'Runs all checks, or those named:', ...lines].join('\n');
}

async function main(names: readonly string[]): Promise<number> {
  if (names.includes('--help') || names.includes('-h')) {
    console.log(help());
    return 0;
  }
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`No check is called ${unknown.join(', ')}.\n\n${help()}`);
    return 2;
  }
  const chosen = CHECKS.filter(({ name }) => names.length === 0 || names.includes(name));
  const outcomes = await Promise.all(
    chosen.map(async ({ name, run }) => {
      const startedAt = performance.now();
      const { isGood, output } = await run();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)${isGood ? '' : `\n${output.trimEnd()}`}`);
      return isGood;
    }),
  );
  return outcomes.every(Boolean) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
