export { memoryStreams } from './stream/memory-streams.ts';
export type {
  Cursor,
  StreamEntry,
  StreamSpec,
  Streams,
  Subscription,
} from './stream/streams.ts';
