/** Runs one part of a campaign in the project's own test runner, and reads what came of it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CampaignOptions, Part } from './parts.ts';

const root = join(import.meta.dirname, '../..');

export interface PartResult {
  readonly part: string;
  readonly amount: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly tests: readonly { readonly name: string; readonly passed: boolean; readonly seconds: number }[];
}

/** Of the runner's JSON report, what is read here. Skipped tests are those of other games. */
interface RunnerReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly duration?: number }[];
  }[];
}

/** What the tests print goes to the screen as they run. A suite that cannot be loaded, or has no test, counts as one that failed. */
export function runPart(part: Part, options: CampaignOptions): PartResult {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-campaign-'));
  const file = join(folder, 'report.json');
  const only = options.game === undefined ? [] : ['-t', `^${options.game.replace(/[^\w ]/g, '\\$&')}(?=[: ])`];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${file}`];
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...part.tests, ...reporters, '--maxWorkers=2', ...only], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...part.env(options), ABOVEBOARD_SEED: String(options.seed) },
  });
  const report: RunnerReport | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  rmSync(folder, { recursive: true });
  const seconds = rounded((performance.now() - startedAt) / 1_000);
  return { part: part.name, amount: part.amount(options), seconds, ...counted(report, status) };
}

export function counted(report: RunnerReport | null, status: number | null): Pick<PartResult, 'passed' | 'failed' | 'tests'> {
  const run = (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed');
  const tests = run.map(({ fullName, status, duration = 0 }) => ({
    name: fullName.trim(),
    passed: status === 'passed',
    seconds: rounded(duration / 1_000),
  }));
  const passed = tests.filter((test) => test.passed).length;
  const failedTests = tests.length - passed;
  const isSilentFault = failedTests === 0 && (status !== 0 || passed === 0);
  return { passed, failed: isSilentFault ? 1 : failedTests, tests };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
