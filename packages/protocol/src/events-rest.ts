/** Bodies of the REST interface under /api/v1/operator/events, which the control socket offers as well. */
import { z } from 'zod';
import { timeMs } from './units.ts';

const count = z.int().min(0);
const eventId = z.int().min(1);
const consumer = z.string().min(1).max(100);
const why = z.string().trim().min(1, 'say why, for the audit log').max(500);
/** Events that one request may name. */
export const MAX_EVENTS_NAMED = 200;
const eventIds = z.array(eventId).min(1).max(MAX_EVENTS_NAMED);

export const consumerStatus = z.strictObject({
  name: consumer,
  /** Place of the last event that it has behind it. */
  position: count,
  /** Published events before it, and for how long the first of them has been true. */
  lagEvents: count,
  lagMs: z.number().min(0),
  dead: count,
});
export const statusReply = z.strictObject({
  /** Events that are not published yet, and for how long the oldest of them has been true. */
  backlog: count,
  backlogMs: z.number().min(0),
  /** Place of the event that was published last. */
  published: count,
  consumers: z.array(consumerStatus),
});
export type StatusReply = z.infer<typeof statusReply>;

export const deadEvent = z.strictObject({
  id: eventId,
  /** The event as it was handed to the consumer. */
  event: z.json(),
  /** What each try failed with, oldest first. */
  errors: z.array(z.string()),
  firstFailedMs: timeMs,
  deadMs: timeMs,
});
export type DeadEvent = z.infer<typeof deadEvent>;
export const consumerParams = z.strictObject({ consumer });
export const deadParams = consumerParams.extend({ id: z.coerce.number<string>().int().min(1) });
export const deadQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(MAX_EVENTS_NAMED).default(20),
  /** `next` of the page before. */
  from: z.coerce.number<string>().int().min(0).default(0),
});
/** By id; `next` is null at the end. */
export const deadReply = z.strictObject({ events: z.array(deadEvent), next: z.int().nullable() });

export const changeRequest = z.strictObject({ why });
export const eventsRequest = z.strictObject({ why, ids: eventIds });
/** `error`: what it failed with again; it stays dead, as it was. */
export const reprocessed = z.strictObject({
  id: eventId,
  outcome: z.enum(['DONE', 'NOT_DEAD', 'FAILED_AGAIN']),
  error: z.string().nullable(),
});
export type Reprocessed = z.infer<typeof reprocessed>;
export const reprocessReply = z.strictObject({ events: z.array(reprocessed) });
export const discardReply = z.strictObject({ removed: z.array(eventId) });
