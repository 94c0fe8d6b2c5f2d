/** What a worker needs for events, where a test is about its jobs: real parts that nobody else uses, and no consumers. */
import { type Consumer, createEventBell, noFailPoints } from '@aboveboard/room';
import { memoryStreams } from '@aboveboard/streams';

export function quietEvents() {
  const consumers: readonly Consumer[] = [];
  return { streams: memoryStreams(), bell: createEventBell(), failPoints: noFailPoints, consumers };
}
