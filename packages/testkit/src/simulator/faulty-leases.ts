/** Leases as one process of the simulation has them. */
import type { Leases } from '@aboveboard/streams';
import type { Link } from './link.ts';

export function faultyLeases(real: Leases, link: Link): Leases {
  return {
    acquire: (request) => link.ask(() => real.acquire(request)),
    renew: (lease, ttlMs) => link.ask(() => real.renew(lease, ttlMs)),
    release: (lease) => link.ask(() => real.release(lease)),
    list: () => link.ask(() => real.list()),
    watch: (name, onChange) => real.watch(name, (lease) => link.tell(() => onChange(lease))),
  };
}
