/**
 * Time that passes only when a test says so. Between two timers everything that was set going comes to rest, so a run is the same
 * each time, however fast the machine.
 */
import { assert, type Clock, type Scheduler } from '@aboveboard/kit';

declare const setImmediate: (task: () => void) => unknown;

interface Waiting {
  readonly atMs: number;
  /** Timers of one moment run in the order they were set. */
  readonly order: number;
  readonly task: () => void;
}

export interface VirtualTime {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Lets `ms` pass, running each timer at its own moment. */
  advance(ms: number): Promise<void>;
  /** Lets promises already under way come to rest; no time passes. */
  settle(): Promise<void>;
  /** How many timers wait. */
  pending(): number;
}

export function virtualTime(startMs = 1_700_000_000_000): VirtualTime {
  let nowMs = startMs;
  let order = 0;
  const waiting = new Set<Waiting>();

  const next = (untilMs: number): Waiting | null => {
    let first: Waiting | null = null;
    for (const timer of waiting) {
      if (timer.atMs > untilMs) continue;
      if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
    }
    return first;
  };
  const settle = async (): Promise<void> => {
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const advance = async (ms: number): Promise<void> => {
    const untilMs = nowMs + ms;
    await settle();
    for (let timer = next(untilMs); timer; timer = next(untilMs)) {
      waiting.delete(timer);
      nowMs = Math.max(nowMs, timer.atMs);
      timer.task();
      await settle();
    }
    nowMs = untilMs;
  };

  return {
    clock: { nowMs: () => nowMs },
    scheduler: {
      after(delayMs, task) {
        assert(delayMs >= 0, `a delay of ${delayMs} ms`);
        const timer: Waiting = { atMs: nowMs + Math.max(1, Math.ceil(delayMs)), order: order++, task };
        waiting.add(timer);
        return { cancel: () => void waiting.delete(timer) };
      },
    },
    advance,
    settle,
    pending: () => waiting.size,
  };
}
