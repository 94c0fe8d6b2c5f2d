import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkLicences, isAllowed, licencePage } from './licences.ts';
import { productionPackages } from './lockfile-packages.ts';

const projectRoot = join(import.meta.dirname, '../..');

/** A project of this lockfile, with a list of licences that is current. */
function project(packages: Record<string, object>): string {
  const root = mkdtempSync(join(tmpdir(), 'aboveboard-deps-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  write(root, 'package-lock.json', JSON.stringify({ packages }));
  write(root, 'docs/licences.md', licencePage(productionPackages(root)));
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('the packages a room runs with', () => {
  test('are followed from its programs, to the very place where Node finds them', () => {
    const root = project({
      'apps/server': { dependencies: { '@aboveboard/kit': '*', web: '1' }, devDependencies: { tester: '1' } },
      'node_modules/@aboveboard/kit': { link: true, resolved: 'packages/kit' },
      'packages/kit': { dependencies: { deep: '2' }, optionalDependencies: { 'not-here': '1' } },
      'node_modules/web': { version: '1.0.0', license: 'MIT', dependencies: { deep: '1' }, peerDependencies: { peer: '1' } },
      'node_modules/web/node_modules/deep': { version: '1.0.0', license: 'ISC' },
      'node_modules/deep': {
        version: '2.0.0',
        license: 'MIT',
        peerDependencies: { tester: '1' },
        peerDependenciesMeta: { tester: { optional: true } },
      },
      'node_modules/peer': { version: '3.0.0', license: 'MIT' },
      'node_modules/tester': { version: '1.0.0', license: 'GPL-3.0-only' },
    });
    const found = productionPackages(root).map(({ path, version }) => `${path} ${version}`);
    expect(found).toEqual([
      'node_modules/deep 2.0.0',
      'node_modules/peer 3.0.0',
      'node_modules/web 1.0.0',
      'node_modules/web/node_modules/deep 1.0.0',
    ]);
  });

  test('of this project stand under licences we take, and docs/licences.md names them all', () => {
    const { packages, findings } = checkLicences(projectRoot);
    expect(findings).toEqual([]);
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ws', 'react', '@redis/client', 'commander']));
    for (const tool of ['vitest', 'typescript', 'playwright-core', 'pokersolver']) expect(names).not.toContain(tool);
  });
});

describe('licences', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['', false],
  ])('%s: %s', (licence, isTaken) => {
    expect(isAllowed(licence)).toBe(isTaken);
  });

  test('one that is not taken, one that changed on the way, and a list that is old, are found', () => {
    const root = project({
      'apps/cli': { dependencies: { closed: '1', changed: '1' } },
      'node_modules/closed': { version: '1.0.0', license: 'BUSL-1.1' },
      'node_modules/changed': { version: '1.0.0', license: 'MIT' },
    });
    write(root, 'node_modules/changed/package.json', '{ "license": "AGPL-3.0-only" }');
    expect(checkLicences(root).findings).toEqual([
      'changed 1.0.0: the lockfile says MIT, the package itself AGPL-3.0-only',
      'closed 1.0.0: BUSL-1.1 is not among those we take (tools/check-deps/licences.ts)',
    ]);
    write(root, 'docs/licences.md', '# Old\n');
    expect(checkLicences(root).findings).toContain(
      'docs/licences.md does not say what is installed: npm run check:deps -- --write',
    );
  });
});

/** A registry on the loopback that knows of these weaknesses, spoken to by the machine's own npm. */
async function registryThatKnows(advisories: Record<string, { severity: string; vulnerable_versions: string }>) {
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('/security/advisories/bulk') !== true) return void response.writeHead(404).end('{}');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const asked = JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
    const known = Object.entries(advisories).filter(([name]) => name in asked);
    const told = known.map(([name, advisory], id) => [name, [{ id, url: 'https://example.org/1', title: 'Bad', ...advisory }]]);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(Object.fromEntries(told)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** `npm run check:deps` on this project, with the registry at `url`. */
function checkDeps(url: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, npm_config_registry: url };
  const child = spawn(process.execPath, [join(projectRoot, 'tools/check-deps.ts'), ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('npm run check:deps', () => {
  test('fails on a weakness known as high, and tells what runs from what only tests', async () => {
    const url = await registryThatKnows({
      ws: { severity: 'high', vulnerable_versions: '<99' },
      vitest: { severity: 'critical', vulnerable_versions: '<99' },
      zod: { severity: 'low', vulnerable_versions: '<1' }, // not this version
    });
    const { code, output } = await checkDeps(url);
    expect(output).toContain('FAIL package-lock.json, what a room runs with: 1 known, 1 of them high or critical');
    expect(output).toContain('  high ws: Bad (<99) https://example.org/1');
    expect(output).toContain('FAIL package-lock.json, what builds and tests it: 1 known, 1 of them high or critical');
    expect(output).toContain('ok   tools/node/package-lock.json, what a room runs with: 0 known');
    expect(code).toBe(1);
  }, 60_000);

  test('lesser ones are told and pass', async () => {
    const { code, output } = await checkDeps(
      await registryThatKnows({ ws: { severity: 'moderate', vulnerable_versions: '*' } }),
    );
    expect(output).toContain('ok   package-lock.json, what a room runs with: 1 known, 0 of them high or critical');
    expect(code).toBe(0);
  }, 60_000);

  test('a service that cannot be reached is no good answer: 3', async () => {
    const { code, output } = await checkDeps('http://127.0.0.1:9/', '--json');
    const { audits } = JSON.parse(output);
    expect(audits.map(({ outcome }: { outcome: { kind: string } }) => outcome.kind)).toEqual(['unreachable', 'unreachable']);
    expect(output).not.toContain('127.0.0.1:9/');
    expect(code).toBe(3);
  }, 60_000);

  test('a wrong call is 2', async () => {
    expect((await checkDeps('http://127.0.0.1:9/', '--licenses')).code).toBe(2);
  });
});
