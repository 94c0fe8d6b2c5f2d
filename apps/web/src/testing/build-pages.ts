import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/**
 * Builds the pages as `npm start` does, into a folder of the test's own, which is returned.
 *
 * In a process of its own: under a test runner's NODE_ENV React would be built for development, and miss its budget.
 */
export function buildPages(folder: string): string {
  const web = join(folder, 'web');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', join(ROOT, 'apps/web'), '--outDir', web, '--emptyOutDir', '--logLevel', 'error'];
  const built = spawnSync(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' }, encoding: 'utf8' });
  if (built.status !== 0 || built.stderr + built.stdout !== '')
    throw new Error(`the pages were not built:\n${built.stderr}${built.stdout}`);
  return web;
}
