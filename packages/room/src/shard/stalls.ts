/**
 * Notices that the process stood still: asleep with its machine, stopped, or busy with something long. Whoever had to act meanwhile could not,
 * so no clock may have run. A clock of the machine that jumps ahead looks the same, and is put right by the same means.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';

const TICK_MS = 500;
/** A tick may be so late on a busy machine. */
const LATE_MS = 1_000;

export interface StallPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Nothing was done since then, until now. */
  onStall(sinceMs: number): void;
}

/** Watches from now on, until cancelled. */
export function watchStalls({ clock, scheduler, onStall }: StallPorts): Timer {
  let lastMs = clock.nowMs();
  const tick = (): void => {
    const sinceMs = lastMs;
    lastMs = clock.nowMs();
    timer = scheduler.after(TICK_MS, tick);
    if (lastMs - sinceMs > TICK_MS + LATE_MS) onStall(sinceMs);
  };
  let timer = scheduler.after(TICK_MS, tick);
  return { cancel: () => timer.cancel() };
}
