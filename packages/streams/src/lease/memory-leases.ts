/** Leases in memory, for the one-process room and for simulation. */
import { type Clock, err, ok, type Result } from '@aboveboard/kit';
import type { AcquireRefusal, Lease, LeaseRequest, Leases } from './leases.ts';

export function memoryLeases(clock: Clock): Leases {
  const latest = new Map<string, Lease>(); // released or run out ones too: their epoch still fences
  return {
    acquire: async ({ name, holder, epoch, ttlMs }: LeaseRequest): Promise<Result<Lease, AcquireRefusal>> => {
      const nowMs = clock.nowMs();
      const known = latest.get(name);
      if (known && known.untilMs > nowMs) return err({ code: 'HELD', lease: known });
      if (known && epoch <= known.epoch) return err({ code: 'STALE_EPOCH', epoch: known.epoch });
      const lease: Lease = { name, holder, epoch, untilMs: nowMs + ttlMs };
      latest.set(name, lease);
      return ok(lease);
    },
    renew: async (lease: Lease, ttlMs: number): Promise<Result<Lease, 'LOST'>> => {
      if (latest.get(lease.name)?.epoch !== lease.epoch) return err('LOST');
      const renewed: Lease = { ...lease, untilMs: clock.nowMs() + ttlMs };
      latest.set(lease.name, renewed);
      return ok(renewed);
    },
    release: async (lease: Lease): Promise<void> => {
      const known = latest.get(lease.name);
      if (known?.epoch === lease.epoch) latest.set(lease.name, { ...known, untilMs: clock.nowMs() });
    },
  };
}
