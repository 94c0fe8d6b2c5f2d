import { z } from 'zod';
import { tableEvent } from '../tables/event.ts';
import { id, timeMs } from '../units.ts';

/**
 * One event of a table. Every viewer gets every sequence number: what a viewer may not see arrives with `event: null`, so a gap
 * always means loss.
 */
export const frameMessage = z.strictObject({
  type: z.literal('frame'),
  tableId: id,
  incarnation: z.int().min(1),
  seq: z.int().min(1),
  atMs: timeMs,
  event: tableEvent.nullable(),
});
export type FrameMessage = z.infer<typeof frameMessage>;

/** Answer to a `subscribe` with a position the table still holds: exactly what was missed, in order; may be empty. */
export const batchMessage = z.strictObject({ type: z.literal('batch'), tableId: id, frames: z.array(frameMessage) });
export type BatchMessage = z.infer<typeof batchMessage>;
