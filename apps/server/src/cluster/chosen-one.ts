/**
 * Work of the room that one process at a time does: bots at its tables, its books, its backups. Whoever has the lease does it; when that process
 * goes, another takes over.
 */
import type { Scheduler, Timer } from '@aboveboard/kit';
import type { OwnerEvents, Ownership, Registry } from '@aboveboard/streams';
import { ConfigError } from '../config/load-config.ts';

export interface ChosenOnePorts {
  readonly registry: Registry;
  readonly scheduler: Scheduler;
  /** Name of the lease, such as `house:bots`. */
  readonly lease: string;
  readonly everyMs: number;
  /** Begins the work. @returns what ends it; null where it cannot begin yet */
  begin(): Promise<(() => Promise<unknown> | unknown) | null>;
  readonly failed: (error: unknown) => void;
}

export interface ChosenOne {
  /** Whether the work is done here. */
  isHere(): boolean;
  /** Ends the work, then gives it to another process. */
  stop(): Promise<void>;
}

/** Takes the work when nobody has it, now or later; comes after the first look. @throws ConfigError of a first begin */
export async function chooseOne({ registry, scheduler, lease, everyMs, begin, failed }: ChosenOnePorts): Promise<ChosenOne> {
  let ownership: Ownership | null = null;
  let ending: (() => Promise<unknown> | unknown) | null = null;
  let timer: Timer | null = null;
  let isStopped = false;
  let isFirst = true;
  let looking: Promise<void> = Promise.resolve();

  const end = async (): Promise<void> => {
    const last = ending;
    ending = null;
    await last?.();
  };
  const events: OwnerEvents = {
    frozen: () => undefined, // an outage of Redis: who else could take it would wait as well
    thawed: () => undefined,
    lost: () => {
      ownership = null;
      void end().catch(failed);
    },
  };
  const look = async (): Promise<void> => {
    if (isStopped) return;
    try {
      if (ownership === null) {
        const taken = await registry.own(lease, 0, events);
        if (taken.ok) ownership = taken.value;
      }
      if (ownership !== null && ending === null) ending = await begin();
      if (ownership === null) await end(); // lost while it began
    } catch (error) {
      if (isFirst && error instanceof ConfigError) throw error;
      failed(error);
    }
    isFirst = false;
    if (!isStopped) timer = scheduler.after(everyMs, () => (looking = look()));
  };
  looking = look();
  await looking;
  return {
    isHere: () => ending !== null,
    async stop() {
      isStopped = true;
      timer?.cancel();
      await looking;
      await end();
      await ownership?.release().catch(() => {}); // runs out
    },
  };
}
