/**
 * The floors of the house (design/architecture.md): imports point down, never up, and never sideways.
 *
 * Test files may look further, since they set up the rooms above them; what ships may not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import type { Finding } from './finding.ts';
import { parseSource } from './syntax.ts';

/** A package may import those on lower floors. */
const FLOORS: Readonly<Record<string, number>> = {
  kit: 0,
  engine: 1,
  fairness: 1,
  ledger: 1,
  protocol: 1,
  streams: 2,
  storage: 2,
  notation: 2,
  odds: 2,
  room: 3,
  client: 3,
  bots: 4,
  server: 5,
  web: 5,
  console: 5,
  cli: 5,
  bench: 5,
};
/** The command starts the server in its own process; apart from that, apps know nothing of each other. */
const SIDEWAYS_ALLOWED = new Set(['cli → server']);
const TEST_ONLY = 'testkit';

const isTestFile = (file: string): boolean =>
  /\.(test|contract)\.tsx?$|\/testing\//.test(file) || file.startsWith(`packages/${TEST_ONLY}/`);
const ownerOf = (file: string): string => (file.startsWith('bench/') ? 'bench' : (file.split('/')[1] ?? ''));

/** What is wrong with `from` importing `@aboveboard/<to>`; null when nothing is. */
function faultOf(from: string, to: string): string | null {
  if (from === to) return 'imports itself by name: use a relative path';
  if (to === TEST_ONLY) return from === 'bench' ? null : `imports ${TEST_ONLY}, which is for tests only`;
  const [own, other] = [FLOORS[from], FLOORS[to]];
  if (own === undefined) return `${from} has no floor: give it one in tools/check/layers.ts and design/architecture.md`;
  if (other === undefined) return `imports ${to}, which has no floor in tools/check/layers.ts`;
  if (other < own || SIDEWAYS_ALLOWED.has(`${from} → ${to}`)) return null;
  return `${from} may not import ${to}: imports point down only (design/architecture.md, The floors)`;
}

export function checkLayers(root: string): Finding[] {
  return ['packages', 'apps', 'bench']
    .flatMap((dir) => filesBelow(root, dir, /\.tsx?$/))
    .filter((file) => !isTestFile(file))
    .flatMap((file) =>
      parseSource(file, readFileSync(join(root, file), 'utf8')).imports.flatMap(({ specifier, line }) => {
        const from = ownerOf(file);
        const to = /^@aboveboard\/([^/]+)/.exec(specifier)?.[1];
        const climbs = /^\.\.\//.test(specifier) && leavesPackage(file, specifier);
        const message = climbs ? 'reaches into another package by path: import it by name' : to ? faultOf(from, to) : null;
        return message ? [{ file, line, message }] : [];
      }),
    );
}

function leavesPackage(file: string, specifier: string): boolean {
  const depthInPackage = file.split('/').length - (file.startsWith('bench/') ? 2 : 3);
  return specifier.split('/').filter((part) => part === '..').length > depthInPackage;
}
