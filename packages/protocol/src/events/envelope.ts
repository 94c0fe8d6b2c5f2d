/** What every event has: who it is, and of which hand it tells. What it tells is its payload, by kind and version. */
import { z } from 'zod';
import { handNo, id, timeMs } from '../units.ts';

export function eventOf<Kind extends string, Version extends number, Payload extends z.ZodType>(
  kind: Kind,
  version: Version,
  payload: Payload,
) {
  return z.strictObject({
    /** Names the event for good: what is told twice under one id happened once. It says nothing of the order. */
    id: z.int().min(1),
    kind: z.literal(kind),
    version: z.literal(version),
    tableId: id,
    /** The hand; of what is told between hands, the next one. */
    handNo,
    /** When it became true. */
    atMs: timeMs,
    payload,
  });
}
