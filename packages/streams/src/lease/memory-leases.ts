/** Leases in memory, for the one-process room and for simulation. */
import { type Clock, err, ok, type Scheduler } from '@aboveboard/kit';
import type { HeldLease, Lease, Leases } from './leases.ts';
import { watchLeases } from './watch-leases.ts';

/** What is known of a name. It stays when nobody holds it: the epoch still fences. */
interface Known extends Lease {
  readonly untilMs: number;
  readonly isReleased: boolean;
}

const WATCH_EVERY_MS = 50;

export function memoryLeases(clock: Clock, scheduler: Scheduler): Leases {
  const known = new Map<string, Known>();

  const heldNow = (name: string): HeldLease | null => {
    const last = known.get(name);
    const remainingMs = (last?.untilMs ?? 0) - clock.nowMs();
    if (last === undefined || last.isReleased || remainingMs <= 0) return null;
    return { name, holder: last.holder, epoch: last.epoch, remainingMs };
  };
  const keep = (lease: Lease, ttlMs: number): void => {
    known.set(lease.name, { ...lease, untilMs: clock.nowMs() + ttlMs, isReleased: false });
  };
  const list = async () => {
    const held = [...known.keys()].map(heldNow).filter((lease) => lease !== null);
    return held.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return {
    acquire: async ({ name, holder, ttlMs, floor }) => {
      const held = heldNow(name);
      if (held !== null) return err(held);
      const lease: Lease = { name, holder, epoch: Math.max(floor, known.get(name)?.epoch ?? 0) + 1 };
      keep(lease, ttlMs);
      return ok(lease);
    },
    renew: async (lease, ttlMs) => {
      const last = known.get(lease.name);
      const isOther = last?.epoch === lease.epoch && (last.isReleased || last.holder !== lease.holder);
      if (isOther || (last?.epoch ?? 0) > lease.epoch) return err('LOST');
      keep(lease, ttlMs);
      return ok(last?.epoch === lease.epoch ? 'KEPT' : 'FORGOTTEN');
    },
    release: async ({ name, holder, epoch }) => {
      const last = known.get(name);
      if (last?.epoch === epoch && last.holder === holder) known.set(name, { ...last, isReleased: true });
    },
    list,
    watch: watchLeases(list, scheduler, WATCH_EVERY_MS),
  };
}
