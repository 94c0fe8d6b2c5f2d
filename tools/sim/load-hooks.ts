/** What the simulator's modules are made of: their sources as they are, with other hashing, or with a bug planted in one of them. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PlantedBug } from './planted-bugs.ts';

const root = join(import.meta.dirname, '../..');
const urlOf = (path: string): string => pathToFileURL(join(root, path)).href;

/** Hands from hashes and signatures that hide nothing: the same play in a third of the time. */
export function stubHashing(): void {
  const stubs = new Map([
    [urlOf('packages/fairness/src/bytes/hash.ts'), urlOf('packages/testkit/src/simulator/stub/hash.ts')],
    [urlOf('packages/fairness/src/signatures/ed25519.ts'), urlOf('packages/testkit/src/simulator/stub/ed25519.ts')],
  ]);
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      return { ...resolved, url: stubs.get(resolved.url) ?? resolved.url };
    },
  });
}

/** @throws Error where the source is not the one the bug was written for */
export function plantedSource({ name, file, find, replace }: PlantedBug): string {
  const source = readFileSync(join(root, file), 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`the bug ${name} has ${places} places in ${file}, and wants one`);
  return source.replace(find, () => replace);
}

/** From now on one module is loaded with the bug in it; nothing on the disk changes. */
export function plant(bug: PlantedBug): void {
  const source = plantedSource(bug);
  const target = urlOf(bug.file);
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      return url === target ? { ...loaded, source } : loaded;
    },
  });
}

/** How node is called for a simulator in a process of its own; most of what it makes is gone soon, so the young may take more room. */
export const simCommand: readonly string[] = [
  ...['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'],
  fileURLToPath(new URL('../sim.ts', import.meta.url)),
];
