/**
 * The timers of one table, by name, which stand still together while the table is paused: no player pays for the server's fault.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';

export interface Timers {
  /** Runs `task` once in `delayMs`; replaces a timer of the same name. */
  set(name: string, delayMs: number, task: () => void): void;
  cancel(name: string): void;
  has(name: string): boolean;
  /** Stops all timers where they are; those set meanwhile wait as well. */
  freeze(): void;
  /** Lets them go on with what time they had left. @returns how long they stood still, in milliseconds. */
  thaw(): number;
  dropWhere(isDropped: (name: string) => boolean): void;
  cancelAll(): void;
}

interface Entry {
  readonly task: () => void;
  /** When it is due; while frozen, what it has left. */
  dueMs: number;
  leftMs: number;
  timer: Timer | null;
}

export function createTimers(clock: Clock, scheduler: Scheduler): Timers {
  const entries = new Map<string, Entry>();
  let frozenAtMs: number | null = null;

  const start = (name: string, entry: Entry): void => {
    entry.dueMs = clock.nowMs() + entry.leftMs;
    entry.timer = scheduler.after(entry.leftMs, () => {
      if (entries.get(name) === entry) entries.delete(name);
      entry.task();
    });
  };
  const cancel = (name: string): void => {
    entries.get(name)?.timer?.cancel();
    entries.delete(name);
  };
  return {
    set: (name, delayMs, task) => {
      cancel(name);
      const entry: Entry = { task, dueMs: 0, leftMs: Math.max(0, delayMs), timer: null };
      entries.set(name, entry);
      if (frozenAtMs === null) start(name, entry);
    },
    cancel,
    has: (name) => entries.has(name),
    freeze: () => {
      if (frozenAtMs !== null) return;
      frozenAtMs = clock.nowMs();
      for (const entry of entries.values()) {
        entry.timer?.cancel();
        entry.timer = null;
        entry.leftMs = Math.max(0, entry.dueMs - frozenAtMs);
      }
    },
    thaw: () => {
      if (frozenAtMs === null) return 0;
      const stoodMs = clock.nowMs() - frozenAtMs;
      frozenAtMs = null;
      for (const [name, entry] of entries) start(name, entry);
      return stoodMs;
    },
    dropWhere: (isDropped) => {
      for (const name of [...entries.keys()]) if (isDropped(name)) cancel(name);
    },
    cancelAll: () => {
      for (const name of [...entries.keys()]) cancel(name);
    },
  };
}
