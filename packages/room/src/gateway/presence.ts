/**
 * A process says that it is here: a lease of its own name, renewed until it stops. Nobody else ever wants it, so one that was lost, as
 * when the process slept or the keeper of leases forgot everything, is simply taken again.
 */
import type { Scheduler } from '@aboveboard/kit';
import { createRegistry, type Leases } from '@aboveboard/streams';

export interface Presence {
  /** Here no more, at once. */
  end(): Promise<void>;
}

export interface PresencePorts {
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  /** This process in this life. */
  readonly holder: string;
  readonly ttlMs: number;
  readonly renewMs: number;
  /** The keeper of leases has been out of reach for so long that others may soon think this process gone. */
  readonly onAway?: () => void;
  /** Here again, after others may have thought that it was gone. */
  readonly onBack: () => void;
}

/** @param name of the lease, such as `gateway:<id>` */
export function keepPresence(ports: PresencePorts, name: string): Presence {
  const registry = createRegistry(ports);
  let isOver = false;
  let wasHere = false;
  const again = (): void => {
    if (!isOver) ports.scheduler.after(ports.renewMs, () => void take());
  };
  const take = async (): Promise<void> => {
    if (isOver) return;
    const events = { frozen: () => ports.onAway?.(), thawed: ports.onBack, lost: again };
    const taken = await registry.own(name, 0, events).catch(() => null); // out of reach: tried again
    if (!taken?.ok) return again();
    if (isOver) return taken.value.release();
    if (wasHere) ports.onBack();
    wasHere = true;
  };
  void take();
  return {
    end: async () => {
      isOver = true;
      await registry.close();
    },
  };
}
