export type { HeldLease, Lease, LeaseRequest, Leases, LeaseWatch } from './lease/leases.ts';
export { memoryLeases } from './lease/memory-leases.ts';
export {
  createRegistry,
  type OwnerEvents,
  type Ownership,
  type OwnRefusal,
  type Registry,
  type RegistryPorts,
} from './lease/registry.ts';
export { memoryStreams } from './stream/memory-streams.ts';
export type {
  Cursor,
  StreamEntry,
  StreamSpec,
  Streams,
  Subscription,
} from './stream/streams.ts';
