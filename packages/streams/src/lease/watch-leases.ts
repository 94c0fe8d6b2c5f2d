/**
 * Watching leases by looking: a lease that runs out says nothing, and a look needs no second connection. All names are
 * looked up at once.
 */
import type { Scheduler } from '@aboveboard/kit';
import type { HeldLease, Lease, LeaseWatch } from './leases.ts';

interface Watcher {
  readonly name: string;
  readonly onChange: (lease: Lease | null) => void;
  /** What it was told last: an epoch, 0 for nobody; null before it was told anything. */
  told: number | null;
}

/** @param list all leases held now; when it fails, the next look will do. */
export function watchLeases(
  list: () => Promise<readonly HeldLease[]>,
  scheduler: Scheduler,
  everyMs: number,
): (name: string, onChange: (lease: Lease | null) => void) => LeaseWatch {
  const watchers = new Set<Watcher>();
  let isRunning = false;

  const tell = (watcher: Watcher, held: HeldLease | undefined): void => {
    const now = held?.epoch ?? 0;
    if (!watchers.has(watcher) || watcher.told === now) return;
    watcher.told = now;
    watcher.onChange(held === undefined ? null : { name: held.name, holder: held.holder, epoch: held.epoch });
  };
  const look = async (): Promise<void> => {
    const found = await list().catch(() => null);
    const byName = new Map(found?.map((lease) => [lease.name, lease]));
    if (found !== null) for (const watcher of [...watchers]) tell(watcher, byName.get(watcher.name));
    isRunning = watchers.size > 0;
    if (isRunning) scheduler.after(everyMs, look);
  };
  return (name, onChange) => {
    const watcher: Watcher = { name, onChange, told: null };
    watchers.add(watcher);
    if (!isRunning) scheduler.after(0, look);
    isRunning = true;
    return { stop: () => void watchers.delete(watcher) };
  };
}
