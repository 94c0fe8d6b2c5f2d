/**
 * A clock for lengths of time: it follows the machine's forwards, and where that is set back it goes on from what it said last. So it is never
 * ahead by such a jump, and behind by no more than the time since it was last read.
 */
import type { Clock } from './ports.ts';

/** @param clock wall time, which may be set forward or back at any moment */
export function steadyClock(clock: Clock): Clock {
  let lastMs = clock.nowMs();
  let aheadMs = 0;
  return {
    nowMs: () => {
      const nowMs = clock.nowMs() + aheadMs;
      if (nowMs < lastMs) aheadMs += lastMs - nowMs;
      lastMs = Math.max(lastMs, nowMs);
      return lastMs;
    },
  };
}
