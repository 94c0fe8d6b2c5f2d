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
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isRootOnDebian && process.env.CHROMIUM_PATH === undefined) {
    process.stderr.write('Installing Chromium for the browser tests (once) …\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env });
    }
    if (existsSync(CHROMIUM)) return;
  }
  process.stderr.write(
    `The browser tests need Chromium at ${CHROMIUM}. Install it with this command, or name it in CHROMIUM_PATH:\n`,
  );
  process.stderr.write('  sudo apt-get install -y chromium\n');
  process.exit(1);
}

/** What the run came to: nothing, until the tests have run. */
let outcome = summarize(null, 1, 0);
process.on('exit', () => {
  process.exitCode = outcome.exitCode;
  process.stdout.write(`${outcome.line}\n`);
});

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
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
rmSync(reportDir, { recursive: true, force: true });
outcome = summarize(report, vitestCode, checkCode);
