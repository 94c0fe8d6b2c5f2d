import { expect, test } from 'vitest';
import { summarize } from './test-summary.mjs';

test.each([
  ['all is well', { numPassedTests: 9, numFailedTests: 0 }, 0, 0, '9 passed, 0 failed', 0],
  ['a test fails', { numPassedTests: 8, numFailedTests: 1 }, 1, 0, '8 passed, 1 failed', 1],
  ['the check fails', { numPassedTests: 9, numFailedTests: 0 }, 0, 1, '9 passed, 1 failed', 1],
  ['a suite cannot be loaded', { numPassedTests: 9, numFailedTests: 0 }, 1, 0, '9 passed, 1 failed', 1],
  ['the runner crashes and leaves no report', null, 1, 0, '0 passed, 1 failed', 1],
  ['no test ran', { numPassedTests: 0, numFailedTests: 0 }, 0, 0, '0 passed, 1 failed', 1],
])('%s', (_, report, runnerCode, checkCode, line, exitCode) => {
  expect(summarize(report, runnerCode, checkCode)).toEqual({ line, exitCode });
});
