/** How far events have come: what waits to be told, and what each consumer has still before it. */
import type { Clock } from '@aboveboard/kit';
import { cursorOf, type Db, deadEventCounts, lastPosition, publishedAfter, unpublishedBacklog } from '@aboveboard/storage';
import type { Consumer } from '../consumer.ts';

export interface ConsumerStatus {
  readonly name: string;
  /** Place of the last event that it has behind it. */
  readonly position: number;
  /** Published events before it. */
  readonly lagEvents: number;
  /** For how long the first of them has been true; 0 where none is before it. */
  readonly lagMs: number;
  readonly dead: number;
}

export interface EventsStatus {
  /** Events that are not published yet. */
  readonly backlog: number;
  /** For how long the oldest of them has been true; 0 where none waits. */
  readonly backlogMs: number;
  /** Place of the event that was published last. */
  readonly published: number;
  readonly consumers: readonly ConsumerStatus[];
}

export interface EventsStatusPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly consumers: readonly Consumer[];
}

export async function eventsStatus({ db, clock, consumers }: EventsStatusPorts): Promise<EventsStatus> {
  const { reader } = db;
  const { events, oldestCreatedMs } = await unpublishedBacklog(reader);
  const published = await lastPosition(reader);
  const dead = await deadEventCounts(reader);
  const ageMs = (sinceMs: number | null | undefined): number => (sinceMs == null ? 0 : Math.max(0, clock.nowMs() - sinceMs));
  const statuses: ConsumerStatus[] = [];
  for (const { name } of consumers) {
    const position = await cursorOf(reader, name);
    const [next] = await publishedAfter(reader, position, 1);
    const lagEvents = Math.max(0, published - position); // it may have gone on since the last place was read
    statuses.push({ name, position, lagEvents, lagMs: ageMs(next?.createdMs), dead: dead.get(name) ?? 0 });
  }
  return { backlog: events, backlogMs: ageMs(oldestCreatedMs), published, consumers: statuses };
}
