/** The machine's own time, for tests against a real server. */
import type { Scheduler } from '@aboveboard/kit';

export const osScheduler: Scheduler = {
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
