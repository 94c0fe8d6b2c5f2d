/** The stream of events. */
import type { RoomEvent } from '@aboveboard/protocol';
import type { OutboxEvent } from '@aboveboard/storage';
import type { StreamSpec } from '@aboveboard/streams';

/** Whoever falls behind is cut off and reads on in the outbox: nothing that was published waits for a reader. */
export const EVENT_STREAM: StreamSpec = {
  name: 'events',
  maxEntries: 8_192,
  maxBytes: 64 * 1024 * 1024,
  whenFull: 'drop-oldest',
};

/** An event as it is told, not held against its schema: what is in the outbox happened, whoever can read it. */
export interface ToldEvent extends Readonly<Record<Exclude<keyof RoomEvent, 'id'>, unknown>> {
  readonly id: number;
}

export function toldEvent({ id, kind, version, tableId, handNo, createdMs, payload }: OutboxEvent): ToldEvent {
  return { id, kind, version, tableId, handNo, atMs: createdMs, payload };
}
