/** What several processes must not do at the same time, such as opening a new room. */
import type { Scheduler } from '@aboveboard/kit';
import type { Registry } from '@aboveboard/streams';

export interface TurnPorts {
  readonly registry: Registry;
  readonly scheduler: Scheduler;
}

const LOOK_MS = 50;
const events = { frozen: () => undefined, thawed: () => undefined, lost: () => undefined };

/** Waits until nobody else is at it. A process that dies at it keeps the others as long as its lease lasts. */
export async function inTurn<T>({ registry, scheduler }: TurnPorts, lease: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const taken = await registry.own(lease, 0, events);
    if (taken.ok) {
      try {
        return await work();
      } finally {
        await taken.value.release();
      }
    }
    await new Promise<void>((resolve) => scheduler.after(LOOK_MS, resolve));
  }
}
