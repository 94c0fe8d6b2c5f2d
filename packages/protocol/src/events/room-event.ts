/**
 * Events: what became true in the room, for everything that follows from it.
 *
 * A schema that was released is never changed: what is told otherwise is another version beside it. `contracts/events` has them for other
 * programs, made from these.
 */
import { z } from 'zod';
import { dealVoidedV1, dealVoidedV2 } from './deal-voided.ts';
import { handEndedV1, handEndedV2 } from './hand-ended.ts';
import { tableClosedV1 } from './table-closed.ts';

const EVENTS = [handEndedV1, handEndedV2, dealVoidedV1, dealVoidedV2, tableClosedV1] as const;

export const roomEvent = z.union(EVENTS);
export type RoomEvent = z.infer<typeof roomEvent>;

/** The JSON Schema of each event, by the name of its file: `hand-ended.v1`. */
export function eventSchemas(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    EVENTS.map((schema) => [`${schema.shape.kind.value}.v${schema.shape.version.value}`, z.toJSONSchema(schema)]),
  );
}
