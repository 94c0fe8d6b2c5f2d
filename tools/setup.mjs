/**
 * What `npm start` and `npm test` do before their work: install what the lockfile names, and build the web bundle.
 *
 * Both leave a stamp of what they were made from, so that the second time costs a few milliseconds. Plain JavaScript for Node 20.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNode, npm, rootDir, runNode } from './with-node.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/** Runs `work` unless the file `stamp` says that it was done for the same `print`. */
async function once(stamp, print, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return;
  await work();
  writeFileSync(stamp, print);
}

/** Installs exactly what package-lock.json names, where that was not done yet, by us or by somebody's own `npm ci`. */
export async function installDependencies() {
  ensureNode();
  const lockfile = join(rootDir, 'package-lock.json');
  const installed = join(rootDir, 'node_modules', '.package-lock.json'); // npm writes it last
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  const print = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  await once(join(rootDir, 'node_modules', '.aboveboard-installed'), print, () => {
    say('Installing dependencies (once) …');
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Path, size and time of change of every file below `dir` that goes into the bundle. */
function listFiles(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() && !/node_modules|[/\\]dist[/\\]?|\.test\.tsx?$/.test(join(entry.parentPath ?? entry.path, entry.name)),
    )
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`);
}

/** Builds apps/web into apps/web/dist where its sources, or those of the packages in it, changed since the last build. */
export async function buildWeb() {
  const sources = ['apps/web', 'packages'].flatMap((dir) => listFiles(join(rootDir, dir)));
  const print = createHash('sha256').update(sources.join('\n')).digest('hex');
  const dist = join(rootDir, 'apps', 'web', 'dist');
  await once(join(dist, '.built-from'), print, async () => {
    say('Building the web client …');
    const code = await runNode([join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: join(rootDir, 'apps', 'web'),
      env: { NODE_ENV: 'production' }, // anything else builds React for development
      stdio: ['ignore', 2, 2],
    });
    if (code !== 0) {
      say('The web client could not be built; see the message above.');
      process.exit(1);
    }
    mkdirSync(dist, { recursive: true });
  });
}
