import { expect, test, vi } from 'vitest';

test('commands of half a second share a deadline, five seconds from the first of them', async () => {
  vi.useFakeTimers();
  try {
    const { unsentDeadline } = await import('./unsent-deadline.ts');
    const first = unsentDeadline();
    vi.advanceTimersByTime(499);
    expect(unsentDeadline()).toBe(first);
    vi.advanceTimersByTime(1);
    const second = unsentDeadline();
    expect(second).not.toBe(first);
    vi.advanceTimersByTime(4_499);
    expect([first.aborted, second.aborted]).toEqual([false, false]);
    vi.advanceTimersByTime(1);
    expect([first.aborted, second.aborted]).toEqual([true, false]);
  } finally {
    vi.useRealTimers();
  }
});
