/**
 * Notices that the process stood still: asleep with its machine, stopped, or busy with something long. Whoever had to act meanwhile could not,
 * so no clock may have run. A clock of the machine that is set ahead looks the same, and one that is set back is as harmful: whatever is due
 * by it is due at another time than was meant. Both are put right by the same means.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';

const TICK_MS = 500;
/** A tick may be so late on a busy machine, and a clock be put right by so much. */
const LATE_MS = 1_000;

export interface StallPorts {
  readonly clock: Clock;
  /** Steady; read at each tick, so that it loses no more than one where the clock is set back. */
  readonly lengths: Clock;
  readonly scheduler: Scheduler;
  /** @param sinceMs when everything was well for the last time, by the clock as it was then */
  onStall(sinceMs: number): void;
}

/** Watches from now on, until cancelled. */
export function watchStalls({ clock, lengths, scheduler, onStall }: StallPorts): Timer {
  let lastMs = clock.nowMs();
  const tick = (): void => {
    const sinceMs = lastMs;
    lastMs = clock.nowMs();
    lengths.nowMs();
    timer = scheduler.after(TICK_MS, tick);
    if (lastMs - sinceMs > TICK_MS + LATE_MS || lastMs < sinceMs - LATE_MS) onStall(sinceMs);
  };
  let timer = scheduler.after(TICK_MS, tick);
  return { cancel: () => timer.cancel() };
}
