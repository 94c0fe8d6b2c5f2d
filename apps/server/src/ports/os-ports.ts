/** Time, chance and names from the operating system: what the room is given where it really runs. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';

export interface OsPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly ids: Ids;
}

export const osPorts: OsPorts = {
  clock: { nowMs: () => Date.now() },
  scheduler: {
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
  },
  random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
  ids: { uuid: () => randomUUID() },
};
