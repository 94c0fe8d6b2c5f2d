/**
 * `npm test`: installs what is missing, checks the sources, and runs the whole suite. Arguments go to the test runner.
 *
 * The last line is `N passed, N failed`; a check that fails counts as one failed test, and so does a run in which no test ran.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb, installDependencies } from './setup.mjs';
import { rootDir, runNode } from './with-node.mjs';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** The browser tests drive Debian's Chromium: install it where we may, else say how. */
function ensureChromium() {
  if (existsSync(CHROMIUM)) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isRootOnDebian && process.env.CHROMIUM_PATH === undefined) {
    process.stderr.write('Installing Chromium for the browser tests (once) …\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env });
    }
    if (existsSync(CHROMIUM)) return;
  }
  process.stderr.write(
    `The browser tests need Chromium at ${CHROMIUM}. Install it with this command, or name it in CHROMIUM_PATH:\n`,
  );
  process.stderr.write('  sudo apt-get install -y chromium\n');
  finish(0, 1);
}

/** The plain closing line, and the exit code that goes with it. */
function finish(passed, failed) {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

await installDependencies();
ensureChromium();
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
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
rmSync(reportDir, { recursive: true, force: true });
// A suite that could not even be loaded has no failed test, yet the runner ends with an error: count it once.
const runnerFault = vitestCode !== 0 && report.numFailedTests === 0 ? 1 : 0;
finish(report.numPassedTests, report.numFailedTests + runnerFault + (checkCode === 0 ? 0 : 1));
