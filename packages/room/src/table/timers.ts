/**
 * The timers of one table, by name, which stand still together while the table is paused: no player pays for the server's fault.
 *
 * What is due waits for its place in the table's mailbox. Should a pause turn out to have begun before it was due, it was not due.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';

export interface Timers {
  /** Queues `task` once in `delayMs`; replaces a timer of the same name, also one whose task has not begun yet. */
  set(name: string, delayMs: number, task: () => Promise<void>): void;
  cancel(name: string): void;
  has(name: string): boolean;
  /** What a timer has left, while it runs, in milliseconds; null where there is none. */
  leftMs(name: string): number | null;
  /** Stops all timers where they were at `sinceMs`; those set meanwhile wait as well. */
  freeze(sinceMs: number): void;
  /** Lets them go on with what time they had left. @returns how long they stood still, in milliseconds. */
  thaw(): number;
  dropWhere(isDropped: (name: string) => boolean): void;
  cancelAll(): void;
}

interface Entry {
  readonly task: () => Promise<void>;
  /** By the steady clock. */
  dueMs: number;
  /** What it has left, while frozen; what it had when it was started, while it runs. */
  leftMs: number;
  timer: Timer | null;
}

export interface TimerPorts {
  /** Of the machine: pauses are told by it. */
  readonly clock: Clock;
  /** Steady, for what a timer has left. */
  readonly lengths: Clock;
  readonly scheduler: Scheduler;
}

/** @param post queues a task of the table's own */
export function createTimers({ clock, lengths, scheduler }: TimerPorts, post: (task: () => Promise<void>) => void): Timers {
  const entries = new Map<string, Entry>();
  let frozenAtMs: number | null = null;

  const start = (name: string, entry: Entry): void => {
    entry.dueMs = lengths.nowMs() + entry.leftMs;
    const timer = scheduler.after(entry.leftMs, () =>
      post(async () => {
        if (entries.get(name) !== entry || entry.timer !== timer) return; // cancelled, replaced or stopped while it waited
        entries.delete(name);
        await entry.task();
      }),
    );
    entry.timer = timer;
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
    leftMs: (name) => {
      const entry = entries.get(name);
      return entry ? Math.max(0, entry.dueMs - lengths.nowMs()) : null;
    },
    freeze: (sinceMs) => {
      if (frozenAtMs !== null) return;
      frozenAtMs = sinceMs;
      const atMs = lengths.nowMs() - Math.max(0, clock.nowMs() - sinceMs);
      for (const entry of entries.values()) {
        entry.timer?.cancel();
        entry.timer = null;
        entry.leftMs = Math.max(0, Math.min(entry.leftMs, entry.dueMs - atMs)); // never more than it was started with, as a clock set ahead would have it
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
