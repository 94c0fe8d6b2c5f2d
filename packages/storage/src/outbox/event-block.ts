/**
 * Many published events in one row: gzip of a JSON line each. Their places are the block's first one and those that follow it.
 * @see design/adr/0019-old-events-in-blocks.md
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { fromJson, toJson } from '../database/json.ts';
import type { OutboxEvent, PublishedEvent } from './outbox.repository.ts';

/** Events of one block, at most. */
export const BLOCK_EVENTS = 1_000;

export interface EventBlock {
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly bytes: Uint8Array;
}

export function packEvents(events: readonly PublishedEvent[]): Uint8Array {
  return new Uint8Array(gzipSync(events.map(({ position: _, ...event }) => toJson(event)).join('\n')));
}

/** A block's events behind a place, `limit` at most. */
export function eventsInBlock(
  { firstPosition, bytes }: Pick<EventBlock, 'firstPosition' | 'bytes'>,
  after: number,
  limit: number,
): PublishedEvent[] {
  const lines = gunzipSync(bytes).toString('utf8').split('\n');
  const from = Math.max(0, after + 1 - firstPosition);
  return lines.slice(from, from + limit).map((line, i) => ({
    ...(fromJson(line) as OutboxEvent),
    position: firstPosition + from + i,
  }));
}
