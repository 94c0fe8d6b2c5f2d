/**
 * How well the generator itself kept up. A load whose sender came late says nothing of the server, so every run measures this beside
 * everything else, and is void where the generator was the bottleneck.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Scheduler } from '@aboveboard/kit';
import { percentile } from './percentile.ts';

/** Later than this for one task of a hundred, and the run is void. */
export const MOST_LATE_MS = 50;
/** Busier than this on the average, and it is void too: what the machine has left is no measure any more. */
export const MOST_BUSY = 0.9;

export interface GeneratorReport {
  /** How much later than meant its tasks ran: those of plans and of clients' timers. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly loopDelayMs: { readonly p99: number; readonly most: number };
  /** Share of the time in which its loop had something to do. */
  readonly busy: number;
  readonly cpuS: number;
  readonly rssMb: number;
  /** Why the run is void; null: it is not. */
  readonly voidBecause: string | null;
}

export interface Generator {
  /** How late the task that runs right now came; 0 outside of one. */
  lateMs(): number;
  /** Timers whose lateness counts. */
  readonly scheduler: Scheduler;
  /** What is measured from here on; what a start costs is no part of it. */
  begin(): void;
  report(): GeneratorReport;
}

const KEPT = 200_000;

export function createGenerator(): Generator {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let late: number[] = [];
  let now = 0;
  let from = performance.eventLoopUtilization();
  let cpu = process.cpuUsage();
  return {
    lateMs: () => now,
    scheduler: {
      after: (delayMs, task) => {
        const meantMs = performance.now() + Math.max(1, delayMs);
        const timer = setTimeout(() => {
          now = Math.max(0, performance.now() - meantMs);
          if (late.length < KEPT) late.push(now);
          try {
            task();
          } finally {
            now = 0;
          }
        }, delayMs);
        return { cancel: () => clearTimeout(timer) };
      },
    },
    begin: () => {
      late = [];
      delay.reset();
      from = performance.eventLoopUtilization();
      cpu = process.cpuUsage();
    },
    report: () => {
      const { user, system } = process.cpuUsage(cpu);
      const lateMs = { p50: percentile(late, 0.5), p99: percentile(late, 0.99), most: percentile(late, 1) };
      const loopDelayMs = { p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 };
      const busy = performance.eventLoopUtilization(from).utilization;
      return {
        ...{ lateMs, loopDelayMs, busy, cpuS: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 2 ** 20 },
        voidBecause: voidBecause(lateMs.p99, busy),
      };
    },
  };
}

function voidBecause(p99Ms: number, busy: number): string | null {
  if (p99Ms > MOST_LATE_MS) return `one task of a hundred of the generator came ${p99Ms.toFixed(0)} ms late`;
  if (busy > MOST_BUSY) return `the generator was busy for ${(busy * 100).toFixed(0)} % of the time`;
  return null;
}
