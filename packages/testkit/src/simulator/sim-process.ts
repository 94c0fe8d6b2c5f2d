/**
 * One process of the simulated room: it hears and does things in steps of its own, may be stopped and let go on as by SIGSTOP and
 * SIGCONT, and may be killed. A promise cannot be killed, so a dead process's ports never answer again, and nothing it still asks
 * for is done.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import type { SimTime } from './sim-time.ts';

/** When the simulated world begins, by a clock that is right. */
export const EPOCH_MS = Date.UTC(2026, 10, 21, 12);

export interface SimProcess {
  readonly name: string;
  /** Its own opinion of the time: skewed, and it may jump. */
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly isDead: boolean;
  readonly isPaused: boolean;
  /** What comes from outside reaches it `delayMs` from now, later while it is stopped, and never once it is dead. */
  hears(delayMs: number, task: () => void): void;
  pause(): void;
  resume(): void;
  kill(): void;
  /** Its clock is set forward or back by `byMs`. */
  jump(byMs: number): void;
  /** Called once when it dies. */
  onDeath(task: () => void): void;
  /** When its clock showed `shownMs`, in true time. */
  trueTimeOf(shownMs: number): number;
  /** How long it has stood still in all, in true time. */
  stoodStillMs(): number;
}

export function simProcess(name: string, time: SimTime, skewMs = 0): SimProcess {
  let state: 'running' | 'paused' | 'dead' = 'running';
  let skew = skewMs;
  const skews = [{ sinceMs: 0, skew }];
  let stoodMs = 0;
  let pausedAtMs = 0;
  let dueTimers: (() => void)[] = [];
  let heard: (() => void)[] = [];
  const deaths: (() => void)[] = [];
  const act = (task: () => void, waiting: () => (() => void)[]): void => {
    if (state === 'running') task();
    else if (state === 'paused') waiting().push(task);
  };
  const after = (delayMs: number, task: () => void): Timer => {
    let isCancelled = false;
    const run = () => {
      if (!isCancelled) task();
    };
    const timer = time.at(Math.max(1, Math.ceil(delayMs)), () => act(run, () => dueTimers));
    return {
      cancel: () => {
        isCancelled = true;
        timer.cancel();
      },
    };
  };
  return {
    name,
    clock: { nowMs: () => EPOCH_MS + Math.floor(time.nowMs()) + skew },
    scheduler: { after },
    get isDead() {
      return state === 'dead';
    },
    get isPaused() {
      return state === 'paused';
    },
    hears: (delayMs, task) => {
      if (state !== 'dead') time.at(delayMs, () => act(task, () => heard));
    },
    pause: () => {
      if (state !== 'running') return;
      state = 'paused';
      pausedAtMs = time.nowMs();
    },
    // As an event loop does: first the timers that are due, then what the network brought meanwhile.
    resume: () => {
      if (state !== 'paused') return;
      state = 'running';
      stoodMs += time.nowMs() - pausedAtMs;
      const tasks = [...dueTimers, ...heard];
      dueTimers = [];
      heard = [];
      for (const task of tasks) time.at(0, () => act(task, () => heard));
    },
    kill: () => {
      if (state === 'dead') return;
      state = 'dead';
      dueTimers = [];
      heard = [];
      for (const task of deaths) task();
    },
    jump: (byMs) => {
      skew += byMs;
      skews.push({ sinceMs: time.nowMs(), skew });
    },
    trueTimeOf: (shownMs) => {
      if (skews.length === 1) return Math.min(shownMs - EPOCH_MS - skew, time.nowMs());
      const times = skews.map((one) => ({ ...one, atMs: shownMs - EPOCH_MS - one.skew }));
      return times.findLast(({ sinceMs, atMs }) => sinceMs <= atMs + 1 && atMs <= time.nowMs())?.atMs ?? time.nowMs();
    },
    onDeath: (task) => void deaths.push(task),
    stoodStillMs: () => stoodMs + (state === 'paused' ? time.nowMs() - pausedAtMs : 0),
  };
}
