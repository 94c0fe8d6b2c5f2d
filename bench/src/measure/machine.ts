import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures depend on. Nothing here names a host, a user or a folder. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
  };
}

/** The installed versions of the peers. */
export function peerVersions(names: readonly string[]): Record<string, string> {
  const modules = join(import.meta.dirname, '..', '..', '..', 'node_modules');
  const versionOf = (name: string): string => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}
