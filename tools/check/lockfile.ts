import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './finding.ts';

const LOCKFILES = [
  'package-lock.json',
  'tools/node/package-lock.json',
  'bench/peers/package-lock.json',
  'bench/peers/streams/package-lock.json',
];

/** The lockfiles name packages, versions and hashes, and no registry: everybody installs from the one they have. */
export function checkLockfiles(root: string): Finding[] {
  return LOCKFILES.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        /"resolved": "https?:/.test(text)
          ? [{ file, line: index + 1, message: 'names a registry: install with omit-lockfile-registry-resolved (.npmrc)' }]
          : [],
      ),
  );
}
