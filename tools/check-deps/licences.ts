/** Under which licences the packages stand that a room runs with, and the list of them that is kept in docs/licences.md. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InstalledPackage, productionPackages } from './lockfile-packages.ts';

export const LICENCE_LIST = 'docs/licences.md';

/** Licences that ask for their notice to be kept and for nothing else; another one is looked at by a person before it comes in. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

export interface LicenceReport {
  readonly packages: readonly InstalledPackage[];
  /** One sentence each; none when all is well. */
  readonly findings: readonly string[];
}

/** Looks at every package of a room: an allowed licence, the same one in the lockfile and where it is installed, in the kept list. */
export function checkLicences(root: string): LicenceReport {
  const packages = productionPackages(root);
  const kept = existsSync(join(root, LICENCE_LIST)) ? readFileSync(join(root, LICENCE_LIST), 'utf8') : '';
  const isCurrent = kept === licencePage(packages);
  const stale = `${LICENCE_LIST} does not say what is installed: npm run check:deps -- --write`;
  return { packages, findings: [...packages.flatMap((each) => licenceFaults(root, each)), ...(isCurrent ? [] : [stale])] };
}

function licenceFaults(root: string, { path, name, version, licence }: InstalledPackage): string[] {
  if (!isAllowed(licence)) {
    return [`${name} ${version}: ${licence || 'no licence given'} is not among those we take (tools/check-deps/licences.ts)`];
  }
  const manifest = join(root, path, 'package.json');
  if (!existsSync(manifest)) return []; // for another kind of machine
  const installed = (JSON.parse(readFileSync(manifest, 'utf8')) as { license?: unknown }).license;
  return installed === licence ? [] : [`${name} ${version}: the lockfile says ${licence}, the package itself ${installed}`];
}

/** Of a choice (`MIT OR GPL-2.0`) one must be allowed; any other expression must be allowed as it stands. */
export function isAllowed(licence: string): boolean {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => ALLOWED.has(choice));
}

/** The kept list: how many stand under which licence, then each package with its version. */
export function licencePage(packages: readonly InstalledPackage[]): string {
  const byLicence = Map.groupBy(packages, ({ licence }) => licence);
  const counts = [...byLicence].map(([licence, { length }]) => `${length} ${licence}`).sort();
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const lines = [
    '# Licences of what Aboveboard runs with',
    '',
    'The packages that `npm ci` installs for the server, the commands and the pages; not those that only build or test them. Written by',
    '`npm run check:deps -- --write` from package-lock.json, and held to it by a test.',
    '',
    `In all: ${counts.join(', ')}.`,
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...[...new Set(rows)].sort(),
    '',
  ];
  return lines.join('\n');
}
