/**
 * `npm test`: installs what is missing, checks the sources, and runs the whole suite. Arguments go to the test runner.
 *
 * The last line is always `N passed, N failed`, also when it does not come as far as the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb, installDependencies } from './setup.mjs';
import { summarize } from './test-summary.mjs';
import { rootDir, runNode } from './with-node.mjs';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** The browser tests drive Debian's Chromium: install it where we may, else say how. */
function ensureChromium() {
  if (existsSync(CHROMIUM)) return;
  if (process.env.CHROMIUM_PATH === undefined) {
    installPackages('Chromium for the browser tests', ['chromium', 'fonts-liberation']);
    if (existsSync(CHROMIUM)) return;
  }
  process.stderr.write(
    `The browser tests need Chromium at ${CHROMIUM}. Install it with this command, or name it in CHROMIUM_PATH:\n`,
  );
  process.stderr.write('  sudo apt-get install -y chromium\n');
  process.exit(1);
}

/** The tests of streams and queues start a redis-server of their own each: Debian's, installed where we may. */
function ensureRedisServer() {
  const isThere = () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
  if (isThere()) return;
  installPackages('redis-server for the tests of streams and queues', ['redis-server']);
  if (isThere()) return;
  process.stderr.write('The tests of streams and queues need redis-server 7 or later. Install it with this command:\n');
  process.stderr.write('  sudo apt-get install -y redis-server\n');
  process.exit(1);
}

/** The tests of storage start a MariaDB of their own each, and make certificates. These packages start no service. */
function ensureMariaDb() {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const works = (program, ...args) => spawnSync(program, args, { stdio: 'ignore', env }).status === 0;
  const isThere = () =>
    ['mariadbd', 'mariadb-binlog'].every((program) => works(program, '--no-defaults', '--version')) &&
    works('openssl', 'version');
  if (isThere()) return;
  installPackages('MariaDB for the tests of storage', ['mariadb-server-core', 'mariadb-client', 'openssl']);
  if (isThere()) return;
  process.stderr.write('The tests of storage need MariaDB 10.11 or later and openssl. Install them with this command:\n');
  process.stderr.write('  sudo apt-get install -y mariadb-server-core mariadb-client openssl\n');
  process.exit(1);
}

/** Installs Debian packages where we may: as root on Debian. Says nothing of how it went: look whether it is there. */
function installPackages(what, packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`Installing ${what} (once) …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env });
  }
}

/** What the run came to: nothing, until the tests have run. */
let outcome = summarize(null, 1, 0);
process.on('exit', () => {
  process.exitCode = outcome.exitCode;
  process.stdout.write(`${outcome.line}\n`);
});

await installDependencies();
ensureChromium();
ensureRedisServer();
ensureMariaDb();
await buildWeb();

const checkCode = await runNode([join(rootDir, 'tools', 'check.ts')], { cwd: rootDir });
const reportDir = mkdtempSync(join(tmpdir(), 'aboveboard-test-'));
const reportFile = join(reportDir, 'report.json');
const vitestCode = await runNode(
  [
    join(rootDir, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: rootDir },
);
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
rmSync(reportDir, { recursive: true, force: true });
outcome = summarize(report, vitestCode, checkCode);
