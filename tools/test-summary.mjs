/**
 * The last line of `npm test`, from what the runner and the check came to. It never says less than went wrong.
 *
 * @param {{ numPassedTests: number, numFailedTests: number } | null} report the runner's own; null when it wrote none
 * @param {number} runnerCode exit code of the test runner
 * @param {number} checkCode exit code of `npm run check`; a check that fails counts as one failed test
 * @returns {{ line: string, exitCode: number }}
 */
export function summarize(report, runnerCode, checkCode) {
  const passed = report?.numPassedTests ?? 0;
  const failedTests = report?.numFailedTests ?? 0;
  // A suite that could not even be loaded has no failed test, yet the runner ends with an error: count it once. So is a run without tests.
  const runnerFault = failedTests === 0 && (runnerCode !== 0 || passed === 0) ? 1 : 0;
  const failed = failedTests + runnerFault + (checkCode === 0 ? 0 : 1);
  return { line: `${passed} passed, ${failed} failed`, exitCode: failed === 0 ? 0 : 1 };
}
