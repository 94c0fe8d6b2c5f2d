/**
 * Peers that only a benchmark needs: they have a lockfile of their own in a folder below bench/peers, and the first run of the benchmark
 * installs them there, so that nobody else has to.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface LatePeers {
  /** Installs them where they are not yet; says what failed, or null. */
  install(): string | null;
  /** The module of one of them; its types are said by the caller, since they are installed late. */
  load<Module>(name: string): Module;
  version(name: string): string;
}

/**
 * @param folder below the project's root, with package.json and package-lock.json.
 * @param size of all of them, for the person who waits.
 */
export function latePeers(folder: string, names: readonly string[], size: string): LatePeers {
  const path = join(import.meta.dirname, '..', '..', '..', folder);
  const all = names.join(' and ');
  return {
    install() {
      if (names.every((name) => existsSync(join(path, 'node_modules', name)))) return null;
      process.stderr.write(`Installing ${all} in ${folder}, ${size}, for this benchmark alone …\n`);
      const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      const { status } = spawnSync('npm', args, { cwd: path, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
      return status === 0 ? null : `npm could not install ${all}; they are left out`;
    },
    load: (name) => createRequire(join(path, 'package.json'))(name),
    version: (name) => JSON.parse(readFileSync(join(path, 'node_modules', name, 'package.json'), 'utf8')).version,
  };
}
