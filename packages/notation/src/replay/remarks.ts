/** What the notation has no action for stands in lines of their own, as remarks with fixed words. */

export const RUN_OUT = 'the hand is run out';

export function runsRemark(times: number): string {
  return `the board is run ${times} times`;
}

/** How often the board is dealt from here on; null where the remark says something else. */
export function runsOf(remark: string): number | null {
  const match = /^the board is run (\d) times$/.exec(remark);
  return match ? Number(match[1]) : null;
}
