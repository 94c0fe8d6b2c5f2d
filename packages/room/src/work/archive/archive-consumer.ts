/**
 * The archive as a consumer of events: it counts the hands that ended, by table and day.
 *
 * From these counts the planner knows which days lack hands in their archive. It adds no job by itself: a day ends by the clock, with or
 * without another event, and a job that is added in a transaction that fails is there nevertheless.
 *
 * @see rules/WORK.md WORK-5
 */
import type { RoomEvent } from '@aboveboard/protocol';
import { addPlayedDays, forgetPlayedDays, type PlayedDay } from '@aboveboard/storage';
import type { Consumer } from '../../events/consumer.ts';

export const archiveConsumer: Consumer = {
  name: 'archive',
  apply: (trx, events) => addPlayedDays(trx, playedDays(events)),
  forget: forgetPlayedDays,
};

function playedDays(events: readonly RoomEvent[]): readonly PlayedDay[] {
  const days = new Map<string, PlayedDay>();
  for (const { kind, tableId, atMs } of events) {
    if (kind !== 'hand-ended') continue;
    const day = new Date(atMs).toISOString().slice(0, 10);
    const key = `${day} ${tableId}`;
    days.set(key, { tableId, day, hands: (days.get(key)?.hands ?? 0) + 1 });
  }
  return [...days.values()];
}
