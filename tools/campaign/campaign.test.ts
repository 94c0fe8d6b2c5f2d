import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PARTS } from './parts.ts';
import { counted } from './run-part.ts';

const root = join(import.meta.dirname, '../..');

function campaign(...args: string[]) {
  const options = { cwd: root, encoding: 'utf8', timeout: 90_000 } as const;
  return spawnSync(process.execPath, [join(root, 'tools/campaign.ts'), ...args], options);
}

test('a part of one game is played by its seed, and reported', () => {
  const { status, stdout } = campaign('--game', 'PO', '--hands', '30', '--sealed', '3', '--seed', '7', '--json');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ seed: 7, machine: { node: process.versions.node } });
  expect(report.parts[0]).toMatchObject({ part: 'hands', amount: '30 hands a game', passed: 1, failed: 0 });
  expect(report.parts[0].tests[0].name).toMatch(/^PO: random legal hands/);
  expect(report.parts[1]).toMatchObject({ part: 'sealed', passed: 1, failed: 0 }); // PO/8 is another game
  expect(report.parts).toHaveLength(2); // faults are no matter of a game
  expect(status).toBe(0);
}, 100_000);

test('a game that nobody plays is no success', () => {
  const { status, stdout } = campaign('--only', 'hands', '--game', 'SNAP', '--json');
  expect(JSON.parse(stdout).parts[0]).toMatchObject({ passed: 0, failed: 1 });
  expect(status).toBe(1);
}, 100_000);

test.each([
  [
    ['--only', 'chips'],
    '--only wants one of hands, sealed, receipts, browsers, frames, faults, books, signals, shipping, cluster, redis, database, storm, moves, sim, not chips',
  ],
  [['--only', 'faults', '--game', 'NT'], '--game is no matter of faults'],
  [['--hands', '0'], '--hands wants a whole number from 1, not 0'],
  [['--turns', '3'], 'turns'],
])('%j is a wrong call', (args, message) => {
  const { status, stderr } = campaign(...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test('a runner that ends badly without a failed test is a failure', () => {
  const passed = { testResults: [{ assertionResults: [{ fullName: ' a', status: 'passed', duration: 1_234 }] }] };
  expect(counted(passed, 0)).toEqual({ passed: 1, failed: 0, tests: [{ name: 'a', passed: true, seconds: 1.2 }] });
  expect(counted(passed, 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(counted(null, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test('each part has tests', () => {
  const files = globSync(['{packages,apps}/*/src/**/*.test.ts', 'tools/**/*.test.ts'], { cwd: root }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  for (const path of PARTS.flatMap(({ tests }) => tests)) expect(files.filter((file) => file.includes(path))).not.toEqual([]);
});
