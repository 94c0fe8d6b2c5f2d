/**
 * Repeating jobs: a cron pattern in a time zone names moments, its slots, and each slot is one job.
 *
 * Every scheduler of a queue adds the job of every slot. The slot's time is in the job's id, so the queue takes one of them; nobody
 * has to be elected, and any scheduler may die.
 */
import { assert, type Clock, err, ok, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import { Cron } from 'croner';
import type { JobId, NewJob } from './job.ts';
import type { QueueSpec, QueueStore } from './queue-store.ts';

/** How far the clocks of schedulers may be apart. */
const CLOCKS_APART_MS = 3_600_000;
/** A timer is set for no longer, so that a clock that was put right is heeded. */
const LONGEST_WAIT_MS = 60_000;

export interface Repeat {
  /** Part of every id of its jobs. */
  readonly name: string;
  /** Minutes, hours, days of the month, months, days of the week; or six parts, beginning with seconds. */
  readonly cron: string;
  /** Of the IANA database: `Europe/Berlin`. */
  readonly timeZone: string;
  readonly job: Omit<NewJob, 'id' | 'delayMs'>;
}

/** A repeat whose pattern has been read. */
export interface RepeatPlan {
  readonly repeat: Repeat;
  /** The first slot after a moment, both in ms since 1970; null when there is none any more. */
  readonly slotAfter: (ms: number) => number | null;
}

/** Reads a repeat; `BAD_CRON` says what is wrong with its pattern or time zone. */
export function planRepeat(repeat: Repeat): Result<RepeatPlan, { readonly code: 'BAD_CRON'; readonly message: string }> {
  try {
    const cron = new Cron(repeat.cron, { timezone: repeat.timeZone, paused: true, mode: '5-or-6-parts' });
    const slotAfter = (ms: number) => cron.nextRun(new Date(ms))?.getTime() ?? null;
    slotAfter(0); // a time zone nobody knows is found only here
    return ok({ repeat, slotAfter });
  } catch (error) {
    return err({ code: 'BAD_CRON', message: error instanceof Error ? error.message : String(error) });
  }
}

export interface RepeaterOptions {
  readonly store: QueueStore;
  /** It must remember ids for longer than clocks are apart, an hour. */
  readonly queue: QueueSpec;
  readonly plans: readonly RepeatPlan[];
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Hears of a slot that could not be added: the store's error, or `FULL` or `TOO_LARGE`. A store that fails is asked again. */
  readonly onTrouble?: (trouble: unknown) => void;
}

export interface Repeater {
  stop(): void;
  /** Since when slots could not be added, by the repeater's clock; null while all is well. */
  health(): { readonly failingSinceMs: number | null };
}

/** Fires every slot from now on, until it is stopped. */
export function startRepeater(options: RepeaterOptions): Repeater {
  const { queue, clock, scheduler } = options;
  assert(queue.dedupeMs >= CLOCKS_APART_MS, `${queue.name} forgets ids after ${queue.dedupeMs} ms: slots may fire twice`);
  const timers = new Map<RepeatPlan, Timer>();
  /** Plans whose last slot could not be added, and since when. */
  const failing = new Map<RepeatPlan, number>();
  let isStopped = false;

  const wait = (plan: RepeatPlan, fromMs: number): void => {
    const next = plan.slotAfter(fromMs);
    if (next === null || isStopped) return;
    const delayMs = Math.min(LONGEST_WAIT_MS, Math.max(0, next - clock.nowMs()));
    timers.set(
      plan,
      scheduler.after(delayMs, () => void look(plan, fromMs, next)),
    );
  };
  const look = async (plan: RepeatPlan, fromMs: number, next: number): Promise<void> => {
    const nowMs = clock.nowMs();
    if (next > nowMs) return wait(plan, fromMs);
    const slot = lastSlot(plan, next, nowMs);
    try {
      const id = `${plan.repeat.name}@${new Date(slot).toISOString()}` as JobId;
      const [answer] = await options.store.add(queue, [{ ...plan.repeat.job, id }]);
      if (answer?.ok === false && answer.error !== 'DUPLICATE') fails(plan, answer.error);
      else failing.delete(plan);
      wait(plan, slot);
    } catch (error) {
      fails(plan, error);
      if (!isStopped)
        timers.set(
          plan,
          scheduler.after(1_000, () => void look(plan, fromMs, next)),
        );
    }
  };
  const fails = (plan: RepeatPlan, trouble: unknown): void => {
    if (!failing.has(plan)) failing.set(plan, clock.nowMs());
    options.onTrouble?.(trouble);
  };
  for (const plan of options.plans) wait(plan, clock.nowMs());
  return {
    stop() {
      isStopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
    health: () => ({ failingSinceMs: failing.size === 0 ? null : Math.min(...failing.values()) }),
  };
}

/** The last slot up to now, from the first one not yet fired. */
function lastSlot(plan: RepeatPlan, first: number, nowMs: number): number {
  let slot = first;
  for (let next = plan.slotAfter(slot); next !== null && next <= nowMs; next = plan.slotAfter(slot)) slot = next;
  return slot;
}
