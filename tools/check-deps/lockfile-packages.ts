/** What a lockfile says is installed, and which of it a room runs with: followed from the programs along their dependencies. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  /** A workspace: `resolved` is its folder. */
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface InstalledPackage {
  /** Where it lies, from the project's folder: `node_modules/ws`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package gives it; empty where it gives none. */
  readonly licence: string;
}

/** The programs that a room is; `bench` and the tests are not part of one. */
const PROGRAMS = ['apps/server', 'apps/cli', 'apps/web'];

/** Everything that is installed to run a room: no package of ours, nothing that only builds or tests. In order of path. */
export function productionPackages(root: string): InstalledPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const found = new Set<string>();
  const visit = (at: string): void => {
    if (found.has(at)) return;
    found.add(at);
    for (const name of runtimeDependencies(packages[at] ?? {})) {
      const place = placeOf(packages, at, name);
      if (place !== null) visit(place);
    }
  };
  PROGRAMS.forEach(visit);
  return [...found]
    .filter((path) => path.includes('node_modules/'))
    .sort()
    .map((path) => describe(path, packages[path] ?? {}));
}

/** Peers count, since somebody calls them; optional ones are somebody else's choice. */
function runtimeDependencies(entry: LockEntry): string[] {
  const isWanted = (name: string): boolean => entry.peerDependenciesMeta?.[name]?.optional !== true;
  const peers = Object.keys(entry.peerDependencies ?? {}).filter(isWanted);
  return [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers];
}

/** Where Node finds `name` from `at`: in the nearest node_modules on the way up. Null for what was not installed. */
function placeOf(packages: Record<string, LockEntry>, at: string, name: string): string | null {
  const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
  const entry = packages[place];
  if (entry) return entry.link ? (entry.resolved ?? null) : place;
  return at === '' ? null : placeOf(packages, at.slice(0, Math.max(0, at.lastIndexOf('/'))), name);
}

function describe(path: string, { version = '', license = '' }: LockEntry): InstalledPackage {
  return { path, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, licence: license };
}
