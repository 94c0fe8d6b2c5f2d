/** What every Clock with its Scheduler keeps to, virtual or the machine's own. */
import type { Clock, Scheduler } from '@aboveboard/kit';
import { expect, test } from 'vitest';

export interface TimeUnderTest {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Lets about `ms` pass. */
  pass(ms: number): Promise<void>;
}

export function timeContract(make: () => TimeUnderTest): void {
  test('a task runs once, not before its time and never at once', async () => {
    const { clock, scheduler, pass } = make();
    const startMs = clock.nowMs();
    const ranAtMs: number[] = [];
    scheduler.after(20, () => ranAtMs.push(clock.nowMs()));
    scheduler.after(0, () => ranAtMs.push(clock.nowMs()));
    expect(ranAtMs).toEqual([]);
    await pass(60);
    expect(ranAtMs).toHaveLength(2);
    expect(ranAtMs[1]).toBeGreaterThanOrEqual(startMs + 19); // a machine's timer may round down by one
    await pass(60);
    expect(ranAtMs).toHaveLength(2);
  });

  test('a cancelled task does not run, and cancelling again is harmless', async () => {
    const { scheduler, pass } = make();
    let runs = 0;
    const timer = scheduler.after(10, () => runs++);
    timer.cancel();
    timer.cancel();
    await pass(40);
    expect(runs).toBe(0);
  });

  test('tasks run in the order of their times, and a task may set another', async () => {
    const { scheduler, pass } = make();
    const order: string[] = [];
    scheduler.after(30, () => order.push('late'));
    scheduler.after(5, () => {
      order.push('early');
      scheduler.after(5, () => order.push('from a task'));
    });
    await pass(80);
    expect(order).toEqual(['early', 'from a task', 'late']);
  });
}
