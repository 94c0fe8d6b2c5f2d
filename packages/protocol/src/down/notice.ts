import { z } from 'zod';
import { chips, id } from '../units.ts';

/** The player's wallet after it changed, and what is at tables. No sequence number: only the last one counts. */
export const walletMessage = z.strictObject({ type: z.literal('wallet'), available: chips, inPlay: chips });
/**
 * Word from the gateway; it has no sequence number.
 *
 * - STOPPING: finish up, the server goes down; reconnect after `afterMs`.
 * - MOVE: this gateway goes, the room stays: the connection ends with 1012 in `afterMs`, and the next one may be made at once.
 * - SLOW_DOWN: a frame went unheard, because of the limits.
 * - TABLE_AWAY: nobody runs `tableId` just now, as far as this gateway can see. Stay subscribed: a `batch` or a `snapshot` says that it is back.
 * - RETRY: no answer came for `commandId`, and it may have been carried out: send it again, unchanged, after `afterMs`.
 */
export const noticeMessage = z.strictObject({
  type: z.literal('notice'),
  code: z.enum(['STOPPING', 'MOVE', 'SLOW_DOWN', 'TABLE_AWAY', 'RETRY']),
  afterMs: z.int().min(0).optional(),
  tableId: id.optional(),
  commandId: id.optional(),
});
export type NoticeMessage = z.infer<typeof noticeMessage>;
/** Why the connection is about to be closed; the close code says it again. */
export const errorMessage = z.strictObject({ type: z.literal('error'), code: z.string(), message: z.string() });
