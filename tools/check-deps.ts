/**
 * `npm run check:deps`: what is known against the packages that are installed, and under which licences they stand.
 *
 * Apart from `npm run check`, because it asks a service on the network; an answer that could not be had is no good answer.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AuditOutcome, audit, GRAVE, type Weakness } from './check-deps/audit.ts';
import { checkLicences, LICENCE_LIST, licencePage } from './check-deps/licences.ts';
import { productionPackages } from './check-deps/lockfile-packages.ts';

const HELP = `npm run check:deps -- [options]

Asks npm's audit service about everything in package-lock.json and tools/node/package-lock.json, and holds the licences of what a
room runs with to those we take, and to the list in ${LICENCE_LIST}. The peers in bench/peers are no part of a room, and left out.

  --write     write ${LICENCE_LIST} anew, and ask nobody
  --licences  licences alone, without the network
  --json      one JSON object
  --help      this text

Exit code 0 when all is well; 1 for a weakness known as high or critical, or a licence that is not; 2 for a wrong call; 3 when
the audit service could not be reached, so that nothing is known.`;

const EXIT = { GOOD: 0, FOUND: 1, USAGE: 2, UNREACHABLE: 3 } as const;
const root = join(import.meta.dirname, '..');

interface Audited {
  readonly lockfile: string;
  readonly outcome: AuditOutcome;
}

function main(): number {
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { write: flag, licences: flag, json: flag, help: flag } });
  if (values.help) {
    console.log(HELP);
    return EXIT.GOOD;
  }
  if (values.write) writeFileSync(join(root, LICENCE_LIST), licencePage(productionPackages(root)));
  const { packages, findings } = checkLicences(root);
  const audits = values.write || values.licences ? [] : auditAll(new Set(packages.map(({ path }) => path)));
  if (values.json) console.log(JSON.stringify({ licences: { packages: packages.length, findings }, audits }));
  else console.log([...licenceLines(packages.length, findings), ...audits.flatMap(auditLines)].join('\n'));
  return exitCode(findings, audits);
}

/** The Node that tools/node fetches is what a room runs on: all of it counts as production. */
function auditAll(production: ReadonlySet<string>): Audited[] {
  return [
    { lockfile: 'package-lock.json', outcome: audit(root, '.', (path) => production.has(path)) },
    { lockfile: 'tools/node/package-lock.json', outcome: audit(root, 'tools/node', () => true) },
  ];
}

function exitCode(findings: readonly string[], audits: readonly Audited[]): number {
  const isGrave = audits.some(({ outcome }) => outcome.kind === 'known' && outcome.weaknesses.some(isGraveOne));
  if (findings.length > 0 || isGrave) return EXIT.FOUND;
  return audits.some(({ outcome }) => outcome.kind === 'unreachable') ? EXIT.UNREACHABLE : EXIT.GOOD;
}

function isGraveOne({ severity }: Weakness): boolean {
  return GRAVE.includes(severity);
}

function licenceLines(packages: number, findings: readonly string[]): string[] {
  if (findings.length === 0) return [`ok   licences of ${packages} packages`];
  return [`FAIL licences of ${packages} packages`, ...findings.map((finding) => `  ${finding}`)];
}

function auditLines({ lockfile, outcome }: Audited): string[] {
  if (outcome.kind === 'unreachable') {
    return [`???? ${lockfile}: the audit service could not be reached, so nothing is known: ${outcome.why}`];
  }
  const [production = [], development = []] = [true, false].map((side) =>
    outcome.weaknesses.filter(({ isProduction }) => isProduction === side),
  );
  return [
    ...sideLines(`${lockfile}, what a room runs with`, production),
    ...sideLines(`${lockfile}, what builds and tests it`, development),
  ];
}

function sideLines(what: string, weaknesses: readonly Weakness[]): string[] {
  const grave = weaknesses.filter(isGraveOne).length;
  const head = `${grave > 0 ? 'FAIL' : 'ok  '} ${what}: ${weaknesses.length} known, ${grave} of them high or critical`;
  return [head, ...weaknesses.map(({ name, severity, via }) => `  ${severity} ${name}: ${via.join('; ')}`)];
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exitCode = EXIT.USAGE;
}
