import { z } from 'zod';
import { chips } from '../units.ts';

/** The player's wallet after it changed, and what is at tables. No sequence number: only the last one counts. */
export const walletMessage = z.strictObject({ type: z.literal('wallet'), available: chips, inPlay: chips });
/** Word from the gateway. STOPPING: finish up, the server goes down; reconnect after `afterMs`. */
export const noticeMessage = z.strictObject({
  type: z.literal('notice'),
  code: z.enum(['STOPPING', 'SLOW_DOWN']),
  afterMs: z.int().min(0).optional(),
});
/** Why the connection is about to be closed; the close code says it again. */
export const errorMessage = z.strictObject({ type: z.literal('error'), code: z.string(), message: z.string() });
