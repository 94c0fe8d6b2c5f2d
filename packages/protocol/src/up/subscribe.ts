import { z } from 'zod';
import { id, position } from '../units.ts';

/**
 * Opens a table's frames to this connection.
 *
 * With `position` (the last frame seen) the answer is a `batch` of exactly the frames missed since, or a `snapshot` when the table
 * no longer holds them; without it, a `snapshot`. A private table asks for `invite` unless the player sits there.
 */
export const subscribeMessage = z.strictObject({
  type: z.literal('subscribe'),
  tableId: id,
  position: position.optional(),
  invite: z.string().max(64).optional(),
});
export type SubscribeMessage = z.infer<typeof subscribeMessage>;

export const unsubscribeMessage = z.strictObject({ type: z.literal('unsubscribe'), tableId: id });
