/** How long faults last in tests: a tenth of what they last in a full campaign, which sets ABOVEBOARD_FAULT_SCALE=1. */
const SCALE = Number(process.env.ABOVEBOARD_FAULT_SCALE ?? 0.1);

/** @param fullMs the length at full scale. */
export function scaled(fullMs: number): number {
  return Math.round(fullMs * SCALE);
}

/** For a test that waits for some of those: its limit, at whichever scale. */
export const FAULT_TEST_MS = 30_000 + scaled(120_000);
