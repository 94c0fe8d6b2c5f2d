export type { AcquireRefusal, Lease, LeaseRequest, Leases } from './lease/leases.ts';
export { memoryLeases } from './lease/memory-leases.ts';
export { memoryStreams } from './stream/memory-streams.ts';
export {
  type AppendRefusal,
  BEGINNING,
  type Cursor,
  type EndOfSubscription,
  type StreamEntry,
  type StreamSpec,
  type Streams,
  type Subscriber,
  type Subscription,
} from './stream/streams.ts';
