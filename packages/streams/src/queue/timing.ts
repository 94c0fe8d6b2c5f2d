/** Small forms of waiting over the time that is passed in. */
import type { Random, Scheduler, Timer } from '@aboveboard/kit';

export interface Wait extends Timer {
  /** Comes when the time has passed; never, once cancelled. */
  readonly passed: Promise<void>;
}

export function waitFor(scheduler: Scheduler, ms: number): Wait {
  let timer: Timer | null = null;
  const passed = new Promise<void>((resolve) => {
    timer = scheduler.after(ms, resolve);
  });
  return { passed, cancel: () => timer?.cancel() };
}

/** Runs `task` each `ms`, counted from its beginning. */
export function every(scheduler: Scheduler, ms: number, task: () => void): Timer {
  const tick = (): void => {
    timer = scheduler.after(ms, tick);
    task();
  };
  let timer = scheduler.after(ms, tick);
  return { cancel: () => timer.cancel() };
}

/** A number from 0 up to but not 1. */
export function chanceOf(random: Random): number {
  return random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
}
