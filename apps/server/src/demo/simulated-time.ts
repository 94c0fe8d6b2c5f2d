/**
 * Time that passes when nothing is left to do, for a demo: weeks of play in minutes. Unlike in tests, the database is a real one that may take
 * its own time to answer, so what is asked of it is waited for before the clock goes on.
 */
import { assert, type Clock, type Scheduler } from '@aboveboard/kit';

interface Waiting {
  readonly atMs: number;
  /** Timers of one moment run in the order they were set. */
  readonly order: number;
  readonly task: () => void;
}

export interface SimulatedTime {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Lets time pass, each timer at its own moment, until it is so; at most until `untilMs`. */
  pass(untilMs: number, isSo: () => boolean): Promise<void>;
}

/** @param rest comes when everything that was set going has come to rest. */
export function simulatedTime(startMs: number, rest: () => Promise<void>): SimulatedTime {
  let nowMs = startMs;
  let order = 0;
  const waiting = new Set<Waiting>();

  const nextBy = (untilMs: number): Waiting | null => {
    let first: Waiting | null = null;
    for (const timer of waiting) {
      if (timer.atMs > untilMs) continue;
      if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
    }
    return first;
  };
  return {
    clock: { nowMs: () => nowMs },
    scheduler: {
      after(delayMs, task) {
        const timer: Waiting = { atMs: nowMs + Math.max(0, Math.ceil(delayMs)), order: order++, task };
        waiting.add(timer);
        return { cancel: () => void waiting.delete(timer) };
      },
    },
    async pass(untilMs, isSo) {
      assert(untilMs >= nowMs, 'time does not go back');
      await rest();
      while (!isSo()) {
        const timer = nextBy(untilMs);
        nowMs = Math.max(nowMs, timer?.atMs ?? untilMs);
        if (!timer) return;
        waiting.delete(timer);
        timer.task();
        await rest();
      }
    },
  };
}
